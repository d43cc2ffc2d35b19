"""Demo network for an empty graph, from files that `acquaint load` also takes."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from app.data.csvfile import CsvFile
from app.data.load import INVITATION_LIFETIME
from app.data.rows import KINDS, Parameters
from app.data.statistics import refresh_statistics
from app.graph.catalog import Catalog
from app.graph.database import Database, DatabaseError
from app.values.times import utc

DEMO = Path(__file__).parent / "demo"
AS_OF = datetime(2026, 9, 1, tzinfo=UTC)
"""The date of the files: no time in them is later."""


class Filling(NamedTuple):
    """`filled` is false when the graph was not empty and nothing was changed; `sentence` is a message."""

    filled: bool
    sentence: str


async def fill_demo(database: Database, catalog: Catalog, now: datetime) -> Filling:
    """Load the demo network into an empty graph in one transaction; the graph must have been migrated."""
    # Checked first, because planning the statement below would delay every later start by two seconds.
    if present := await database.read("RETURN COUNT { () }"):
        return _refused(present)
    rows = demo_rows()
    statement = catalog["demo/fill"].text
    shift = datetime.fromisoformat(utc(now)) - AS_OF
    parameters = {**rows, "invitationLifetime": INVITATION_LIFETIME, "shift": shift}
    try:
        present = await database.write(statement, parameters)
    except DatabaseError:  # another process filled the graph at the same time
        present = await database.write(statement, parameters)
    if present:
        return _refused(present)
    await refresh_statistics(database)
    members, connections, follows = (len(rows[kind]) for kind in ("members", "connected", "follows"))
    return Filling(True, f"Filled the empty graph: {members} members, {connections} connections, {follows} follows.")


def demo_rows() -> dict[str, list[Parameters]]:
    """The rows of the demo files by kind, with their original times."""
    rows = {}
    for kind in KINDS:
        with closing(CsvFile(DEMO / f"{kind.name}.csv", kind.columns)) as file:
            rows[kind.name] = [kind.parameters(row.fields) for row in file]
    return rows


def _refused(present: int) -> Filling:
    return Filling(
        False, f"The demo network fills a graph without nodes only; this one has {present} already and stays."
    )
