"""Whom to sign in as on the demo network, and what each of them shows."""

from __future__ import annotations

from collections import Counter
from functools import cache

from app.data.demo import cast
from app.data.demo.network import DemoNetwork, demo_network
from app.data.demo.person import END

Entry = tuple[str, str, str]


@cache
def demo_guide() -> list[Entry]:
    """(id, name, note) of the members worth meeting first; the numbers are counted, not remembered."""
    return _Guide(demo_network(END)).entries()


class _Guide:
    def __init__(self, network: DemoNetwork) -> None:
        self._members = {row["id"]: row for row in network.members}
        active = {identity for identity, row in self._members.items() if row["status"] == "ACTIVE"}
        pairs = [(row["a"], row["b"]) for row in network.connections]
        self._degree = Counter(a for pair in pairs for a, b in (pair, pair[::-1]) if b in active)
        self._followers = Counter(row["followed"] for row in network.follows if row["follower"] in active)
        still_open = [row for row in network.invitations if row["openKey"]]
        self._received = Counter(row["recipient"] for row in still_open)
        self._sent = Counter(row["sender"] for row in still_open)
        self._blocked = Counter(row["blocker"] for row in network.blocks)

    def entries(self) -> list[Entry]:
        star = cast.STARS[0]
        return [
            self._entry(cast.ADA, f"{self._mail(cast.ADA)}; {_count(self._blocked[cast.ADA], 'member')} blocked"),
            self._entry(cast.GRACE, "every setting as it is by default; connected to ada"),
            self._entry(cast.HUBS[0], "the best connected of all"),
            self._entry(star, f"a star: {_count(self._followers[star], 'follower')}; the first button is Follow"),
            self._entry(cast.NEWCOMER, "new here"),
            self._entry(cast.HIDDEN, "hidden: stands in nobody else's network"),
            self._entry(cast.ONLY_ME, "keeps the list of connections private"),
            self._entry(cast.CLOSED, "invitations need a note and an e-mail address; only connections may follow"),
            self._entry(cast.ISOLATED[0], "alone: nobody to reach"),
            self._entry(cast.HIBERNATED[0], "hibernated: not found by others until reactivated"),
        ]

    def _entry(self, identity: str, note: str) -> Entry:
        return identity, self._members[identity]["name"], f"{_count(self._degree[identity], 'connection')}; {note}"

    def _mail(self, identity: str) -> str:
        return f"{_count(self._received[identity], 'open invitation')} received, {self._sent[identity]} sent"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
