"""A start rehearsed once in the background: what the JVM learns there is kept, and later starts take half the time.

Run as a program, beside a server: `python -m app.embedded.rehearsal LIBRARY HEAP PAGE_CACHE`.
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

_KEEPS = 25  # the first Java of ours whose cache also holds what it has compiled
_LEAD = 20.0  # s in which the server has the machine to itself
_LONGEST = 300.0  # s, of one step or statement
_MOST = 2  # caches kept, the newest


def kept(runtime: Runtime) -> Path:
    """Where the cache of this Java with these flags and jars stands, whether it is made already or not."""
    jars = sorted((jar.name, *_stamp(jar)) for jar in runtime.library.glob("*.jar"))
    learned = [str(runtime.java.path), _stamp(runtime.java.path), str(runtime.library), runtime.heap, jars, "unsigned"]
    return cache_directory() / "aot" / f"{hashlib.sha256(repr(learned).encode()).hexdigest()[:16]}.aot"


def rehearsed(runtime: Runtime) -> Runtime:
    """The runtime with its cache when there is one; a JVM that finds it unfit goes on without."""
    if not _can_keep(runtime) or not (cache := kept(runtime)).exists():
        return runtime
    if not whole(_copies(cache)):
        cache.unlink(missing_ok=True)  # so that both are made again
        return runtime
    return replace(runtime, more=(f"-XX:AOTCache={cache}",), first=_copies(cache))


@contextmanager
def rehearsing(runtime: Runtime) -> Iterator[None]:
    """Make the cache beside whatever the block does, unless there is one; given up when the block ends first."""
    if not _can_keep(runtime) or kept(runtime).exists():
        yield
        return
    program = [sys.executable, "-m", __name__, str(runtime.library), runtime.heap, runtime.page_cache]
    with subprocess.Popen(
        [sys.executable, "-I", "-S", str(LAUNCHER), str(os.getpid()), *program],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as beside:
        try:
            yield
        finally:
            beside.terminate()


def rehearse(runtime: Runtime) -> None:
    """Start a Neo4j of its own, have it plan every statement, and keep what the JVM has learned."""
    from filelock import FileLock, Timeout

    cache = kept(runtime)
    cache.parent.mkdir(parents=True, exist_ok=True)
    making = cache.with_suffix(".making")
    with suppress(Timeout), FileLock(cache.with_suffix(".lock"), timeout=0):
        shutil.rmtree(making, ignore_errors=True)
        try:
            copy_unsigned(runtime.library, _copies(cache))
            os.replace(_made(replace(runtime, first=_copies(cache)), making), cache)
            # Another environment of the same user may have one of its own.
            for other in sorted(cache.parent.glob("*.aot"), key=lambda made: made.stat().st_mtime)[:-_MOST]:
                other.unlink(missing_ok=True)
                shutil.rmtree(_copies(other), ignore_errors=True)
        finally:
            shutil.rmtree(making, ignore_errors=True)


def _made(runtime: Runtime, making: Path) -> Path:
    home = prepare(making / "home")
    learned, cache = making / "learned", making / "cache"
    recording = replace(runtime, more=("-XX:AOTMode=record", f"-XX:AOTConfiguration={learned}"))
    server = start(home, recording)
    try:
        asyncio.run(_act(server.address))
    finally:
        # It writes what it has learned when it ends, which takes longer than a stop.
        server.child.terminate()
        server.child.wait(_LONGEST)
    creating = replace(runtime, more=("-XX:AOTMode=create", f"-XX:AOTConfiguration={learned}", f"-XX:AOTCache={cache}"))
    subprocess.run(command(home, creating), cwd=making, check=True, capture_output=True, timeout=_LONGEST)
    return cache


async def _act(address: Address) -> None:
    from app.data.migrate import migrate
    from app.graph.catalog import catalog
    from app.graph.database import Database
    from app.graph.warming import warm
    from app.settings import Settings

    async with Database(address, deadline=_LONGEST) as database:
        await migrate(database, catalog())
        if not await warm(database, Settings()):
            raise RuntimeError("a start that was not rehearsed to its end is rehearsed again next time")


def _copies(cache: Path) -> Path:
    return cache.with_suffix(".jars")


def _can_keep(runtime: Runtime) -> bool:
    return runtime.java.major >= _KEEPS and not runtime.quick_start


def _stamp(file: Path) -> tuple[int, int]:
    status = file.stat()
    return status.st_size, status.st_mtime_ns


def main(library: str, heap: str, page_cache: str) -> None:
    time.sleep(_LEAD)
    if hasattr(os, "nice"):
        os.nice(19)
    rehearse(Runtime(java.find(), Path(library), heap, page_cache, quick_start=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
