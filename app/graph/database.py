"""The one door to Neo4j: statements in, one value out, with deadlines, retries and errors of our own."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConstraintError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from app.graph.address import Address
from app.graph.tracing import traced

Parameters = Mapping[str, Any]

_MARGIN = 0.5  # s; the server ends a statement this much after the caller stopped waiting
_FIRST_DELAY = 0.05  # s, doubled at each retry
_LONGEST_DELAY = 2.0  # s
_LABEL = re.compile(r"(?:label|type) `(\w+)`")
_SCHEMES = frozenset({"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"})
_MEMORY = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"


class DatabaseError(Exception):
    """Neo4j refused or failed; the message is for the operator, never for a client."""


class DatabaseUnavailable(DatabaseError):
    """Neo4j cannot be reached, or is too busy to answer now."""


class DatabaseLost(DatabaseUnavailable):
    """The connection was lost during a write: whether it was done is not known."""


class DatabaseConflict(DatabaseError):
    """A write met a uniqueness constraint; `label` is the label or the relationship type it is about."""

    def __init__(self, message: str, label: str) -> None:
        super().__init__(message)
        self.label = label


class DatabaseTimeout(DatabaseError):
    """A statement did not end before its deadline."""


class DatabaseAuthError(DatabaseError):
    """The user name or the password is refused."""


class DatabaseAddressError(DatabaseError):
    """The address is not one the driver can use."""


class Database:
    """A pool of connections to one Neo4j; belongs to the event loop that first uses it.

    `repeats_writes`: a write whose connection is lost is sent again, for it changes nothing where it was done.
    """

    def __init__(
        self, address: Address, *, connections: int = 32, deadline: float = 10.0, repeats_writes: bool = False
    ) -> None:
        self.address = address
        self._deadline: Callable[[], float] = lambda: deadline
        self._repeats_writes = repeats_writes
        self.statements = 0
        try:
            _check_uri(address.uri)
            self._driver = neo4j.AsyncGraphDatabase.driver(
                address.uri,
                auth=(address.username, address.password),
                max_connection_pool_size=connections,
                connection_acquisition_timeout=deadline,
                connection_timeout=5.0,
                liveness_check_timeout=60.0,
                telemetry_disabled=True,
                notifications_min_severity="OFF",
                user_agent="acquaint",
            )
        except (DriverError, ValueError) as error:
            raise DatabaseAddressError(f"NEO4J_URI {address.uri!r} cannot be used: {error}") from None

    @property
    def deadline(self) -> float:
        return self._deadline()

    def with_deadline(self, deadline: Callable[[], float]) -> Database:
        """The same connections, for statements that may take another time, asked for at each."""
        other = copy(self)
        other._deadline = deadline
        return other

    async def close(self) -> None:
        await self._driver.close()

    async def __aenter__(self) -> Database:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def read(self, statement: str, parameters: Parameters | None = None) -> Any:
        """The one value of the one record of a reading statement; None when it has no record."""
        return await self._value(statement, parameters, neo4j.READ_ACCESS, self.deadline)

    async def write(
        self, statement: str, parameters: Parameters | None = None, *, deadline: float | None = None
    ) -> Any:
        """The one value of a statement that changes the graph, as one transaction."""
        return await self._value(statement, parameters, neo4j.WRITE_ACCESS, deadline or self.deadline)

    async def ping(self) -> None:
        """Return when the database answers; raise `DatabaseError` otherwise."""
        await self.read("RETURN 1")

    @asynccontextmanager
    async def stream(
        self, statement: str, parameters: Parameters | None = None, *, timeout: float
    ) -> AsyncIterator[Rows]:
        """The rows of a statement in READ mode, one at a time; the server ends it after `timeout` seconds."""
        with _OwnErrors():
            async with self._session(neo4j.READ_ACCESS) as session:
                result = await session.run(_query(statement, timeout), dict(parameters or {}))
                yield Rows(result)

    async def _value(self, statement: str, parameters: Parameters | None, mode: str, deadline: float) -> Any:
        query = _query(statement, deadline + _MARGIN)
        delay = _FIRST_DELAY
        with _OwnErrors():
            async with asyncio.timeout(deadline):
                while True:
                    try:
                        return await self._once(query, parameters, mode)
                    except (IncompleteCommit, ServiceUnavailable, SessionExpired) as error:
                        if mode == neo4j.WRITE_ACCESS and not self._repeats_writes:
                            raise DatabaseLost(f"the connection was lost during a write: {error}") from error
                    except Neo4jError as error:
                        if not _may_repeat(error):
                            raise
                    await asyncio.sleep(delay * random.uniform(0.5, 1.5))
                    delay = min(2 * delay, _LONGEST_DELAY)

    async def _once(self, query: neo4j.Query, parameters: Parameters | None, mode: str) -> Any:
        self.statements += 1
        with traced(query.text, parameters or {}):
            return await self._sent(query, parameters, mode)

    async def _sent(self, query: neo4j.Query, parameters: Parameters | None, mode: str) -> Any:
        async with self._session(mode) as session:
            result = await session.run(query, dict(parameters or {}))
            record = await result.single()
            return record[0] if record else None

    def _session(self, mode: str) -> neo4j.AsyncSession:
        return self._driver.session(database=self.address.database, default_access_mode=mode)


@dataclass(frozen=True, slots=True)
class Rows:
    """A result being streamed: its column names, its rows as lists, and afterwards its plan."""

    _result: neo4j.AsyncResult

    @property
    def keys(self) -> list[str]:
        return list(self._result.keys())

    async def __aiter__(self) -> AsyncIterator[list[Any]]:
        async for record in self._result:
            yield list(record.values())

    async def summary(self) -> neo4j.ResultSummary:
        return await self._result.consume()


def _check_uri(uri: str) -> None:
    """Raise `ValueError` for what the driver would take and fail at later."""
    parts = urlsplit(uri)
    if parts.scheme not in _SCHEMES or not parts.hostname or parts.port == 0:
        raise ValueError("write it as bolt://HOST:7687 or neo4j://HOST:7687, with +s for TLS")


@lru_cache(maxsize=2048)
def _query(statement: str, timeout: float) -> neo4j.Query:
    return neo4j.Query(statement, timeout=timeout)


def _may_repeat(error: Neo4jError) -> bool:
    return error.code != _MEMORY and error.is_retryable()


def _label(error: ConstraintError) -> str:
    match = _LABEL.search(error.message or "")
    return match[1] if match else ""


class _OwnErrors:
    """Turn what the driver raises into the errors of this module."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        match error:
            case TimeoutError():
                raise DatabaseTimeout("the statement took longer than its deadline") from error
            case AuthError():
                raise DatabaseAuthError(f"Neo4j refuses this user name or password: {error.message}") from error
            case Neo4jError() if "TransactionTimedOut" in (error.code or "") or "Terminated" in (error.code or ""):
                raise DatabaseTimeout(f"Neo4j ended the statement: {error.message}") from error
            case Neo4jError() if error.is_retryable() or error.code == _MEMORY:
                raise DatabaseUnavailable(f"Neo4j is too busy: {error.code}: {error.message}") from error
            case ServiceUnavailable() | SessionExpired():
                raise DatabaseUnavailable(f"Neo4j cannot be reached: {error}") from error
            case ConstraintError():
                raise DatabaseConflict(f"{error.code}: {error.message}", _label(error)) from error
            case ConfigurationError():
                raise DatabaseAddressError(f"NEO4J_URI cannot be used: {error}") from error
            case Neo4jError() | DriverError():
                raise DatabaseError(f"{getattr(error, 'code', type(error).__name__)}: {error}") from error
