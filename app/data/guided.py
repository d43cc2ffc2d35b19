"""Whom the playground's picker offers: the members of the demo network's guide that are in the graph."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from app.graph.catalog import catalog
from app.graph.database import Database


async def guided(database: Database) -> list[dict[str, str]]:
    """In the order of the guide, as maps of `id`, `name` and `note`."""
    present = await database.read(catalog()["reads/present"].text, {"keys": [entry["id"] for entry in guide()]})
    return [entry for entry in guide() if entry["id"] in present]


@cache
def guide() -> list[dict[str, str]]:
    """Members of the demo network worth meeting first, and what each of them shows."""
    with Path(__file__).with_name("guide.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
