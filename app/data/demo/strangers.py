"""Pairs of members of the demo network with nothing between them yet."""

from collections.abc import Iterator
from random import Random

from app.data.demo import cast
from app.data.demo.person import Person
from app.data.demo.ties import Ties
from app.values.ids import pair

Pair = tuple[str, str]


class Strangers:
    """Pairs who share a connection but nothing else; each pair is given once."""

    def __init__(self, rng: Random, everyone: dict[str, Person], found: Ties) -> None:
        self._rng = rng
        self._everyone = everyone
        self._found = found
        self._given: set[str] = set()
        self._free = [id for id, person in everyone.items() if _reachable(person) and id not in cast.WISHES]

    def pairs(self, count: int) -> Iterator[Pair]:
        for _ in range(count):
            one = self._rng.choice(self._free)
            yield one, self.of(one)

    def of(self, member: str) -> str:
        """Somebody two steps from this member."""
        while True:
            bridge = self._rng.choice(sorted(self._found.connected[member]))
            other = self._rng.choice(sorted(self._found.connected[bridge]))
            key = pair(member, other)
            usable = other not in cast.WISHES and _reachable(self._everyone[other])
            if usable and key not in self._given and not self._found.between(member, other):
                self._given.add(key)
                return other


def _reachable(person: Person) -> bool:
    return person.has_ties and person.status == "ACTIVE" and person.settings["invitePolicy"] != "NOBODY"
