"""Fills an empty graph with the demo network."""

from dataclasses import asdict
from datetime import datetime
from typing import NamedTuple

from app.data.demo.network import demo_network
from app.data.statistics import refresh_statistics
from app.graph.catalog import Catalog
from app.graph.database import Database, DatabaseError


class Filling(NamedTuple):
    """`filled` is false when the graph held nodes already; then nothing was changed, and `sentence` says so."""

    filled: bool
    sentence: str


async def fill_demo(database: Database, catalog: Catalog, now: datetime) -> Filling:
    """Put the demo network into an empty graph, wholly or not at all; the schema must have been applied."""
    # Asked first, for planning the statement below costs a second start two seconds.
    if present := await database.read("RETURN COUNT { () }"):
        return _refused(present)
    network = asdict(demo_network(now))
    statement = catalog["demo/fill"].text
    try:
        present = await database.write(statement, network)
    except DatabaseError:  # another process fills the graph at the same time, and this one lost
        present = await database.write(statement, network)
    if present:
        return _refused(present)
    await refresh_statistics(database)
    counts = {part: len(network[part]) for part in ("members", "connections", "follows")}
    return Filling(True, "Filled the empty graph: " + ", ".join(f"{n} {part}" for part, n in counts.items()) + ".")


def _refused(present: int) -> Filling:
    return Filling(
        False, f"The demo network fills a graph without nodes only; this one has {present} already and stays."
    )
