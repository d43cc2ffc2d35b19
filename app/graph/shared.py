"""What the requests of one application share beside the connections to Neo4j."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.graph.combined_plans import CombinedPlanCache
from app.graph.member_locks import MemberLocks

_FIRST = 2  # times the deadline, as long as an operation may have to wait for plans


class Shared:
    """The member locks, the combined statements, and the deadline, which is longer while the application starts."""

    def __init__(self, deadline: float = 10.0) -> None:
        self.member_locks = MemberLocks()
        self.combined_plans = CombinedPlanCache()
        self._deadline = deadline
        self._starting = False

    @property
    def deadline(self) -> float:
        """How long an operation, and each statement of it, may take now, in seconds."""
        return _FIRST * self._deadline if self._starting else self._deadline

    @contextmanager
    def starting(self) -> Iterator[None]:
        """Give operations more time inside."""
        self._starting = True
        try:
            yield
        finally:
            self._starting = False
