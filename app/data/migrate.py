"""Brings the constraints and indexes of a graph up to `cypher/schema/`."""

import asyncio

from app.graph.catalog import Catalog, Statement
from app.graph.database import Database, DatabaseError

_ATTEMPTS = 5  # processes that migrate at once meet in each other's locks
_PAUSE = 0.2  # s


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
        await _apply(database, statement)
    await database.write(f"CALL db.awaitIndexes({database.deadline:.0f})")
    return sorted((await _states(database)).keys() - before.keys())


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
