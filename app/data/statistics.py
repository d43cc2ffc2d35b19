"""Neo4j's index statistics."""

from app.graph.database import Database


async def refresh_statistics(database: Database) -> None:
    """Resample the indexes and discard cached plans: plans for an empty graph scan where they should seek."""
    await database.write(f"CALL db.prepareForReplanning({database.deadline:.0f})")
