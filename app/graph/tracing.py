"""The Cypher that ran for one request, when somebody wants to see it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypedDict


class Traced(TypedDict):
    """A statement as it was sent, and how long the answer took; 0 as long as there is none."""

    statement: str
    milliseconds: float


_trace: ContextVar[list[Traced] | None] = ContextVar("trace", default=None)


@contextmanager
def tracing() -> Iterator[list[Traced]]:
    """Collect what is sent inside, also by tasks that are started there, in the order in which it is sent."""
    collected: list[Traced] = []
    token = _trace.set(collected)
    try:
        yield collected
    finally:
        _trace.reset(token)


@contextmanager
def traced(statement: str) -> Iterator[None]:
    """Note a statement and its time for whoever collects; costs nothing when nobody does."""
    collected = _trace.get()
    if collected is None:
        yield
        return
    one: Traced = {"statement": statement, "milliseconds": 0.0}
    collected.append(one)
    begin = time.perf_counter()
    try:
        yield
    finally:
        one["milliseconds"] = round((time.perf_counter() - begin) * 1000, 1)
