"""Context manager of the embedded Neo4j: connects to a running one, else starts and stops it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

from app.embedded import java, joined
from app.embedded.command import Runtime
from app.embedded.faults import directory_faults
from app.embedded.home import prepare
from app.embedded.jars import library
from app.embedded.joined import Running
from app.embedded.owner import await_store, join_or_own, owner_lock
from app.embedded.process import Server, start
from app.embedded.rehearsal import rehearsed, rehearsing
from app.graph.address import Address


@dataclass(frozen=True, slots=True)
class Embedded:
    """`pid` is the JVM's; `owned` if this process started it and will stop it; `lives` checks whether it runs."""

    address: Address
    pid: int
    owned: bool
    lives: Callable[[], bool] = field(compare=False)


def tell(sentence: str) -> None:
    print(sentence, file=sys.stderr)


@contextmanager
def embedded(
    data_dir: Path,
    *,
    heap: str = "1g",
    page_cache: str = "256m",
    quick_start: bool = False,
    rehearse: bool = False,
    meanwhile: Callable[[], object] = lambda: None,
    report: Callable[[str], None] = tell,
) -> Iterator[Embedded]:
    """The Neo4j of this data directory; `EmbeddedError` when it cannot be used.

    `quick_start` trades speed for a quicker start; `rehearse` builds the JVM's startup cache in the background.
    `meanwhile` is called while Neo4j starts, and not when it already runs.
    """
    data_dir = data_dir.absolute()
    lock = owner_lock(data_dir)
    with directory_faults(data_dir):
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        running = join_or_own(data_dir, lock, report)
    if running:
        report(f"Using the Neo4j that already runs for {data_dir} (pid {running.pid}).")
        yield Embedded(running.address, running.pid, owned=False, lives=lambda: joined.alive(running.pid))
        return
    try:
        runtime = Runtime(java.find(), library(report), heap, page_cache, quick_start)
        server = _start(data_dir, rehearsed(runtime), meanwhile, report)
        try:
            with rehearsing(runtime) if rehearse else nullcontext():
                yield Embedded(server.address, server.child.pid, owned=True, lives=lambda: server.child.poll() is None)
        finally:
            # Other processes must not connect to a server that is about to stop.
            with suppress(OSError):
                joined.remove(data_dir)
            server.stop()
    finally:
        lock.release()


def _start(data_dir: Path, runtime: Runtime, meanwhile: Callable[[], object], report: Callable[[str], None]) -> Server:
    report(f"Starting Neo4j in {data_dir}.")
    began = time.monotonic()
    with directory_faults(data_dir):
        home = prepare(data_dir / "neo4j")
        await_store(home, report)
        server = start(home, runtime, meanwhile, report)
        joined.write(data_dir, Running(server.address, server.child.pid))
    report(f"Neo4j answers at {server.address.uri} after {time.monotonic() - began:.1f} s (pid {server.child.pid}).")
    return server
