"""Whether a Neo4j answers."""

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
    """Return when the database answers; raise `DatabaseError` otherwise."""
    _ask(address, deadline, Database.ping)


def answers(address: Address, deadline: float) -> bool:
    try:
        ping(address, deadline)
    except DatabaseError:
        return False
    return True


def complaint(address: Address, deadline: float) -> str:
    """What Neo4j itself says about a database that is not online; empty when it is."""
    statement = f"SHOW DATABASE {address.database} YIELD statusMessage"
    try:
        return str(_ask(replace(address, database="system"), deadline, lambda database: database.read(statement)) or "")
    except DatabaseError:
        return ""


def _ask(address: Address, deadline: float, question: Callable[[Database], Awaitable[Any]]) -> Any:
    async def ask() -> Any:
        async with Database(address, connections=1, deadline=deadline) as database:
            return await question(database)

    # A thread of its own, because the caller's may already run an event loop.
    with _silent_driver(), ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, ask()).result()


@contextmanager
def _silent_driver() -> Iterator[None]:
    """Keep the driver's warnings about a server that is not up yet from the user."""
    driver = logging.getLogger("neo4j")
    level = driver.level
    driver.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        driver.setLevel(level)
