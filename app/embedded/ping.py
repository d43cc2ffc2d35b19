"""Synchronous checks of a Neo4j server; deadlines are in seconds."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from app.graph.address import Address
from app.graph.database import Database, DatabaseError


def ping(address: Address, deadline: float) -> None:
    """Raise `DatabaseError` unless the database answers."""
    _ask(address, deadline, Database.ping)


def answers(address: Address, deadline: float) -> bool:
    try:
        ping(address, deadline)
    except DatabaseError:
        return False
    return True


def complaint(address: Address, deadline: float) -> str:
    """Neo4j's status message of a database that is not online; else empty."""
    statement = f"SHOW DATABASE {address.database} YIELD statusMessage"
    try:
        return str(_ask(replace(address, database="system"), deadline, lambda database: database.read(statement)) or "")
    except DatabaseError:
        return ""


def _ask(address: Address, deadline: float, query: Callable[[Database], Awaitable[Any]]) -> Any:
    async def ask() -> Any:
        async with Database(address, connections=1, deadline=deadline) as database:
            return await query(database)

    # A new thread, because the caller's may already run an event loop.
    with _silent_driver(), ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, ask()).result()


@contextmanager
def _silent_driver() -> Iterator[None]:
    """Silence the driver's warnings about a server that is not up yet."""
    driver = logging.getLogger("neo4j")
    level = driver.level
    driver.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        driver.setLevel(level)
