"""Runs the invariants of `cypher/checks/`: whatever row comes back is a fault of the graph."""

from __future__ import annotations

from typing import Any, NamedTuple

from app.graph.catalog import Catalog, Statement
from app.graph.database import Database

_SHOWN = 100  # rows of one check


class Finding(NamedTuple):
    """What one check found: at most 100 rows, each as column -> value."""

    name: str
    question: str
    rows: list[dict[str, Any]]


async def check(database: Database, catalog: Catalog) -> list[Finding]:
    """Run every check; one without rows holds."""
    return [await _run(database, statement) for statement in catalog.below("checks")]


async def _run(database: Database, statement: Statement) -> Finding:
    found: list[dict[str, Any]] = []
    async with database.stream(statement.text, timeout=database.deadline) as rows:
        async for row in rows:
            found.append(dict(zip(rows.keys, row, strict=True)))
            if len(found) == _SHOWN:
                break
    return Finding(statement.name.removeprefix("checks/"), statement.question, found)
