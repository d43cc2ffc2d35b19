"""Error messages of the embedded Neo4j, each a sentence that says what to do."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FULL = "The disk of {directory} is full: free some space, or {instead}."
_ELSEWHERE = "set ACQUAINT_DATA_DIR to another directory"
_BACKUP = "move the directory away and restore a backup (acquaint restore), or begin with an empty one"

_FAULTS = (
    ("No space left on device", _FULL.format(directory="{home}", instead=_ELSEWHERE)),
    ("Unable to write directory path", "Neo4j cannot write to {home}: make it yours, or " + _ELSEWHERE + "."),
    ("AccessDeniedException", "Neo4j may not write everything in {home}: make it yours, or " + _ELSEWHERE + "."),
    ("FileLockException", "The database in {home} is used by another process: end that one first."),
    ("UnsupportedClassVersionError", "This Java is too old for Neo4j: set JAVA_HOME to a Java 21 or 25."),
    (
        "Could not find or load main class",
        "The jars in NEO4J_HOME/lib are not those of Neo4j Community 2026.09: set NEO4J_HOME to one, or unset it.",
    ),
    ("Unrecognized setting", "Neo4j refuses its configuration: {line} (NEO4J_HOME must be version 2026.09, or unset)"),
    ("declared multiple times", "Neo4j refuses its configuration: {line} (see neo4j.conf beside the code)"),
    (
        "exceeds physical memory",
        "The machine has less memory than Neo4j shall use: lower ACQUAINT_NEO4J_HEAP or ACQUAINT_NEO4J_PAGE_CACHE.",
    ),
    ("Could not reserve enough space", "The machine has not enough memory left for Neo4j: lower ACQUAINT_NEO4J_HEAP."),
    ("Invalid maximum heap size", "Java takes no such heap ({line}): set ACQUAINT_NEO4J_HEAP to 1g or the like."),
    ("Too small maximum heap", "Neo4j needs a larger heap: set ACQUAINT_NEO4J_HEAP to 512m or more."),
    ("java.lang.OutOfMemoryError", "The heap is too small for Neo4j to start: raise ACQUAINT_NEO4J_HEAP."),
)
_NOT_STARTED = re.compile(r"Failed to start DatabaseId\{\w+\[(?P<name>[^]]+)\]\}.*?\"stacktrace\":\"(?P<reason>.*?)\\n")
_PORT_TAKEN = ("PortBindException", "Address already in use")


class EmbeddedError(Exception):
    """Raised when the embedded Neo4j cannot be used; the message says why and what to do."""


def explain(line: str, home: Path) -> str | None:
    """The message for a line of Neo4j's output or debug log; None when it reports no known fault."""
    for mark, sentence in _FAULTS:
        if mark in line:
            return sentence.format(home=home, line=line.strip())
    if stopped := _NOT_STARTED.search(line):
        reason = stopped["reason"].rpartition("Exception: ")[2].replace('\\"', '"').rstrip(".")
        return unopened(home, f"{stopped['name']}: {reason}")
    return None


def unopened(home: Path, reason: str) -> str:
    return f"The database in {home} cannot be opened ({reason}): {_BACKUP}."


def port_taken(line: str) -> bool:
    return any(mark in line for mark in _PORT_TAKEN)


@contextmanager
def directory_faults(directory: Path, instead: str = _ELSEWHERE) -> Iterator[None]:
    """Turn `OSError` into `EmbeddedError`; `instead` is the advice at the end of its message."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        sentence = f"{error.filename or directory} cannot be used ({reason}): make it writable, or {instead}."
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            sentence = _FULL.format(directory=directory, instead=instead)
        raise EmbeddedError(sentence) from error


@contextmanager
def optional_packages() -> Iterator[None]:
    """Turn `ImportError` into `EmbeddedError` that says how to install the package."""
    try:
        yield
    except ImportError as error:
        raise EmbeddedError(
            f"The embedded Neo4j needs the package {error.name}: pip install 'acquaint[embedded]', "
            "or set NEO4J_URI to a running Neo4j."
        ) from error
