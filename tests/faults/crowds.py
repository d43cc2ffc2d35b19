"""Many writes about one member at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from app.values.defaults import DEFAULT_SETTINGS
from tests.faults.pairs import Graph
from tests.faults.races import Team, Write

HUB = "hub"

_PEOPLE = """
UNWIND $ids AS id
MERGE (m:Member {id: id})
ON CREATE SET m += $settings, m.handle = id, m.handleKey = id, m.name = id, m.nameKey = id, m.emails = [],
              m.status = 'ACTIVE', m.createdAt = $now
"""
_FRIENDS = """
MATCH (hub:Member {id: $hub})
UNWIND $ids AS id
MATCH (m:Member {id: id})
CREATE (hub)-[:CONNECTED {pair: CASE WHEN id < $hub THEN id + ' ' + $hub ELSE $hub + ' ' + id END, since: $now}]->(m),
       (m)-[:FOLLOWS {since: $now, origin: 'AUTO'}]->(hub)
"""
_LETTERS = """
MATCH (hub:Member {id: $hub})
UNWIND $ids AS id
MATCH (m:Member {id: id})
WITH CASE WHEN $sends THEN hub ELSE m END AS sender, CASE WHEN $sends THEN m ELSE hub END AS recipient, id
CREATE (sender)-[:INVITED {id: 'from ' + id, openKey: CASE WHEN id < $hub THEN id + ' ' + $hub ELSE $hub + ' ' + id END,
                           state: 'PENDING', sentAt: $now, expiresAt: $later, reminders: 0}]->(recipient)
"""


class Crowd:
    """A member with some connections, who follow the member, and others who want something of the member at once."""

    def __init__(self, graph: Graph, team: Team, friends: int) -> None:
        self._graph = graph
        self._team = team
        self._times = {"now": datetime.now(UTC), "later": datetime.now(UTC) + timedelta(days=180)}
        known = [f"friend{place:03}" for place in range(friends)]
        self._people([HUB, *known])
        self._run(_FRIENDS, ids=known)

    def follow(self, size: int) -> Counter[str]:
        """How many of `size` members who follow at once are told what."""
        ids = self._others(size)
        return self._done([Write(id, "follow_member", {"member": HUB}) for id in ids])

    def accept(self, size: int, *, hub_sends: bool) -> Counter[str]:
        """The like for invitations that are accepted at once: those of the hub, or those to the hub."""
        ids = self._others(size)
        self._run(_LETTERS, ids=ids, sends=hub_sends)
        viewers = ids if hub_sends else [HUB] * size
        return self._done(
            [
                Write(viewer, "accept_invitation", {"invitation": f"from {id}"})
                for viewer, id in zip(viewers, ids, strict=True)
            ]
        )

    def ties(self) -> dict[str, int]:
        (found,) = self._graph.run(
            """
            MATCH (hub:Member {id: $hub})
            RETURN COUNT { (hub)-[:CONNECTED]-() } AS connections,
                   COUNT { (hub)<-[:FOLLOWS]-() } AS followers,
                   COUNT { (hub)-[i:INVITED]-() WHERE i.openKey IS NOT NULL } AS open
            """,
            hub=HUB,
        )
        return found

    def _done(self, writes: Sequence[Write]) -> Counter[str]:
        return Counter(outcome for done in self._team.crowd(writes) for outcome in done.outcomes)

    def _others(self, size: int) -> list[str]:
        ids = [f"other{place:03}" for place in range(size)]
        self._people(ids)
        return ids

    def _people(self, ids: Sequence[str]) -> None:
        self._run(_PEOPLE, ids=ids, settings=DEFAULT_SETTINGS)

    def _run(self, text: str, **parameters: Any) -> None:
        self._graph.run(text, hub=HUB, **self._times, **parameters)
