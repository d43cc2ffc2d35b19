"""Checks of the invariants in `cypher/checks/`: each row returned is a violation."""

from __future__ import annotations

from typing import Any, NamedTuple

from app.graph.catalog import Catalog, Statement
from app.graph.database import Database

_MAX_ROWS = 100


class Finding(NamedTuple):
    """Result of one check: at most 100 rows, each as column -> value."""

    name: str
    question: str
    rows: list[dict[str, Any]]


async def check(database: Database, catalog: Catalog) -> list[Finding]:
    """Run every check; an invariant holds when its check has no rows."""
    return [await _run(database, statement) for statement in catalog.below("checks")]


async def _run(database: Database, statement: Statement) -> Finding:
    found: list[dict[str, Any]] = []
    async with database.stream(statement.text, timeout=database.deadline) as rows:
        async for row in rows:
            found.append(dict(zip(rows.keys, row, strict=True)))
            if len(found) == _MAX_ROWS:
                break
    return Finding(statement.name.removeprefix("checks/"), statement.question, found)
