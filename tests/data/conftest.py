"""A real Neo4j for this package: the one of NEO4J_URI, else an embedded one."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Protocol

import pytest

from app.data.migrate import migrate
from app.embedded import embedded
from app.graph.address import Address
from app.graph.catalog import catalog
from app.graph.database import Database

EMPTY = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS"


class Run(Protocol):
    def __call__(self, work: Callable[[Database], Awaitable[Any]]) -> Any: ...


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    if uri := os.environ.get("NEO4J_URI"):
        username = os.environ.get("NEO4J_USERNAME", "neo4j")
        database = os.environ.get("NEO4J_DATABASE", "neo4j")
        yield Address(uri, username, os.environ.get("NEO4J_PASSWORD", ""), database)
        return
    with embedded(tmp_path_factory.mktemp("neo4j"), quick_start=True) as server:
        yield server.address


@pytest.fixture(scope="session")
def bare(address: Address) -> Run:
    """Runs work that is given a database, whatever it holds."""

    def run(work: Callable[[Database], Awaitable[Any]]) -> Any:
        async def within() -> Any:
            async with Database(address, deadline=60.0) as database:
                return await work(database)

        return asyncio.run(within())

    return run


@pytest.fixture(scope="session")
def migrated(bare: Run) -> Run:
    bare(lambda database: migrate(database, catalog()))
    return bare


@pytest.fixture
def run(migrated: Run) -> Run:
    """Runs work on an empty graph that has its constraints and indexes."""
    migrated(lambda database: database.write(EMPTY))
    return migrated
