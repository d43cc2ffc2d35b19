"""Ahead-of-time cache of the JVM (-XX:AOTCache), which halves the time of later starts.

Built once by a second Neo4j in the background: `python -m app.embedded.rehearsal LIBRARY HEAP PAGE_CACHE`.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from app.embedded import java
from app.embedded.command import Runtime, command
from app.embedded.home import prepare
from app.embedded.jars import cache_directory
from app.embedded.process import LAUNCHER, start
from app.embedded.unsigned import copy_unsigned, whole
from app.graph.address import Address

_FIRST_JAVA = 25  # the first supported Java whose cache also holds compiled code
_DELAY = 20.0  # s, so that the server can start undisturbed
_TIMEOUT = 300.0  # s, of one step or statement
_MAX_CACHES = 2


def kept(runtime: Runtime) -> Path:
    """The path of the cache for this Java, heap and jars, whether or not it exists."""
    jars = sorted((jar.name, *_stamp(jar)) for jar in runtime.library.glob("*.jar"))
    inputs = [str(runtime.java.path), _stamp(runtime.java.path), str(runtime.library), runtime.heap, jars, "unsigned"]
    return cache_directory() / "aot" / f"{hashlib.sha256(repr(inputs).encode()).hexdigest()[:16]}.aot"


def rehearsed(runtime: Runtime) -> Runtime:
    """The runtime with its cache, if that exists; a JVM ignores a cache that does not match."""
    if not _supports_cache(runtime) or not (cache := kept(runtime)).exists():
        return runtime
    if not whole(_unsigned_jars(cache)):
        cache.unlink(missing_ok=True)  # so that both are rebuilt
        return runtime
    return replace(runtime, more=(f"-XX:AOTCache={cache}",), first=_unsigned_jars(cache))


@contextmanager
def rehearsing(runtime: Runtime) -> Iterator[None]:
    """Build the cache in the background unless it exists; cancelled when the block ends first."""
    if not _supports_cache(runtime) or kept(runtime).exists():
        yield
        return
    program = [sys.executable, "-m", __name__, str(runtime.library), runtime.heap, runtime.page_cache]
    with subprocess.Popen(
        [sys.executable, "-I", "-S", str(LAUNCHER), str(os.getpid()), *program],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            yield
        finally:
            process.terminate()


def rehearse(runtime: Runtime) -> None:
    """Build the cache from a temporary Neo4j that plans every statement; do nothing if another process does it."""
    from filelock import FileLock, Timeout

    cache = kept(runtime)
    cache.parent.mkdir(parents=True, exist_ok=True)
    making = cache.with_suffix(".making")
    with suppress(Timeout), FileLock(cache.with_suffix(".lock"), timeout=0):
        shutil.rmtree(making, ignore_errors=True)
        try:
            copy_unsigned(runtime.library, _unsigned_jars(cache))
            os.replace(_build(replace(runtime, first=_unsigned_jars(cache)), making), cache)
            # Each environment of the same user may have its own cache.
            for other in sorted(cache.parent.glob("*.aot"), key=lambda made: made.stat().st_mtime)[:-_MAX_CACHES]:
                other.unlink(missing_ok=True)
                shutil.rmtree(_unsigned_jars(other), ignore_errors=True)
        finally:
            shutil.rmtree(making, ignore_errors=True)


def _build(runtime: Runtime, making: Path) -> Path:
    home = prepare(making / "home")
    config, cache = making / "config", making / "cache"
    recording = replace(runtime, more=("-XX:AOTMode=record", f"-XX:AOTConfiguration={config}"))
    server = start(home, recording)
    try:
        asyncio.run(_plan_statements(server.address))
    finally:
        # At exit the JVM writes its AOT configuration, which takes longer than a normal stop.
        server.child.terminate()
        server.child.wait(_TIMEOUT)
    creating = replace(runtime, more=("-XX:AOTMode=create", f"-XX:AOTConfiguration={config}", f"-XX:AOTCache={cache}"))
    subprocess.run(command(home, creating), cwd=making, check=True, capture_output=True, timeout=_TIMEOUT)
    return cache


async def _plan_statements(address: Address) -> None:
    from app.data.migrate import migrate
    from app.graph.catalog import catalog
    from app.graph.database import Database
    from app.graph.warming import warm
    from app.settings import Settings

    async with Database(address, deadline=_TIMEOUT) as database:
        await migrate(database, catalog())
        if not await warm(database, Settings()):
            raise RuntimeError("a start that was not rehearsed to its end is rehearsed again next time")


def _unsigned_jars(cache: Path) -> Path:
    return cache.with_suffix(".jars")


def _supports_cache(runtime: Runtime) -> bool:
    return runtime.java.major >= _FIRST_JAVA and not runtime.quick_start


def _stamp(file: Path) -> tuple[int, int]:
    status = file.stat()
    return status.st_size, status.st_mtime_ns


def main(library: str, heap: str, page_cache: str) -> None:
    time.sleep(_DELAY)
    if hasattr(os, "nice"):
        os.nice(19)
    rehearse(Runtime(java.find(), Path(library), heap, page_cache, quick_start=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
