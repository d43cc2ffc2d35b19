"""Neo4j's jars: those of an installed Neo4j, or a cache that is verified at each start."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from app.embedded.download import download
from app.embedded.faults import EmbeddedError, directory_faults, optional_packages
from app.embedded.lock import Jar, Lock, shipped


def library(report: Callable[[str], None]) -> Path:
    """NEO4J_HOME/lib if set, else the cache directory, after downloading missing or damaged jars."""
    home = os.environ.get("NEO4J_HOME")
    return installed(Path(home)) if home else cached(shipped(), cache_directory(), report)


def installed(home: Path) -> Path:
    library = home / "lib"
    if not any(library.glob("neo4j-*.jar")):
        raise EmbeddedError(
            f"NEO4J_HOME is set, but {library} holds no Neo4j: set it to an installed Neo4j, or unset it."
        )
    return library


def cache_directory() -> Path:
    with optional_packages():
        from platformdirs import user_cache_path
    return user_cache_path("acquaint", appauthor=False) / "neo4j"


def cached(lock: Lock, cache: Path, report: Callable[[str], None]) -> Path:
    """The cache directory of this lock file, complete and verified; `EmbeddedError` when it cannot be filled."""
    library = cache / f"{lock.version}-{lock.key}"
    if not missing(lock, library):
        return library
    with optional_packages():
        from filelock import FileLock
    with directory_faults(cache, "set NEO4J_HOME to an installed Neo4j"):
        library.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / f"{library.name}.lock"):
            # Another process may have filled it while this one waited for the lock.
            if wanted := missing(lock, library):
                download(wanted, library, lock.version, report)
    return library


def missing(lock: Lock, library: Path) -> list[Jar]:
    """The jars that are absent or damaged."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        valid = pool.map(lambda jar: intact(jar, library), lock.jars)
        return [jar for jar, is_valid in zip(lock.jars, valid, strict=True) if not is_valid]


def intact(jar: Jar, library: Path) -> bool:
    try:
        with (library / jar.name).open("rb") as file:
            if os.fstat(file.fileno()).st_size != jar.size:
                return False
            return hashlib.file_digest(file, "sha256").hexdigest() == jar.sha256
    except OSError:
        return False
