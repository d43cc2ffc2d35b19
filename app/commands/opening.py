"""Opens the database of a command: that of NEO4J_URI, else the embedded one of the data directory."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import FrameType

from app.commands.waiting import Connected, Opened, Result, connected
from app.embedded import embedded, joined
from app.graph.address import Address
from app.settings import Settings

_TERMINATED = 128 + signal.SIGTERM


def configured(settings: Settings) -> Address | None:
    """The address of the server that NEO4J_URI names; None when it is unset."""
    if settings.neo4j_uri is None:
        return None
    password = settings.neo4j_password.get_secret_value()
    return Address(settings.neo4j_uri, settings.neo4j_username, password, settings.neo4j_database)


def at_hand(settings: Settings) -> Address | None:
    """The address of a server that is already running, None when one would have to be started."""
    if address := configured(settings):
        return address
    running = joined.read(settings.data_dir)
    return running.address if running and joined.alive(running.pid) else None


def driver() -> None:
    """Import the driver early, because that is slow."""
    import_module("app.graph.database")


@contextmanager
def opened(settings: Settings, *, rehearse: bool = False, meanwhile: Callable[[], object] = driver) -> Iterator[Opened]:
    """The database while the block runs; call it in the main thread.

    `rehearse` builds the JVM's startup cache in the background; `meanwhile` is called while Neo4j starts.
    """
    if address := configured(settings):
        yield Opened(address)
        return
    heap, page_cache = settings.neo4j_heap, settings.neo4j_page_cache
    with embedded(settings.data_dir, heap=heap, page_cache=page_cache, rehearse=rehearse, meanwhile=meanwhile) as neo4j:
        yield Opened(neo4j.address, neo4j.lives)


def within(neo4j: Opened, work: Callable[[Connected], Awaitable[Result]]) -> Result:
    """Connect, run `work`, and return its result; `OpeningError` when the database cannot be used."""

    async def run() -> Result:
        async with connected(neo4j) as found:
            return await work(found)

    return asyncio.run(run())


def with_database(settings: Settings, work: Callable[[Connected], Awaitable[Result]]) -> Result:
    """Open the database of these settings, run `work`, and return its result."""
    with ended_by(_TERMINATED, signal.SIGTERM), opened(settings) as neo4j:
        return within(neo4j, work)


@contextmanager
def ended_by(status: int, *signals: signal.Signals) -> Iterator[None]:
    """Raise `SystemExit(status)` in the block at the first of these signals; ignore further ones."""

    def stop(number: int, frame: FrameType | None) -> None:
        for one in signals:
            signal.signal(one, signal.SIG_IGN)
        raise SystemExit(status)

    before = {number: signal.signal(number, stop) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
