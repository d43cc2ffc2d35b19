"""Brings the constraints and indexes of a graph up to `cypher/schema/`, and the keys of its names."""

import asyncio
from typing import Any

from app.graph.catalog import Catalog, Statement
from app.graph.database import Database, DatabaseError
from app.values.text import name_key

_ATTEMPTS = 5  # processes that migrate at once meet in each other's locks
_PAUSE = 0.2  # s
_BATCH = 5_000  # members whose keys are looked at in one statement
_NAME_ORDER = "schema/member_name_order"


class MigrationError(Exception):
    """A file of `cypher/schema/` that Neo4j refuses; the message names it."""


async def migrate(database: Database, catalog: Catalog) -> list[str]:
    """Apply what is missing of `cypher/schema/`, wait until the indexes are online, and answer what is new by name."""
    before = await _states(database)
    # A constraint and an index have the name of their file.
    missing = [each for each in catalog.below("schema") if each.name.removeprefix("schema/") not in before]
    # Each further statement is planned anew at every start, while a person waits for it.
    if not missing and set(before.values()) == {"ONLINE"}:
        return []
    for statement in missing:
        if statement.name == _NAME_ORDER:
            await _set_name_keys(database, catalog)
        await _apply(database, statement)
    await database.write(f"CALL db.awaitIndexes({database.deadline:.0f})")
    return sorted((await _states(database)).keys() - before.keys())


async def _set_name_keys(database: Database, catalog: Catalog) -> None:
    """Take away the index of the keys before, and give each member the key that is made of the name today.

    The index made afterwards says that it was done: until then a start begins anew, with nothing to write where an
    earlier one has been.
    """
    await database.write("DROP INDEX member_name_key IF EXISTS")
    statement = catalog["maintenance/set_name_keys"].text
    asked: dict[str, Any] = {"rows": [], "after": "", "most": _BATCH}
    while members := await database.write(statement, asked):
        named = [member | {"key": name_key(member["name"])} for member in members if member["name"] is not None]
        asked["rows"] = [member for member in named if member["key"] != member["nameKey"]]
        asked["after"] = members[-1]["id"]


async def _states(database: Database) -> dict[str, str]:
    """By name, whether an index can be used."""
    return dict(await database.read("SHOW INDEXES YIELD name, state RETURN collect([name, state])"))


async def _apply(database: Database, statement: Statement) -> None:
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            await database.write(statement.text)
            return
        except DatabaseError as error:
            if attempt == _ATTEMPTS:
                what_to_do = "mend what Neo4j names here, then run `acquaint migrate` again"
                raise MigrationError(f"cypher/{statement.name}.cypher is refused; {what_to_do}: {error}") from error
        await asyncio.sleep(_PAUSE * attempt)
