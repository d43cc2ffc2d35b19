"""Has Neo4j plan every statement before the first client asks, so that no client waits for a plan."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from app.graph.catalog import Statement, catalog
from app.graph.cursor import RankKind
from app.graph.database import Database, DatabaseError
from app.graph.examples import example
from app.graph.limits import limits
from app.graph.loading import composer
from app.settings import Settings

logger = logging.getLogger("acquaint.graph")

_NOBODY = " "  # no id has a space
_RANKS: dict[RankKind, Any] = {"time": "2026-01-01T00:00:00Z", "text": "", "number": 0}
_OF_COMMANDS = frozenset({"reads/present", "reads/handle_owner"})


async def warm(database: Database, settings: Settings) -> bool:
    """Run each page, count, read and write once, about an id that no member has; whether all have a plan now.

    A failure is logged and left for the clients to meet.
    """
    try:
        for statement, _ in pages():
            await database.read(statement, {**_page(), **limits(settings, statement)})
        for read in catalog().below("reads"):
            if read.name not in _OF_COMMANDS:
                statement = composer().read(read.name.removeprefix("reads/"))
                await database.read(statement, {**_about_nobody(read), **limits(settings, statement)})
        for write in writes():
            statement = composer().write(write.name.removeprefix("writes/"))
            await database.write(statement, {**_about_nobody(write), **limits(settings, statement)})
        # Neo4j plans a parameter that is null and one that is a map apart: later pages come last.
        for statement, kind in pages():
            if kind:
                after = {"after": {"rank": _RANKS[kind], "id": _NOBODY}}
                await database.read(statement, {**_page(), **after, **limits(settings, statement)})
    except DatabaseError as error:
        logger.warning("statements were not planned ahead: %s", error)
        return False
    return True


def pages() -> Iterator[tuple[str, RankKind | None]]:
    """The page in every order, with what it is ranked by, and the count of every edge, with only the needed filters."""
    for edge in catalog().below("edges"):
        name = edge.name.removeprefix("edges/")
        always = frozenset(filter for filter, rule in edge.rules_of("filter").items() if rule == "true")
        for order in edge.rules_of("order"):
            yield composer().page(name, order, always), composer().rank_kind(name, order)
        yield composer().count(name, always), None


def writes() -> list[Statement]:
    """The writes of mutations: those that answer an outcome to members."""
    found = (write for write in catalog().below("writes") if "answer" in write.parts)
    return [write for write in found if write.name != "writes/register_member"]


def _page() -> dict[str, Any]:
    of_nobody = {
        "viewer": _NOBODY,
        "keys": [_NOBODY],
        "now": datetime.now(UTC),
        "after": None,
        "first": 21,
        "brief": True,
    }
    return of_nobody | {"search": "nobody", "words": [], "state": ""}


def _about_nobody(statement: Statement) -> dict[str, Any]:
    examples = {parameter.name: example(parameter) for parameter in statement.parameters}
    nobody = dict.fromkeys(("viewer", "member", "invitation"), _NOBODY) | {"keys": [_NOBODY]}
    once = {"key": _NOBODY, "request": "", "kept": 0, "event": "", "now": datetime.now(UTC)}
    return {**examples, **nobody, **once}
