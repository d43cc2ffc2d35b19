"""Members of the playground's picker: those of the demo network's guide that are in the graph."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from app.graph.catalog import catalog
from app.graph.database import Database


async def guided(database: Database) -> list[dict[str, str]]:
    """The members as maps of `id`, `name` and `note`, in the order of the guide."""
    present = await database.read(catalog()["reads/present"].text, {"keys": [entry["id"] for entry in guide()]})
    return [entry for entry in guide() if entry["id"] in present]


@cache
def guide() -> list[dict[str, str]]:
    """The rows of guide.csv, as maps of `id`, `name` and `note`."""
    with Path(__file__).with_name("guide.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
