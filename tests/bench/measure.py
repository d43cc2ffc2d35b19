"""Ours beside the floor: the same questions in turns, at several numbers of clients."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import orjson

from tests.bench.client import Connection, Request, burst, post
from tests.bench.cpu import compiling, spent
from tests.bench.floor import path
from tests.bench.people import People
from tests.bench.questions import Question

_KINDS = 128  # different requests of a question that reads; one that writes has no two alike
_WARM = 3.0  # s, of each side of a question before it is measured, again and again until it is settled
_SETTLED = 0.03  # of Neo4j's CPU at most goes into compiling by then
_PATIENCE = 40.0  # s, at most


@dataclass(frozen=True)
class Side:
    """A server: where it answers, its process, that of its Neo4j, and what it is sent for the n-th request."""

    name: str
    url: str
    pid: int
    neo4j: int
    request: Callable[[Question, int], Request]


@dataclass
class Cost:
    """What one side took at one number of clients: ms of CPU a request, of itself and of Neo4j, in each round."""

    here: list[float] = field(default_factory=list)
    there: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    bytes: float = 0.0
    refused: int = 0

    @property
    def cpu(self) -> float:
        return statistics.median(map(sum, zip(self.here, self.there, strict=True)))

    def summary(self) -> dict[str, Any]:
        cut = statistics.quantiles(self.seconds, n=100, method="inclusive")
        return {
            "requests": len(self.seconds),
            "refused": self.refused,
            "per second": statistics.median(self.rates),
            "server ms": statistics.median(self.here),
            "neo4j ms": statistics.median(self.there),
            "cpu ms": self.cpu,
            "p50 ms": 1000 * cut[49],
            "p95 ms": 1000 * cut[94],
            "p99 ms": 1000 * cut[98],
            "bytes": self.bytes,
        }


Costs = dict[tuple[str, int], Cost]


class Rounds:
    """One question asked of every side, in turns."""

    def __init__(self, sides: Sequence[Side], clients: Sequence[int], rounds: int, seconds: float) -> None:
        self._sides = sides
        self._clients = clients
        self._rounds = rounds
        self._seconds = seconds

    async def run(self, question: Question, people: People) -> Costs:
        costs: Costs = {(side.name, clients): Cost() for side in self._sides for clients in self._clients}
        made = Requests(question, people)
        for side in self._sides:
            await self._settle(side, made)
        for _ in range(self._rounds):
            for clients in self._clients:
                for side in self._sides:
                    await self._turn(side, made, clients, costs[side.name, clients])
        return costs

    async def _settle(self, side: Side, made: Requests) -> None:
        """Have Java compile what the question runs through: until then it costs several times as much."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            before, compiled = spent(side.neo4j), compiling(side.neo4j)
            await burst(side.url, made.of(side), clients=max(self._clients), seconds=_WARM)
            if compiling(side.neo4j) - compiled < _SETTLED * (spent(side.neo4j) - before):
                return

    async def _turn(self, side: Side, made: Requests, clients: int, cost: Cost) -> None:
        here, there = spent(side.pid), spent(side.neo4j)
        done = await burst(side.url, made.of(side), clients=clients, seconds=self._seconds)
        cost.here.append((spent(side.pid) - here) / done.requests)
        cost.there.append((spent(side.neo4j) - there) / done.requests)
        cost.seconds += done.seconds
        cost.rates.append(done.requests / self._seconds)
        cost.bytes = done.received / done.requests
        cost.refused += done.refused


class Requests:
    """The requests of one question: made once and repeated, or each made anew when it changes the graph."""

    def __init__(self, question: Question, people: People) -> None:
        self._question = question
        self._people = people
        self._kept: dict[tuple[str, int], Request] = {}

    def of(self, side: Side) -> Callable[[int], Request]:
        def request(n: int) -> Request:
            if self._question.writes:
                return side.request(self._question, self._people.fresh(self._question.name))
            key = (side.name, n % _KINDS)
            if key not in self._kept:
                self._kept[key] = side.request(self._question, key[1])
            return self._kept[key]

        return request


def ours(people: People, bearer: Callable[[str], str]) -> Callable[[Question, int], Request]:
    signed = cache(bearer)

    def request(question: Question, n: int) -> Request:
        viewer, variables = question.asked(people, n)
        body = orjson.dumps({"query": question.document, "variables": variables})
        return post("/graphql", body, signed(viewer))

    return request


def floors(people: People) -> Callable[[Question, int], Request]:
    def request(question: Question, n: int) -> Request:
        viewer, variables = question.asked(people, n)
        return post(path(question.name), orjson.dumps({"viewer": viewer, **variables}))

    return request


async def same(question: Question, sides: Sequence[Side], numbers: Sequence[int]) -> list[str]:
    """Where the answers of ours, the first, and of the floor differ."""
    different = []
    mine, floor = [await Connection.to(side.url) for side in sides]
    for n in numbers:
        status, body = await mine.ask(sides[0].request(question, n))
        data = json.loads(body)
        if status != 200 or "errors" in data:
            different.append(f"{question.name}, {n}: {body[:300]!r}")
            continue
        expected = named(json.loads((await floor.ask(sides[1].request(question, n)))[1]))
        found = question.answer(data["data"])
        # The floor reads one row more, by which it knows of a next page.
        if found != expected[: len(found) or 1]:
            different.append(f"{question.name}, {n}: {found} against {expected}")
    mine.close()
    floor.close()
    return different


def named(answer: Any) -> Any:
    """The ids in an answer of the floor, in their order."""
    match answer:
        case {"edges": edges}:
            return [edge["node"]["id"] for edge in edges]
        case list():
            return [row["member"]["id"] for row in answer]
        case _:
            return answer["id"]
