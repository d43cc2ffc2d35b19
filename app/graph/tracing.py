"""The Cypher that ran for one request, when somebody wants to see it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypedDict

from pydantic_core import to_jsonable_python


class Traced(TypedDict):
    """A statement as it was sent, and how long the answer took; 0 as long as there is none.

    Its parameters are as JSON has them, with times and durations as ISO text.
    """

    statement: str
    parameters: dict[str, Any]
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
def traced(statement: str, parameters: Mapping[str, Any]) -> Iterator[None]:
    """Note a statement, its parameters and its time in the collection that is open; without one it costs nothing."""
    collected = _trace.get()
    if collected is None:
        yield
        return
    one: Traced = {"statement": statement, "parameters": to_jsonable_python(parameters), "milliseconds": 0.0}
    collected.append(one)
    begin = time.perf_counter()
    try:
        yield
    finally:
        one["milliseconds"] = round((time.perf_counter() - begin) * 1000, 1)
