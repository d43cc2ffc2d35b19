"""Migration of a graph: constraints and indexes of `cypher/schema/`, and name keys."""

import asyncio
from typing import Any

from app.graph.catalog import Catalog, Statement
from app.graph.database import Database, DatabaseError
from app.values.text import name_key

_ATTEMPTS = 5  # concurrent migrations can deadlock
_PAUSE = 0.2  # s
_BATCH = 5_000  # members per statement
_NAME_ORDER = "schema/member_name_order"


class MigrationError(Exception):
    """Raised when Neo4j refuses a file of `cypher/schema/`; the message names it."""


async def migrate(database: Database, catalog: Catalog) -> list[str]:
    """Apply missing files of `cypher/schema/`, wait for the indexes, and return the names of the new ones."""
    before = await _states(database)
    # Constraints and indexes are named after their files.
    missing = [each for each in catalog.below("schema") if each.name.removeprefix("schema/") not in before]
    # Return early: each further statement would be planned at every start, which takes time.
    if not missing and set(before.values()) == {"ONLINE"}:
        return []
    for statement in missing:
        if statement.name == _NAME_ORDER:
            await _set_name_keys(database, catalog)
        await _apply(database, statement)
    await database.write(f"CALL db.awaitIndexes({database.deadline:.0f})")
    return sorted((await _states(database)).keys() - before.keys())


async def _set_name_keys(database: Database, catalog: Catalog) -> None:
    """Drop the index of the former keys, and set each member's current name key.

    The index created afterwards marks this as done; an interrupted run is repeated, and writes only what is missing.
    """
    await database.write("DROP INDEX member_name_key IF EXISTS")
    statement = catalog["maintenance/set_name_keys"].text
    asked: dict[str, Any] = {"rows": [], "after": "", "most": _BATCH}
    while members := await database.write(statement, asked):
        named = [member | {"key": name_key(member["name"])} for member in members if member["name"] is not None]
        asked["rows"] = [member for member in named if member["key"] != member["nameKey"]]
        asked["after"] = members[-1]["id"]


async def _states(database: Database) -> dict[str, str]:
    """The state of each index, such as ONLINE, by name."""
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
