"""The Neo4j that a benchmark runs on: a graph of its own, or NEO4J_URI emptied when that is allowed."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.data.migrate import migrate
from app.embedded import Embedded, embedded
from app.graph.address import Address
from app.graph.catalog import catalog
from app.graph.database import Database
from tests.bench import graphs
from tests.conftest import EMPTY, Graph


@contextmanager
def target() -> Iterator[tuple[Address, Graph]]:
    """An empty graph with its constraints and indexes, and where it is."""
    with _address() as address, Graph(address) as graph:
        asyncio.run(_migrate(address))
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


@contextmanager
def filled(
    data_dir: Path, asked: argparse.Namespace, *, heap: str = "1g", page_cache: str = "512m"
) -> Iterator[Embedded]:
    """An embedded Neo4j with the graph that the arguments name, unless its data directory has one already."""
    if not (data_dir / "neo4j").exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        graphs.fill(data_dir, *graphs.chosen(asked))
    with embedded(data_dir, heap=heap, page_cache=page_cache) as server:
        asyncio.run(_migrate(server.address))
        yield server


async def _migrate(address: Address) -> None:
    async with Database(address) as database:
        await migrate(database, catalog())
