"""The database of a command: the server of NEO4J_URI, else the embedded one of the data directory."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from importlib import import_module
from types import FrameType
from typing import TYPE_CHECKING, TypeVar

from app.embedded import embedded, joined
from app.graph.address import Address
from app.settings import Settings

if TYPE_CHECKING:
    from app.graph.database import Database

Result = TypeVar("Result")

_PATIENCE = 10.0  # s for the first answer
_DEADLINE = 60.0  # s for a statement of a command
_TERMINATED = 128 + signal.SIGTERM


class OpeningError(Exception):
    """The database cannot be used; the message says why and what to do."""


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
def opened(
    settings: Settings, *, rehearse: bool = False, meanwhile: Callable[[], object] = driver
) -> Iterator[Address]:
    """The database's address as long as the block runs; to be called in the main thread.

    `rehearse`: while the block runs, an embedded Neo4j learns to start faster the next time. `meanwhile`: what is done
    while one is started.
    """
    if address := configured(settings):
        yield address
        return
    heap, page_cache = settings.neo4j_heap, settings.neo4j_page_cache
    with embedded(settings.data_dir, heap=heap, page_cache=page_cache, rehearse=rehearse, meanwhile=meanwhile) as neo4j:
        yield neo4j.address


@asynccontextmanager
async def connected(address: Address) -> AsyncIterator[Database]:
    """A database that has answered once; `OpeningError` otherwise."""
    from app.graph.database import Database, DatabaseAuthError, DatabaseError, DatabaseTimeout, DatabaseUnavailable

    async with Database(address, deadline=_DEADLINE) as database:
        try:
            async with asyncio.timeout(_PATIENCE):
                await database.ping()
        except DatabaseAuthError:
            raise OpeningError(
                f"Neo4j at {address.uri} refuses this user name or password: set NEO4J_USERNAME and NEO4J_PASSWORD."
            ) from None
        except (TimeoutError, DatabaseTimeout, DatabaseUnavailable):
            raise OpeningError(
                f"Neo4j at {address.uri} does not answer: start it, or correct NEO4J_URI (unset: the embedded Neo4j)."
            ) from None
        except DatabaseError as error:
            raise OpeningError(
                f"Neo4j at {address.uri} cannot be used: check NEO4J_URI and NEO4J_DATABASE ({error})."
            ) from None
        yield database


def within(address: Address, work: Callable[[Database], Awaitable[Result]]) -> Result:
    """What `work` answers for the database at an address."""

    async def run() -> Result:
        async with connected(address) as database:
            return await work(database)

    return asyncio.run(run())


def with_database(settings: Settings, work: Callable[[Database], Awaitable[Result]]) -> Result:
    """What `work` answers for the database of these settings."""
    with ended_by(_TERMINATED, signal.SIGTERM), opened(settings) as address:
        return within(address, work)


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
