"""How many long-lived streams a member holds in this process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

NOBODY = 10  # times as many for those who are not signed in, together


class TooManyStreams(Exception):
    """A member holds as many streams as one may."""


class Streams:
    """The open WebSockets and event streams of one process."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: Counter[str | None] = Counter()

    def check(self, member: str | None) -> None:
        """Raise `TooManyStreams` when no further stream may be opened."""
        if self._open[member] >= self._most * (NOBODY if member is None else 1):
            raise TooManyStreams

    @contextmanager
    def one_more(self, member: str | None) -> Iterator[None]:
        """Count a stream while it is open; raises `TooManyStreams`."""
        self.check(member)
        self._open[member] += 1
        try:
            yield
        finally:
            self._open[member] -= 1
            if not self._open[member]:
                del self._open[member]
