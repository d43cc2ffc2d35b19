"""Who knows whom in the demo network: colleagues, school friends, neighbours, and friends of friends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from app.data.demo import cast
from app.data.demo.person import Person
from app.values.ids import pair

_TRIES = 200  # to find one more connection
_SLACK = 1.2  # how far others may push a member beyond what this one seeks
_NEIGHBOURS = 8  # people who graduated about the same time


class Ties(NamedTuple):
    """Sets of pairs; `blocks` are (blocker, blocked)."""

    connected: dict[str, set[str]]
    blocks: list[tuple[str, str]]
    barred: set[str]

    def between(self, one: str, other: str) -> bool:
        """Whether a tie stands, or must not stand, between the two."""
        return one == other or other in self.connected[one] or pair(one, other) in self.barred


def ties(rng: Random, everyone: list[Person]) -> Ties:
    social = [person for person in everyone if person.has_ties]
    blocks = _blocks(rng, social)
    found = Ties(defaultdict(set), blocks, {pair(*block) for block in blocks})
    wishes = {person.id: person.sociability for person in social}
    circles = _Circles(social)
    _connect(found, cast.ADA, cast.GRACE)
    _connect(found, cast.ADA, cast.NEWCOMER)
    for person in sorted(social, key=lambda p: p.sociability, reverse=True):
        while len(found.connected[person.id]) < person.sociability:
            other = _another(rng, found, circles, wishes, person)
            if other is None:
                break
            _connect(found, person.id, other)
    return found


def _blocks(rng: Random, social: list[Person]) -> list[tuple[str, str]]:
    """Twenty members who block a colleague, ada among them."""
    quiet = [p for p in social if p.id not in cast.WISHES]
    blockers = [next(p for p in social if p.id == cast.ADA), *rng.sample(quiet, 19)]
    return [(p.id, rng.choice([q for q in quiet if q is not p and q.company is not p.company]).id) for p in blockers]


def _connect(found: Ties, one: str, other: str) -> None:
    found.connected[one].add(other)
    found.connected[other].add(one)


def _another(rng: Random, found: Ties, circles: _Circles, wishes: dict[str, int], person: Person) -> str | None:
    for _ in range(_TRIES):
        other = _candidate(rng, found, circles, person)
        room = cast.WISHES.get(other, wishes[other] * _SLACK)
        if len(found.connected[other]) < room and not found.between(person.id, other):
            return other
    return None


def _candidate(rng: Random, found: Ties, circles: _Circles, person: Person) -> str:
    chance = rng.random()
    if chance < 0.45 and found.connected[person.id]:
        friend = _pick(rng, found.connected[person.id])
        return _pick(rng, found.connected[friend])
    if chance < 0.70:
        return rng.choice(circles.colleagues[person.company.name])
    if chance < 0.82:
        return circles.school_friend(rng, person)
    if chance < 0.94:
        return rng.choice(circles.neighbours[person.place])
    return rng.choice(circles.all)


def _pick(rng: Random, members: set[str]) -> str:
    return rng.choice(sorted(members))


class _Circles:
    """Members by what they share."""

    def __init__(self, social: Sequence[Person]) -> None:
        self.all = [person.id for person in social]
        self.colleagues: defaultdict[str, list[str]] = defaultdict(list)
        self.neighbours: defaultdict[str, list[str]] = defaultdict(list)
        self._school: defaultdict[str, list[str]] = defaultdict(list)
        for person in sorted(social, key=lambda p: (p.graduation, p.id)):
            self.colleagues[person.company.name].append(person.id)
            self.neighbours[person.place].append(person.id)
            self._school[person.school].append(person.id)

    def school_friend(self, rng: Random, person: Person) -> str:
        year = self._school[person.school]
        position = year.index(person.id) + rng.randint(-_NEIGHBOURS, _NEIGHBOURS)
        return year[position % len(year)]
