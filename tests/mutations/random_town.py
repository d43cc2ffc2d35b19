"""Towns in which everything that decides about an action occurs, put into the graph as it may have become."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

SETTINGS: dict[str, list[Any]] = {
    "connectionsVisibility": [
        "EVERYONE",
        "EVERYONE",
        "SECOND_DEGREE",
        "CONNECTIONS",
        "RECIPROCAL",
        "ONLY_ME",
        "HIDDEN",
    ],
    "followersVisibility": ["ONLY_ME", "CONNECTIONS", "EVERYONE"],
    "followingVisibility": ["ONLY_ME", "CONNECTIONS", "EVERYONE"],
    "showFollowerCount": [True, False],
    "fullProfileVisibility": ["CONNECTIONS", "SECOND_DEGREE", "EVERYONE"],
    "followPolicy": ["EVERYONE", "EVERYONE", "CONNECTIONS"],
    "invitePolicy": ["EVERYONE", "EVERYONE", "SECOND_DEGREE", "EMAIL", "NOBODY"],
    "requireNote": [False, False, True],
    "autoFollowOnConnect": [True, False],
    "followPrimary": [False, True],
    "isDiscoverable": [True, False],
}
CLOSED = ("ACCEPTED", "DECLINED", "DECLINED", "WITHDRAWN", "WITHDRAWN", "EXPIRED", "CANCELLED")
DAY = timedelta(days=1)

MARKS = """
UNWIND $marks AS mark
MATCH (a:Member {id: mark.a}), (b:Member {id: mark.b})
CREATE (a)-[tie:$(mark.type)]->(b)
SET tie = mark.properties
"""

Pair = tuple[str, str]


@dataclass
class Town:
    """Members by id, phrases for the `world` fixture, and relationships that it has no sign for."""

    members: dict[str, dict[str, Any]]
    phrases: list[str] = field(default_factory=list)
    marks: list[dict[str, Any]] = field(default_factory=list)

    def build(self, world: Callable[..., None], graph: Any) -> None:
        world("; ".join([*self.phrases, *self.members]), **self.members)
        graph.run(MARKS, marks=self.marks)

    def mark(self, kind: str, pair: Pair, **properties: Any) -> None:
        self.marks.append({"type": kind, "a": pair[0], "b": pair[1], "properties": properties})


def random_town(seed: int, now: datetime, size: int = 12) -> Town:
    """The first member asks for a note and an address, the last two are hibernated."""
    r = Random(seed)
    town = Town({f"m{i:02}": _member(r, f"m{i:02}", now) for i in range(size)})
    names = list(town.members)
    town.members[names[0]] |= {"invitePolicy": "EMAIL", "requireNote": True}
    for name in names[-2:]:
        town.members[name]["status"] = "HIBERNATED"
    for a, b in [(a, b) for a in names for b in names if a < b]:
        _between(town, r, (a, b), now)
    return town


def _member(r: Random, name: str, now: datetime) -> dict[str, Any]:
    sent = sorted(now - r.uniform(0.5, 10) * DAY for _ in range(r.randrange(5)))
    return {key: r.choice(values) for key, values in SETTINGS.items()} | {
        "status": "ACTIVE",
        "emails": [f"{name}@example.org", f"{name}@example.com"],
        "invitedAt": [_whole(moment) for moment in sent],
    }


def _between(town: Town, r: Random, pair: Pair, now: datetime) -> None:
    draw = r.random()
    a, b = _either_way(r, pair)
    for state in (r.choice(CLOSED) for _ in range(r.choice((0, 0, 1, 2)))):
        closed = now - r.uniform(1, 45) * DAY
        _letter(town, r, _either_way(r, pair), state, closed - r.uniform(1, 90) * DAY, closed)
    if draw < 0.07:
        town.phrases.append(f"{a} x {b}")
        return
    if draw < 0.25:
        town.phrases.append(f"{a} -- {b}")
    elif draw < 0.45:
        _letter(town, r, (a, b), r.choice(("PENDING", "PENDING", "IGNORED")), now - r.uniform(0.5, 20) * DAY)
    elif draw < 0.55:
        _letter(town, r, (a, b), r.choice(("PENDING", "IGNORED")), now - r.uniform(181, 200) * DAY)
    for follower, followed in _some(r, (pair, pair[::-1]), 0.3):
        if draw < 0.25 and r.random() < 0.5:
            town.mark("FOLLOWS", (follower, followed), since=_whole(now - DAY), origin="AUTO")
        else:
            town.phrases.append(f"{follower} -> {followed}")
    if draw >= 0.25:
        for left in _some(r, (pair, pair[::-1]), 0.15):
            town.mark("DISCONNECTED", left, at=_whole(now - r.uniform(1, 40) * DAY))
        for barred in _some(r, (pair, pair[::-1]), 0.08):
            town.mark("BARS", barred)


def _letter(town: Town, r: Random, pair: Pair, state: str, sent: datetime, closed: datetime | None = None) -> None:
    properties: dict[str, Any] = {
        "id": f"letter-{len(town.marks)}",
        "state": state,
        "sentAt": _whole(sent),
        "expiresAt": _whole(closed if closed and state == "EXPIRED" else sent + 180 * DAY),
        "reminders": r.choice((0, 0, 1)),
    }
    if closed:
        properties["closedAt"] = _whole(closed)
    else:
        properties["openKey"] = " ".join(sorted(pair))
    town.mark("INVITED", pair, **properties)


def _either_way(r: Random, pair: Pair) -> Pair:
    return pair if r.random() < 0.5 else (pair[1], pair[0])


def _some(r: Random, pairs: tuple[Any, ...], share: float) -> Iterator[Any]:
    return (pair for pair in pairs if r.random() < share)


def _whole(moment: datetime) -> datetime:
    """To the millisecond, as the application keeps times."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
