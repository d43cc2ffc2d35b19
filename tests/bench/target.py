"""The Neo4j that a benchmark runs on: NEO4J_URI when it is set and may be emptied, else an embedded one."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.data.migrate import migrate
from app.embedded import embedded
from app.graph.address import Address
from app.graph.catalog import catalog
from app.graph.database import Database
from tests.conftest import EMPTY, Graph


@contextmanager
def target() -> Iterator[tuple[Address, Graph]]:
    """An empty graph with its constraints and indexes, and where it is."""
    with _address() as address, Graph(address) as graph:
        migrated(address)
        graph.run(EMPTY)
        yield address, graph
        graph.run(EMPTY)


@contextmanager
def _address() -> Iterator[Address]:
    environ = os.environ
    if uri := environ.get("NEO4J_URI"):
        if environ.get("ACQUAINT_TEST_WIPE") != "1":
            sys.exit("The graph at NEO4J_URI would be emptied: set ACQUAINT_TEST_WIPE=1 to lose what it holds.")
        username, database = environ.get("NEO4J_USERNAME", "neo4j"), environ.get("NEO4J_DATABASE", "neo4j")
        yield Address(uri, username, environ.get("NEO4J_PASSWORD", ""), database)
        return
    with tempfile.TemporaryDirectory() as home, embedded(Path(home), quick_start=True) as server:
        yield server.address


def migrated(address: Address) -> None:
    """Give a graph, which may be a large one, its constraints and indexes."""

    async def work() -> None:
        async with Database(address) as database:
            await migrate(database, catalog())

    asyncio.run(work())
