"""Connection of a command to Neo4j, without a deadline while Neo4j runs, because no client is waiting."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from app.embedded import tell
from app.graph.address import Address

if TYPE_CHECKING:
    from app.graph.database import Database

Result = TypeVar("Result")

_PATIENCE = 15.0  # s, for a server whose process cannot be checked
_INTERVAL = 10.0  # s between two progress lines
_DEADLINE = 86_400.0  # s per statement


class OpeningError(Exception):
    """Raised when the database cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Address of Neo4j; `lives` tells whether its process runs, None if that cannot be checked."""

    address: Address
    lives: Callable[[], bool] | None = None


@dataclass(frozen=True, slots=True)
class Connected:
    """A database, and the check whether its server is still there."""

    database: Database
    _neo4j: Opened

    async def do(self, doing: str, work: Awaitable[Result]) -> Result:
        """Await `work` with progress lines on stderr; `OpeningError` when Neo4j is gone."""
        task = asyncio.ensure_future(work)
        try:
            while not (await asyncio.wait([task], timeout=_INTERVAL))[0]:
                await self._check()
                tell(f"Still {doing} …")
            return task.result()
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def begin(self) -> None:
        """Wait until the database answers; `OpeningError` when Neo4j is gone."""
        if self._neo4j.lives:
            await self.do("waiting for Neo4j to answer", self.database.ping())
        else:
            await self._check()

    async def _check(self) -> None:
        from app.graph.database import DatabaseTimeout, DatabaseUnavailable

        uri = self.database.address.uri
        if self._neo4j.lives:
            if not self._neo4j.lives():
                raise OpeningError(f"The Neo4j at {uri} has ended: try again.")
            return
        try:
            async with asyncio.timeout(_PATIENCE):
                await self.database.ping()
        except (TimeoutError, DatabaseTimeout, DatabaseUnavailable):
            raise OpeningError(
                f"Neo4j at {uri} does not answer: start it, or correct NEO4J_URI (unset: the embedded Neo4j)."
            ) from None


@asynccontextmanager
async def connected(neo4j: Opened) -> AsyncIterator[Connected]:
    """A database that has answered a ping; `OpeningError` when it cannot be used."""
    from app.graph.database import Database, DatabaseAuthError, DatabaseError

    uri = neo4j.address.uri
    async with Database(neo4j.address, deadline=_DEADLINE, repeats_writes=True) as database:
        found = Connected(database, neo4j)
        try:
            await found.begin()
        except DatabaseAuthError:
            raise OpeningError(
                f"Neo4j at {uri} refuses this user name or password: set NEO4J_USERNAME and NEO4J_PASSWORD."
            ) from None
        except DatabaseError as error:
            raise OpeningError(
                f"Neo4j at {uri} cannot be used: check NEO4J_URI and NEO4J_DATABASE ({error})."
            ) from None
        yield found
