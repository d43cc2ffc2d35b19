"""Lines as a real Neo4j 2026.09 wrote them."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from app.embedded.faults import EmbeddedError, directory_faults, explain, optional_packages, port_taken

HOME = Path("/data/neo4j")
ELSEWHERE = "set ACQUAINT_DATA_DIR to another directory."
UNKNOWN = (
    'Exception in thread "main" java.lang.IllegalArgumentException: Unrecognized setting. '
    "No declared setting with name: no.such.key."
)
DOUBLE = 'Exception in thread "main" java.lang.IllegalArgumentException: server.http.enabled declared multiple times.'
CORRUPT = (
    '{"time":"2026-11-24 01:02:09.432+0000","level":"ERROR","category":"o.n.d.d.DatabaseLifecycles",'
    '"message":"Failed to start DatabaseId{2181231c[neo4j]}","stacktrace":"java.lang.RuntimeException: '
    r"java.lang.IllegalStateException: Failed to read current store version.\n\tat org.neo4j.kernel.database"
)
FAULTS = {
    "Caused by: java.io.IOException: No space left on device": (
        "The disk of /data/neo4j is full: free some space, or " + ELSEWHERE
    ),
    "java.io.IOException: Unable to write directory path [/data/neo4j/data]": (
        "Neo4j cannot write to /data/neo4j: make it yours, or " + ELSEWHERE
    ),
    "Caused by: java.nio.file.AccessDeniedException: /data/neo4j/data/databases/store_lock": (
        "Neo4j may not write everything in /data/neo4j: make it yours, or " + ELSEWHERE
    ),
    "Caused by: org.neo4j.io.locker.FileLockException: Lock file has been locked by another process: store_lock": (
        "The database in /data/neo4j is used by another process: end that one first."
    ),
    "\tjava.lang.UnsupportedClassVersionError: org/neo4j/server/Neo4jCommunity has been compiled by a more": (
        "This Java is too old for Neo4j: set JAVA_HOME to a Java 21 or 25."
    ),
    "Error: Could not find or load main class org.neo4j.server.Neo4jCommunity": (
        "The jars in NEO4J_HOME/lib are not those of Neo4j Community 2026.09: set NEO4J_HOME to one, or unset it."
    ),
    UNKNOWN: f"Neo4j refuses its configuration: {UNKNOWN} (NEO4J_HOME must be version 2026.09, or unset)",
    DOUBLE: f"Neo4j refuses its configuration: {DOUBLE} (see neo4j.conf beside the code)",
    "2026-11-24 01:03:55.393+0000 ERROR Invalid memory configuration - exceeds physical memory. Check the": (
        "The machine has less memory than Neo4j shall use: lower ACQUAINT_NEO4J_HEAP or ACQUAINT_NEO4J_PAGE_CACHE."
    ),
    "Error: Could not reserve enough space for 2097152KB object heap": (
        "The machine has not enough memory left for Neo4j: lower ACQUAINT_NEO4J_HEAP."
    ),
    "Invalid maximum heap size: -Xmx99999999999g": (
        "Java takes no such heap (Invalid maximum heap size: -Xmx99999999999g): "
        "set ACQUAINT_NEO4J_HEAP to 1g or the like."
    ),
    "Too small maximum heap": "Neo4j needs a larger heap: set ACQUAINT_NEO4J_HEAP to 512m or more.",
    "java.lang.OutOfMemoryError: Java heap space": (
        "The heap is too small for Neo4j to start: raise ACQUAINT_NEO4J_HEAP."
    ),
    CORRUPT: (
        "The database in /data/neo4j cannot be opened (neo4j: Failed to read current store version): "
        "move the directory away and restore a backup (acquaint restore), or begin with an empty one."
    ),
    CORRUPT.replace("2181231c[neo4j]", "00000000[system]"): (
        "The database in /data/neo4j cannot be opened (system: Failed to read current store version): "
        "move the directory away and restore a backup (acquaint restore), or begin with an empty one."
    ),
}


@pytest.mark.parametrize(("line", "sentence"), FAULTS.items())
def test_explain(line: str, sentence: str) -> None:
    assert explain(line, HOME) == sentence


@pytest.mark.parametrize("line", ["", "2026-11-24 00:58:55.487+0000 INFO  Started.", "{braces} and %s"])
def test_explain_leaves_other_lines_alone(line: str) -> None:
    assert explain(line, HOME) is None


def test_quotes_of_the_log_are_plain() -> None:
    line = CORRUPT.replace("Failed to read current store version.", r"\"Transaction logs are missing.\"")
    assert explain(line, HOME) == (
        'The database in /data/neo4j cannot be opened (neo4j: "Transaction logs are missing."): '
        "move the directory away and restore a backup (acquaint restore), or begin with an empty one."
    )


def test_a_full_disk_is_no_damaged_store() -> None:
    line = CORRUPT.replace("Failed to read current store version.", "No space left on device")
    assert explain(line, HOME) == "The disk of /data/neo4j is full: free some space, or " + ELSEWHERE


def test_port_taken() -> None:
    line = "Caused by: org.neo4j.bolt.protocol.common.connection.PortBindException: Address localhost:53627 is in use"
    assert port_taken(line)
    assert port_taken("java.net.BindException: Address already in use")
    assert not port_taken("Bolt enabled on localhost:53627.")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            PermissionError(errno.EACCES, "Permission denied", "/data/x"),
            "/data/x cannot be used (Permission denied): make it writable, or " + ELSEWHERE,
        ),
        (
            OSError(errno.EROFS, "Read-only file system"),
            "/data cannot be used (Read-only file system): make it writable, or " + ELSEWHERE,
        ),
        (
            OSError(errno.ENOSPC, "No space left on device", "/data/x"),
            "The disk of /data is full: free some space, or " + ELSEWHERE,
        ),
    ],
)
def test_directory_faults(error: OSError, sentence: str) -> None:
    with pytest.raises(EmbeddedError) as refused, directory_faults(Path("/data")):
        raise error
    assert str(refused.value) == sentence


def test_optional_packages() -> None:
    with pytest.raises(EmbeddedError) as refused, optional_packages():
        raise ModuleNotFoundError("No module named 'filelock'", name="filelock")
    assert str(refused.value) == (
        "The embedded Neo4j needs the package filelock: pip install 'acquaint[embedded]', "
        "or set NEO4J_URI to a running Neo4j."
    )
