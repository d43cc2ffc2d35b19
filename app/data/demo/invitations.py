"""The invitations of the demo network: open, lapsed, answered, taken back, and those that connections came from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from app.data.demo import cast
from app.data.demo.letter import LIFETIME, letter
from app.data.demo.person import END, Person, moment
from app.data.demo.strangers import Strangers
from app.data.demo.ties import Ties

Row = dict[str, Any]

_REMEMBERED = 0.08  # of the connections name the invitation they came from
_OPEN = ("PENDING",) * 38 + ("IGNORED",) * 9
_LAPSED = 9
_CLOSED = ("DECLINED",) * 30 + ("WITHDRAWN",) * 20 + ("EXPIRED",) * 10
_CANCELLED = 6  # of the blocks ended an open invitation
_DAY = timedelta(days=1)


class Invitations:
    """Makes the rows of INVITED; times of open ones count from `now`, so that they are open when somebody looks."""

    def __init__(self, rng: Random, everyone: dict[str, Person], now: datetime) -> None:
        self._rng = rng
        self._everyone = everyone
        self._now = now

    def accepted(self, connections: list[Row]) -> Iterator[Row]:
        """Some connections came from an invitation: they are given its id."""
        for connection in connections:
            if self._rng.random() < _REMEMBERED:
                sender, recipient = self._rng.sample([connection["a"], connection["b"]], 2)
                since = datetime.fromisoformat(connection["since"])
                sent = max(since - 20 * _DAY * self._rng.random(), self._joined(sender, recipient))
                row = letter(self._rng, sender, recipient, sent, "ACCEPTED", since)
                connection["invitation"] = row["id"]
                yield row

    def open(self, strangers: Strangers) -> Iterator[Row]:
        for noted in (1.0, 0.0, 0.0, 0.0):
            yield self._recent(strangers.of(cast.ADA), cast.ADA, "PENDING", noted)
        for state in ("PENDING", "IGNORED"):
            yield self._recent(cast.ADA, strangers.of(cast.ADA), state)
        for state, (sender, recipient) in zip(_OPEN, strangers.pairs(len(_OPEN)), strict=True):
            yield self._recent(sender, recipient, state)

    def lapsed(self, strangers: Strangers) -> Iterator[Row]:
        """Past their date, but nobody has touched them since."""
        for sender, recipient in strangers.pairs(_LAPSED):
            yield letter(self._rng, sender, recipient, self._now - LIFETIME - 90 * _DAY * self._rng.random(), "PENDING")

    def closed(self, strangers: Strangers) -> Iterator[Row]:
        for state, (sender, recipient) in zip(_CLOSED, strangers.pairs(len(_CLOSED)), strict=True):
            yield self._past(sender, recipient, state)

    def cancelled(self, found: Ties) -> Iterator[Row]:
        """A block ended them."""
        for sender, recipient in found.blocks[1 : 1 + _CANCELLED]:
            yield self._past(sender, recipient, "CANCELLED")

    def _recent(self, sender: str, recipient: str, state: str, noted: float = 0.4) -> Row:
        sent = self._now - timedelta(hours=2) - 60 * _DAY * self._rng.random()
        must = self._everyone[recipient].settings["requireNote"]
        row = letter(self._rng, sender, recipient, sent, state, noted=1.0 if must else noted)
        if self._now - sent > 8 * _DAY and self._rng.random() < 0.2:
            row["reminders"] = 1
        return row

    def _past(self, sender: str, recipient: str, state: str) -> Row:
        last = END - (LIFETIME if state == "EXPIRED" else 30 * _DAY)
        sent = moment(self._rng, min(self._joined(sender, recipient), last), last)
        closed = sent + (LIFETIME if state == "EXPIRED" else 25 * _DAY * self._rng.random())
        return letter(self._rng, sender, recipient, sent, state, closed)

    def _joined(self, one: str, other: str) -> datetime:
        return max(self._everyone[one].joined, self._everyone[other].joined)
