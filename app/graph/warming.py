"""Has Neo4j plan every statement before the first client asks, so that no client waits for a plan."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from app.graph.catalog import catalog
from app.graph.database import Database, DatabaseError
from app.graph.loading import composer

logger = logging.getLogger("acquaint.graph")

_NOBODY = " "  # no id has a space


async def warm(database: Database) -> None:
    """Run each page, count and read once, about nobody; a failure is logged and left for the clients to meet."""
    asked = {"viewer": _NOBODY, "keys": [_NOBODY], "now": datetime.now(UTC), "after": None, "first": 21}
    try:
        for statement in statements():
            await database.read(statement, asked)
    except DatabaseError as error:
        logger.warning("statements were not planned ahead: %s", error)


def statements() -> list[str]:
    """Every statement that a request without filters can send, and the reads."""
    make, files = composer(), catalog()
    edges = [(edge.name.removeprefix("edges/"), edge) for edge in files.below("edges")]
    pages = [make.page(name, order) for name, edge in edges for order in edge.rules_of("order")]
    counts = [make.count(name) for name, _ in edges]
    known = {"viewer", "keys", "now"}  # other reads are asked by commands, not by requests
    plain = [read for read in files.below("reads") if known.issuperset(p.name for p in read.parameters)]
    reads = [make.read(read.name.removeprefix("reads/")) for read in plain]
    return [*reads, *pages, *counts]
