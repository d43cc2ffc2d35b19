from __future__ import annotations

import hashlib
from pathlib import Path
from zipfile import ZipFile

import pytest

from app.embedded.unsigned import copy_unsigned, whole

HEAD = "Manifest-Version: 1.0\r\nMulti-Release: true\r\n\r\n"


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    """Of a library with one signed jar and one that is not."""
    (tmp_path / "lib").mkdir()
    with ZipFile(tmp_path / "lib" / "signed-1.0.jar", "w") as jar:
        jar.writestr("META-INF/MANIFEST.MF", HEAD + "Name: a/B.class\r\nSHA-256-Digest: AAAA\r\n\r\n")
        for name in ("META-INF/KEY.SF", "META-INF/KEY.RSA", "META-INF/services/a.B", "a/B.class"):
            jar.writestr(name, name)
    with ZipFile(tmp_path / "lib" / "plain-1.0.jar", "w") as jar:
        jar.writestr("META-INF/MANIFEST.MF", HEAD)
    copy_unsigned(tmp_path / "lib", tmp_path / "copies")
    return tmp_path / "copies"


def test_a_signed_jar_is_copied_without_signature_and_hashes(copies: Path) -> None:
    [copy] = copies.iterdir()
    assert copy.name == f"signed-1.0.{hashlib.sha256(copy.read_bytes()).hexdigest()}.jar"
    with ZipFile(copy) as jar:
        assert {name: jar.read(name).decode() for name in jar.namelist()} == {
            "META-INF/MANIFEST.MF": HEAD,
            "META-INF/services/a.B": "META-INF/services/a.B",
            "a/B.class": "a/B.class",
        }


def test_a_copy_that_was_changed_is_noticed(copies: Path) -> None:
    assert whole(copies)
    [copy] = copies.iterdir()
    copy.write_bytes(copy.read_bytes()[:-1])
    assert not whole(copies)


def test_copies_that_are_gone_are_noticed(tmp_path: Path) -> None:
    assert not whole(tmp_path / "copies")


def test_copies_are_made_anew(copies: Path, tmp_path: Path) -> None:
    [copy] = copies.iterdir()
    copy.rename(copies / "left.jar")
    copy_unsigned(tmp_path / "lib", copies)
    assert list(copies.iterdir()) == [copy]
