"""Who follows whom in the demo network: follows that came with connections, chosen ones, and three stars."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from app.data.demo import cast
from app.data.demo.person import END, Person, moment
from app.data.demo.ties import Ties
from app.values.times import utc

Row = dict[str, Any]

_CROWDS = (430, 320, 260)  # of the stars
_CHOSEN = 5  # at most, by an ordinary member


def follows(rng: Random, everyone: dict[str, Person], found: Ties, connections: list[Row]) -> list[Row]:
    rows: dict[tuple[str, str], Row] = {}
    for connection in connections:
        for one, other in ((connection["a"], connection["b"]), (connection["b"], connection["a"])):
            if origin := _origin(rng, everyone[one]):
                rows[one, other] = _row(one, other, connection["since"], origin)
    for one, other in _chosen(rng, [person.id for person in everyone.values() if person.has_ties], found):
        if (one, other) not in rows:
            joined = max(everyone[one].joined, everyone[other].joined)
            rows[one, other] = _row(one, other, utc(moment(rng, joined, END)), "EXPLICIT")
    return list(rows.values())


def _origin(rng: Random, person: Person) -> str | None:
    """A follow that came with a connection is kept by most, made their own by some, and dropped by a few."""
    chance = rng.random()
    if not person.settings["autoFollowOnConnect"]:
        return "EXPLICIT" if chance < 0.15 else None
    if chance < 0.93:
        return "AUTO"
    return "EXPLICIT" if chance < 0.96 else None


def _chosen(rng: Random, social: list[str], found: Ties) -> Iterator[tuple[str, str]]:
    """Follows that somebody chose between two who are not connected."""
    for star, crowd in zip(cast.STARS, _CROWDS, strict=True):
        yield from ((fan, star) for fan in rng.sample(social, crowd) if not found.between(fan, star))
    for one in social:
        others = rng.sample(social, rng.randint(0, _CHOSEN))
        yield from ((one, other) for other in others if not found.between(one, other))


def _row(follower: str, followed: str, since: str, origin: str) -> Row:
    return {"follower": follower, "followed": followed, "since": since, "origin": origin}
