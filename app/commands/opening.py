"""The database of a command: the server of NEO4J_URI, else the embedded one of the data directory."""

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
    """The server that NEO4J_URI names."""
    if settings.neo4j_uri is None:
        return None
    password = settings.neo4j_password.get_secret_value()
    return Address(settings.neo4j_uri, settings.neo4j_username, password, settings.neo4j_database)


def at_hand(settings: Settings) -> Address | None:
    """The server that can be asked without starting one."""
    if address := configured(settings):
        return address
    running = joined.read(settings.data_dir)
    return running.address if running and joined.alive(running.pid) else None


def driver() -> None:
    """Import the driver, which takes a while."""
    import_module("app.graph.database")


@contextmanager
def opened(settings: Settings, *, rehearse: bool = False, meanwhile: Callable[[], object] = driver) -> Iterator[Opened]:
    """The database as long as the block runs; to be called in the main thread.

    `rehearse`: while the block runs, an embedded Neo4j learns to start faster the next time. `meanwhile`: what is done
    while one is started.
    """
    if address := configured(settings):
        yield Opened(address)
        return
    heap, page_cache = settings.neo4j_heap, settings.neo4j_page_cache
    with embedded(settings.data_dir, heap=heap, page_cache=page_cache, rehearse=rehearse, meanwhile=meanwhile) as neo4j:
        yield Opened(neo4j.address, neo4j.lives)


def within(neo4j: Opened, work: Callable[[Connected], Awaitable[Result]]) -> Result:
    """What `work` answers for the database there."""

    async def run() -> Result:
        async with connected(neo4j) as found:
            return await work(found)

    return asyncio.run(run())


def with_database(settings: Settings, work: Callable[[Connected], Awaitable[Result]]) -> Result:
    """What `work` answers for the database of these settings."""
    with ended_by(_TERMINATED, signal.SIGTERM), opened(settings) as neo4j:
        return within(neo4j, work)


@contextmanager
def ended_by(status: int, *signals: signal.Signals) -> Iterator[None]:
    """Leave the block in order, with this exit status, at the first of these signals; a second one is ignored."""

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
