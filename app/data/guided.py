"""Whom the playground's picker offers: the members of the demo network's guide that are in the graph."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from app.data.demo import demo_guide
from app.graph.catalog import catalog
from app.graph.database import Database


async def guided(database: Database) -> Sequence[dict[str, str]]:
    """In the order of the guide, as maps of `id`, `name` and `note`."""
    # Its first call counts the whole network; the loop has other requests to answer meanwhile.
    guide = await asyncio.to_thread(demo_guide)
    present = await database.read(catalog()["reads/present"].text, {"keys": [identity for identity, _, _ in guide]})
    return [{"id": identity, "name": name, "note": note} for identity, name, note in guide if identity in present]
