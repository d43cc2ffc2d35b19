"""A mixed load: four reads in five, discovery, one write in twenty; first all that is possible, then a share of it."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.bench import questions
from tests.bench.client import Connection, is_refusal
from tests.bench.cpu import resident, spent
from tests.bench.measure import Requests, Side
from tests.bench.people import People
from tests.bench.questions import Question

WEIGHTS: dict[Question, int] = {
    questions.PROFILE: 25,
    questions.PAGE: 25,
    questions.HUB_PAGE: 5,
    questions.NESTED: 5,
    questions.MUTUAL: 10,
    questions.WITH_MUTUAL: 5,
    questions.RELATIONS: 5,
    questions.SECOND: 6,
    questions.SUGGESTIONS: 4,
    questions.SEARCH: 4,
    questions.HUB_SECOND: 1,
    questions.FOLLOW: 2,
    questions.INVITE: 2,
    questions.ACCEPT: 1,
}

_CLIENTS = 16
_LOOK = 5.0  # s, between two looks at the memory

Ask = Callable[[int], bytes]


@dataclass
class Load:
    """What came of it: seconds waited by question, MB of server and Neo4j, and what was not answered well."""

    waits: dict[str, list[float]] = field(default_factory=dict)
    memory: list[tuple[float, float, float]] = field(default_factory=list)
    refused: int = 0
    seconds: float = 0.0
    cpu: tuple[float, float] = (0.0, 0.0)

    @property
    def requests(self) -> int:
        return sum(map(len, self.waits.values()))

    def summary(self) -> dict[str, Any]:
        return {
            "requests": self.requests,
            "per second": self.requests / self.seconds,
            "refused": self.refused,
            "cpu ms": [used / self.requests for used in self.cpu],
            "memory": self.memory,
            "questions": {name: _spread(waits) for name, waits in self.waits.items()},
        }


class Mix:
    """The requests of a mixed load, in an order that is the same each time."""

    def __init__(self, people: People) -> None:
        self._requests = {question: Requests(question, people) for question in WEIGHTS}

    def of(self, side: Side) -> Iterator[tuple[str, bytes]]:
        chance = random.Random(5)
        ask = {question: requests.of(side) for question, requests in self._requests.items()}
        numbers = dict.fromkeys(WEIGHTS, 0)
        while True:
            (question,) = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))
            numbers[question] += 1
            yield question.name, ask[question](numbers[question])


async def capacity(side: Side, mix: Mix, seconds: float) -> Load:
    """As much as some clients without a pause get answered."""
    load, requests = Load(), mix.of(side)
    end = time.perf_counter() + seconds

    async def client(connection: Connection) -> None:
        while time.perf_counter() < end:
            await _ask(connection, next(requests), time.perf_counter(), load)

    async with _Measured(side, load):
        await _with_connections(side, client)
    return load


async def steady(side: Side, mix: Mix, rate: float, seconds: float) -> Load:
    """So many requests a second, whatever the answers take; a wait begins when the request is due."""
    load, requests = Load(), mix.of(side)
    due: asyncio.Queue[float] = asyncio.Queue()

    async def clock() -> None:
        began = time.perf_counter()
        for place in range(round(rate * seconds)):
            await asyncio.sleep(max(0.0, began + place / rate - time.perf_counter()))
            due.put_nowait(began + place / rate)
        for _ in range(_CLIENTS):
            due.put_nowait(-1.0)

    async def client(connection: Connection) -> None:
        while (moment := await due.get()) >= 0:
            await _ask(connection, next(requests), moment, load)

    async with _Measured(side, load):
        await asyncio.gather(clock(), _with_connections(side, client))
    return load


class _Measured:
    """Notes time, CPU and memory around a load."""

    def __init__(self, side: Side, load: Load) -> None:
        self._side = side
        self._load = load

    async def __aenter__(self) -> None:
        self._began = time.perf_counter()
        self._cpu = spent(self._side.pid), spent(self._side.neo4j)
        self._looks = asyncio.create_task(self._look())

    async def __aexit__(self, *_: object) -> None:
        self._looks.cancel()
        here, there = self._cpu
        self._load.cpu = spent(self._side.pid) - here, spent(self._side.neo4j) - there
        self._load.seconds = time.perf_counter() - self._began

    async def _look(self) -> None:
        while True:
            since = time.perf_counter() - self._began
            self._load.memory.append((since, resident(self._side.pid), resident(self._side.neo4j)))
            await asyncio.sleep(_LOOK)


async def _ask(connection: Connection, request: tuple[str, bytes], began: float, load: Load) -> None:
    name, text = request
    status, body = await connection.ask(text)
    load.waits.setdefault(name, []).append(time.perf_counter() - began)
    load.refused += is_refusal(status, body)


async def _with_connections(side: Side, client: Callable[[Connection], Any]) -> None:
    connections = [await Connection.to(side.url) for _ in range(_CLIENTS)]
    try:
        await asyncio.gather(*map(client, connections))
    finally:
        for connection in connections:
            connection.close()


def _spread(waits: Sequence[float]) -> dict[str, float]:
    if len(waits) < 2:
        return {"n": len(waits)}
    cut = statistics.quantiles(waits, n=100, method="inclusive")
    return {"n": len(waits), "p50 ms": 1000 * cut[49], "p99 ms": 1000 * cut[98], "max ms": 1000 * max(waits)}
