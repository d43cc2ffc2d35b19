"""The races of two writes about one pair of members, and what may come of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from app.graph.ids import new_id
from app.values.defaults import DEFAULT_SETTINGS
from tests.faults.races import Done, Team, Write

DENSE = 60  # connections and followers, more than those from which on a follow does not lock the followed member

_SETUP = """
UNWIND $pairs AS pair
CREATE (a:Member), (b:Member)
SET a += $settings, a += {id: pair.a, handle: pair.a, handleKey: pair.a, name: pair.a, nameKey: pair.a, emails: []},
    a.status = 'ACTIVE', a.createdAt = $now,
    b += $settings, b += {id: pair.b, handle: pair.b, handleKey: pair.b, name: pair.b, nameKey: pair.b, emails: []},
    b.status = 'ACTIVE', b.createdAt = $now
FOREACH (_ IN CASE WHEN 'connected' IN $ties THEN [1] END |
  CREATE (a)-[:CONNECTED {pair: pair.a + ' ' + pair.b, since: $now}]->(b),
         (a)-[:FOLLOWS {since: $now, origin: 'AUTO'}]->(b), (b)-[:FOLLOWS {since: $now, origin: 'AUTO'}]->(a))
FOREACH (_ IN CASE WHEN 'following' IN $ties THEN [1] END |
  CREATE (a)-[:FOLLOWS {since: $now, origin: 'EXPLICIT'}]->(b))
FOREACH (_ IN CASE WHEN 'invited' IN $ties THEN [1] END |
  CREATE (a)-[:INVITED {id: pair.letter, openKey: pair.a + ' ' + pair.b, state: 'PENDING', sentAt: $now,
                        expiresAt: $later, reminders: 0}]->(b))
"""
_CROWD = """
UNWIND range(1, $dense) AS place
MERGE (m:Member {id: 'crowd' + place})
ON CREATE SET m += $settings, m.handle = m.id, m.handleKey = m.id, m.name = m.id, m.nameKey = m.id, m.emails = [],
              m.status = 'ACTIVE', m.createdAt = $now
"""
_DENSE = """
UNWIND $ids AS id
MATCH (m:Member {id: id})
UNWIND range(1, $dense) AS place
MATCH (c:Member {id: 'crowd' + place})
CREATE (m)-[:CONNECTED {pair: CASE WHEN c.id < m.id THEN c.id + ' ' + m.id ELSE m.id + ' ' + c.id END,
                        since: $now}]->(c),
       (c)-[:FOLLOWS {since: $now, origin: 'AUTO'}]->(m), (m)-[:FOLLOWS {since: $now, origin: 'AUTO'}]->(c)
"""
# All there is between two members, but for ids and times; a closed invitation has its time and an open one its key.
_PICTURES = """
UNWIND $pairs AS pair
MATCH (a:Member {id: pair.a}), (b:Member {id: pair.b})
RETURN COLLECT { MATCH (a)-[r]-(b)
                 RETURN type(r)
                        + CASE WHEN type(r) = 'CONNECTED' THEN '' WHEN startNode(r) = a THEN ' >' ELSE ' <' END
                        + coalesce(' ' + r.state, '') + coalesce(' ' + r.origin, '')
                        + CASE WHEN r.openKey IS NOT NULL THEN ' open' ELSE '' END
                        + CASE WHEN r.closedAt IS NOT NULL THEN ' closed' ELSE '' END
                        + CASE WHEN type(r) = 'CONNECTED' AND r.invitation IS NOT NULL THEN ' invited' ELSE '' END
                        AS tie
                 ORDER BY tie }
     + COLLECT { MATCH (e:Event) WHERE e.member = a.id RETURN 'a hears ' + e.kind AS event ORDER BY event }
     + COLLECT { MATCH (e:Event) WHERE e.member = b.id RETURN 'b hears ' + e.kind AS event ORDER BY event } AS picture
"""


class Graph(Protocol):
    def run(self, text: str, /, **parameters: Any) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class Pair:
    """Two members, a before b in id order, and the id of what a may have sent to b."""

    a: str
    b: str
    letter: str


Make = Callable[[Pair], Write]


@dataclass(frozen=True)
class Race:
    """Two writes that meet, what is between the two members before, and the outcomes of either order."""

    name: str
    left: Make
    right: Make
    outcomes: frozenset[tuple[str, str]]
    ties: tuple[str, ...] = ()


def _by_a(name: str, **more: Any) -> Make:
    return lambda pair: Write(pair.a, name, {"member": pair.b, **more})


def _by_b(name: str, **more: Any) -> Make:
    return lambda pair: Write(pair.b, name, {"member": pair.a, **more})


def _send(by: Callable[..., Make]) -> Make:
    words = {"note": None, "howYouKnow": None, "email": None}
    return lambda pair: by("send_invitation", invitation=new_id(datetime.now(UTC)), words=words, judged=True)(pair)


def _accept(pair: Pair) -> Write:
    return Write(pair.b, "accept_invitation", {"invitation": pair.letter})


def _withdraw(pair: Pair) -> Write:
    return Write(pair.a, "withdraw_invitation", {"invitation": pair.letter})


def _remove(pair: Pair) -> Write:
    return Write(pair.a, "remove_connection", {"member": pair.b, "keepFollowing": False})


def _race(name: str, left: Make, right: Make, *outcomes: tuple[str, str], ties: tuple[str, ...] = ()) -> Race:
    return Race(name, left, right, frozenset(outcomes), ties)


_CONNECTED, _INVITED, _FOLLOWING = ("connected",), ("invited",), ("following",)

RACES = (
    _race("crossed invitations", _send(_by_a), _send(_by_b), ("SENT", "CONNECTED"), ("CONNECTED", "SENT")),
    _race(
        "accept ∥ withdraw",
        _accept,
        _withdraw,
        ("ACCEPTED", "INVITATION_NOT_OPEN"),
        ("INVITATION_NOT_OPEN", "WITHDRAWN"),
        ties=_INVITED,
    ),
    _race(
        "accept ∥ block",
        _accept,
        _by_a("block_member"),
        ("ACCEPTED", "BLOCKED"),
        ("INVITATION_NOT_FOUND", "BLOCKED"),
        ties=_INVITED,
    ),
    _race(
        "accept ∥ accept",
        _accept,
        _accept,
        ("ACCEPTED", "ALREADY_ACCEPTED"),
        ("ALREADY_ACCEPTED", "ACCEPTED"),
        ties=_INVITED,
    ),
    _race(
        "follow ∥ follow",
        _by_a("follow_member"),
        _by_a("follow_member"),
        ("FOLLOWED", "ALREADY_FOLLOWING"),
        ("ALREADY_FOLLOWING", "FOLLOWED"),
    ),
    _race(
        "follow ∥ block",
        _by_a("follow_member"),
        _by_b("block_member"),
        ("FOLLOWED", "BLOCKED"),
        ("MEMBER_NOT_FOUND", "BLOCKED"),
    ),
    _race(
        "block ∥ invite",
        _by_a("block_member"),
        _send(_by_b),
        ("BLOCKED", "MEMBER_NOT_FOUND"),
        ("BLOCKED", "SENT"),
    ),
    _race(
        "block ∥ block",
        _by_a("block_member"),
        _by_b("block_member"),
        ("BLOCKED", "MEMBER_NOT_FOUND"),
        ("MEMBER_NOT_FOUND", "BLOCKED"),
        ties=_CONNECTED,
    ),
    _race(
        "remove ∥ block",
        _remove,
        _by_b("block_member"),
        ("DISCONNECTED", "BLOCKED"),
        ("MEMBER_NOT_FOUND", "BLOCKED"),
        ties=_CONNECTED,
    ),
    _race(
        "follow ∥ unfollow",
        _by_a("follow_member"),
        _by_a("unfollow_member"),
        ("ALREADY_FOLLOWING", "UNFOLLOWED"),
        ("FOLLOWED", "UNFOLLOWED"),
        ties=_FOLLOWING,
    ),
    _race(
        "unfollow ∥ remove follower",
        _by_a("unfollow_member"),
        _by_b("remove_follower"),
        ("UNFOLLOWED", "NOT_A_FOLLOWER"),
        ("NOT_FOLLOWING", "FOLLOWER_REMOVED"),
        ties=_FOLLOWING,
    ),
)

Result = tuple[str, str, tuple[str, ...]]


@dataclass
class Tally:
    """How races of one kind went; an anomaly is a result that neither order of the two writes gives."""

    races: int = 0
    repeats: int = 0
    anomalies: list[Result] = field(default_factory=list)


class Field:
    """Where races are held: members enough for each, and what the two orders give, found by doing them in turn."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._number = 0

    def hold(self, race: Race, team: Team, races: int, *, dense: bool, locked: bool = True) -> Tally:
        """Hold a race some times."""
        allowed = set(self.orders(race, team, dense=dense))
        pairs = self.pairs(race.ties, races, dense=dense)
        left, right = [race.left(pair) for pair in pairs], [race.right(pair) for pair in pairs]
        done = team.race(left, right, locked=locked)
        results = self._results(pairs, *done)
        return Tally(races, done[0].repeats + done[1].repeats, [one for one in results if one not in allowed])

    def orders(self, race: Race, team: Team, *, dense: bool) -> Iterator[Result]:
        """What comes of left then right, and of right then left."""
        pair, other = self.pairs(race.ties, 2, dense=dense)
        left = team.one(race.left(pair))
        yield self._results([pair], left, team.one(race.right(pair)))[0]
        right = team.one(race.right(other))
        yield self._results([other], team.one(race.left(other)), right)[0]

    def pairs(self, ties: tuple[str, ...], races: int, *, dense: bool) -> list[Pair]:
        """Pairs of members who have met nobody yet, with these ties."""
        numbers = range(self._number, self._number + races)
        self._number += races
        pairs = [Pair(f"a{n:05}", f"b{n:05}", f"letter{n}") for n in numbers]
        now = datetime.now(UTC)
        common = {"settings": DEFAULT_SETTINGS, "now": now, "dense": DENSE}
        rows = [{"a": pair.a, "b": pair.b, "letter": pair.letter} for pair in pairs]
        self._graph.run(_SETUP, pairs=rows, ties=list(ties), later=now + timedelta(days=180), **common)
        if dense:
            self._graph.run(_CROWD, **common)
            self._graph.run(_DENSE, ids=[id for pair in pairs for id in (pair.a, pair.b)], **common)
        return pairs

    def _results(self, pairs: Sequence[Pair], left: Done, right: Done) -> list[Result]:
        rows = [{"a": pair.a, "b": pair.b} for pair in pairs]
        found = self._graph.run(_PICTURES, pairs=rows)
        pictures = [tuple(row["picture"]) for row in found]
        return list(zip(left.outcomes, right.outcomes, pictures, strict=True))
