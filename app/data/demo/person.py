"""One member of the demo network while it is being made up."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from app.data.demo.words import Company

END = datetime(2026, 9, 1, tzinfo=UTC)
SPAN = timedelta(days=730)
START = END - SPAN

_PLAIN = str.maketrans({"ø": "o", "ł": "l", "æ": "ae", "đ": "d", "ß": "ss"})


@dataclass(slots=True)
class Person:
    """`graduation` is the year that school friends share; `sociability` is how many connections this one seeks."""

    id: str
    name: str
    place: str
    company: Company
    employed: bool
    school: str
    graduation: int
    joined: datetime
    sociability: int
    status: str = "ACTIVE"
    settings: dict[str, str | bool] = field(default_factory=dict)

    @property
    def has_ties(self) -> bool:
        return self.sociability > 0


def moment(rng: Random, after: datetime, before: datetime) -> datetime:
    """A time between two others, in whole milliseconds."""
    span = int((before - after) / timedelta(milliseconds=1))
    return after + timedelta(milliseconds=rng.randrange(max(span, 1)))


def ascii_key(name: str) -> str:
    """A name as the letters of a handle."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    return "".join(c for c in folded if c.isascii() and c.isalnum())
