"""Limit on the open streams of each member in this process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

NOBODY = 10  # all anonymous clients together may have this many times the limit of a member


class TooManyStreams(Exception):
    """Raised when a member has reached the limit of open streams."""


class Streams:
    """Counts the open WebSockets and event streams of one process."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: Counter[str | None] = Counter()

    def check(self, member: str | None) -> None:
        """Raise `TooManyStreams` when the limit is reached."""
        if self._open[member] >= self._most * (NOBODY if member is None else 1):
            raise TooManyStreams

    @contextmanager
    def one_more(self, member: str | None) -> Iterator[None]:
        """Count a stream while the block runs; raises `TooManyStreams`."""
        self.check(member)
        self._open[member] += 1
        try:
            yield
        finally:
            self._open[member] -= 1
            if not self._open[member]:
                del self._open[member]
