"""Who is asked about, by whom: chosen by a fixed chance from the graph that is there."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from app.graph import cursor
from app.settings import Settings
from tests.conftest import Graph

_ORDINARY = 256
_HUBS = 8
_MOST: int = Settings.model_fields["connection_limit"].default
_DEEP = 400  # rows before the deep page
_AHEAD = 20_000  # pairs made for the writes at a time

_DEGREES = "MATCH (m:Member {status: 'ACTIVE'}) RETURN m.id AS id, COUNT { (m)-[:CONNECTED]-() } AS number ORDER BY id"
_PLACE = """
MATCH (:Member {id: $id})-[tie:CONNECTED]-(n)
WITH tie.since AS since, n.id AS id
ORDER BY since DESC, id
SKIP $rows - 1
LIMIT 1
RETURN toString(since) AS rank, id AS key
"""
_SHARING = """
MATCH (v:Member {id: $id})-[:CONNECTED]-()-[:CONNECTED]-(m)
WHERE m <> v
RETURN m.id AS id
ORDER BY id
LIMIT 1
"""
_FREE = """
UNWIND $pairs AS pair
MATCH (a:Member {id: pair[0]}), (b:Member {id: pair[1]})
WHERE NOT EXISTS { (a)-[:CONNECTED|FOLLOWS|INVITED|BLOCKS]-(b) }
RETURN collect(pair) AS free
"""
_INVITE = """
UNWIND $pairs AS pair
CALL (pair) {
  MATCH (a:Member {id: pair[0]}), (b:Member {id: pair[1]})
  CREATE (a)-[:INVITED {id: pair[3], openKey: pair[2], state: 'PENDING', sentAt: datetime(),
                        expiresAt: datetime() + duration('P180D'), reminders: 0}]->(b)
} IN TRANSACTIONS OF 2000 ROWS
"""


class People:
    """`n` is the number of a request; the same number asks about the same people."""

    def __init__(self, graph: Graph, seed: int = 7) -> None:
        self._graph = graph
        self._chance = random.Random(seed)
        degrees: dict[str, int] = {row["id"]: row["number"] for row in graph.run(_DEGREES) if row["number"]}
        self.members = list(degrees)
        self._ordinary = self._chance.sample(self.members, min(_ORDINARY, len(self.members)))
        # Generated and public graphs have members with more connections than the rules let anybody have.
        allowed = [id for id in self.members if degrees[id] <= _MOST]
        self._hubs = sorted(allowed, key=lambda id: (-degrees[id], id))[:_HUBS]
        self._places: dict[str, dict[str, Any]] = {}
        self._number_of = degrees
        self._numbers: defaultdict[str, Iterator[int]] = defaultdict(count)
        self._pairs: dict[str, list[tuple[str, str, str]]] = {}
        self.degrees = {
            "members": len(degrees),
            "connections": sum(degrees.values()) // 2,
            "hubs": [degrees[id] for id in self._hubs],
        }

    def prepare(self, writes: int) -> None:
        """Choose the pairs of so many writes of each kind, which takes longer than a connection may wait."""
        for kind in ("follow", "invite", "accept"):
            self._pair(kind, writes - 1)

    def fresh(self, question: str) -> int:
        """The number of a request to a question that writes, given to no other one."""
        return next(self._numbers[question])

    def viewer(self, n: int) -> str:
        return self._ordinary[n % len(self._ordinary)]

    def member(self, n: int) -> str:
        return self._ordinary[(n + len(self._ordinary) // 2) % len(self._ordinary)]

    def hub(self, n: int) -> str:
        return self._hubs[n % len(self._hubs)]

    def some(self, n: int, number: int) -> list[str]:
        return random.Random(n).sample(self.members, min(number, len(self.members)))

    def word(self, n: int) -> str:
        row = self._graph.run("MATCH (m:Member {id: $id}) RETURN m.nameKey AS name", id=self.member(n))[0]
        return str(row["name"]).split(" ", maxsplit=1)[0]

    def place(self, n: int) -> dict[str, Any]:
        """A hub and the row before its deep page, as a cursor of ours and as the floor wants it."""
        hub = self.hub(n)
        if hub not in self._places:
            row = self._graph.run(_PLACE, id=hub, rows=min(_DEEP, self._number_of[hub]))[0]
            after = cursor.encode(cursor.binding("connections", hub, "RECENT", {}), row["rank"], row["key"])
            self._places[hub] = {"id": hub, "after": after, **row}
        return self._places[hub]

    def sharing(self, n: int) -> tuple[str, dict[str, Any]]:
        viewer = self.viewer(n)
        found = self._graph.run(_SHARING, id=viewer)
        return viewer, {"id": found[0]["id"] if found else self.member(n)}

    def stranger(self, n: int) -> tuple[str, dict[str, Any]]:
        a, b, _ = self._pair("follow", n)
        return a, {"id": b}

    def uninvited(self, n: int) -> tuple[str, dict[str, Any]]:
        a, b, _ = self._pair("invite", n)
        return a, {"id": b}

    def invited(self, n: int) -> tuple[str, dict[str, Any]]:
        _, b, pair = self._pair("accept", n)
        return b, {"id": _invitation(pair)}

    def _pair(self, kind: str, n: int) -> tuple[str, str, str]:
        """A pair that nothing ties, and that no other request is given."""
        known = self._pairs.setdefault(kind, [])
        while n >= len(known):
            known += self._more(kind)
        return known[n]

    def _more(self, kind: str) -> Sequence[tuple[str, str, str]]:
        asked = [self._chance.sample(self.members, 2) for _ in range(_AHEAD)]
        pairs = {" ".join(sorted(pair)): pair for pair in asked}
        used = {pair for known in self._pairs.values() for *_, pair in known}
        free = self._graph.run(_FREE, pairs=[pair for key, pair in pairs.items() if key not in used])[0]["free"]
        found = [(a, b, " ".join(sorted((a, b)))) for a, b in free]
        if kind == "accept":
            self._graph.run(_INVITE, pairs=[(a, b, pair, _invitation(pair)) for a, b, pair in found])
        return found


def _invitation(pair: str) -> str:
    return f"bench-{pair.replace(' ', '-')}"
