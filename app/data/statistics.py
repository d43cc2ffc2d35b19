"""What Neo4j knows of the size of things, by which it plans."""

from app.graph.database import Database


async def refresh_statistics(database: Database) -> None:
    """Sample the indexes and drop the plans: those made for an empty graph scan an index where they should seek."""
    await database.write(f"CALL db.prepareForReplanning({database.deadline:.0f})")
