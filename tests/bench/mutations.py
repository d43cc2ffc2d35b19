"""What a mutation costs beside a bare statement that does the same: `python -m tests.bench.mutations`."""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from statistics import median
from typing import Any

import neo4j

from app.graph.address import Address
from app.graph.database import Database
from app.graph.ids import new_id
from app.graph.loading import composer
from app.graph.shared import Shared
from app.graph.writing import Writer
from app.settings import Settings
from app.values.defaults import DEFAULT_SETTINGS
from tests.bench.cpu import listener, spent
from tests.bench.target import target
from tests.conftest import Graph

_STARS = (100, 10_000, 100_000)
_AT_ONCE = 16
_WORDS = {"note": None, "howYouKnow": None, "email": None}

_MEMBERS = """
UNWIND $ids AS id
CREATE (m:Member {id: id})
SET m += $settings, m.handle = id, m.handleKey = id, m.name = id, m.nameKey = id, m.emails = [], m.status = 'ACTIVE',
    m.createdAt = datetime()
"""
_FANS = """
MATCH (star:Member {id: $star})
UNWIND $ids AS id
MATCH (fan:Member {id: id})
CREATE (fan)-[:FOLLOWS {since: datetime(), origin: 'EXPLICIT'}]->(star)
"""
_RAW = {
    "follow_member": """
MATCH (a:Member {id: $a}), (b:Member {id: $b})
MERGE (a)-[follow:FOLLOWS]->(b)
ON CREATE SET follow.since = $now, follow.origin = 'EXPLICIT'
""",
    "send_invitation": """
MATCH (a:Member {id: $a}), (b:Member {id: $b})
CREATE (a)-[:INVITED {id: $invitation, openKey: $pair, state: 'PENDING', sentAt: $now, expiresAt: $later,
                      reminders: 0}]->(b)
""",
}


@dataclass
class Cost:
    """What some writes took: seconds, and ms of CPU here and in Neo4j."""

    writes: int = 0
    seconds: float = 0.0
    here: float = 0.0
    there: float = 0.0

    def __str__(self) -> str:
        rate, here, there = self.writes / self.seconds, self.here / self.writes, self.there / self.writes
        return f"{rate:>9.0f}{here:>9.2f}{there:>9.2f}"

    @contextmanager
    def measured(self, pid: int, writes: int) -> Iterator[None]:
        began, here, there = time.perf_counter(), spent(os.getpid()), spent(pid)
        yield
        self.writes += writes
        self.seconds += time.perf_counter() - began
        self.here += spent(os.getpid()) - here
        self.there += spent(pid) - there


@dataclass(frozen=True)
class Case:
    """A write about pairs of members who are all different, or about one member whom all want."""

    name: str
    hot: bool
    ours: Cost = field(default_factory=Cost)
    raw: Cost = field(default_factory=Cost)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--writes", type=int, default=300, help="of each kind, in each round")
    asked = parser.parse_args()
    with target() as (address, graph):
        cases = [Case(name, hot) for name in _RAW for hot in (False, True)]
        asyncio.run(_compare(address, graph, cases, asked.rounds, asked.writes))
        print(f"{'':<34}{'/s':>9}{'CPU ms':>9}{'Neo4j':>9}   against the bare statement")
        for case in cases:
            who = "one hot member" if case.hot else "distinct pairs"
            times = (case.ours.seconds / case.ours.writes) / (case.raw.seconds / case.raw.writes)
            cpu = (case.ours.there / case.ours.writes) / (case.raw.there / case.raw.writes)
            print(f"{case.name:<16} {who:<17}{case.ours}   {times:.2f} of its time, {cpu:.2f} of Neo4j's CPU")
            print(f"{'  bare statement':<34}{case.raw}")
        print(f"\n{'following a member with':<34}{'ms':>9}{'dbHits':>9}")
        for size, milliseconds, hits in asyncio.run(_stars(address, graph)):
            print(f"{f'  {size:,} followers':<34}{milliseconds:>9.2f}{hits:>9}")


async def _compare(address: Address, graph: Graph, cases: Sequence[Case], rounds: int, writes: int) -> None:
    """Rounds in which each case and its bare statement take turns; the first one only warms up."""
    numbers, pid = count(), listener(address.uri)
    async with Database(address, deadline=60.0) as database, _driver(address) as driver:
        for turn in range(rounds + 1):
            for case in cases:
                for kind, cost in (("ours", case.ours), ("raw", case.raw)):
                    pairs = _pairs(graph, case.hot, writes, next(numbers))
                    write = _ours(database, case.name) if kind == "ours" else _bare(driver, address, case.name)
                    with (cost if turn else Cost()).measured(pid, writes):
                        await _all(write, pairs)


Pair = tuple[str, str]
Write = Callable[[Pair], Awaitable[None]]


async def _all(write: Write, pairs: Sequence[Pair]) -> None:
    """All of them, some at once, as clients who wait for their answers."""
    waiting = iter(pairs)

    async def client() -> None:
        for pair in waiting:
            await write(pair)

    await asyncio.gather(*(client() for _ in range(_AT_ONCE)))


def _ours(database: Database, name: str) -> Write:
    settings, shared = Settings(), Shared()

    async def write(pair: Pair) -> None:
        now = datetime.now(UTC)
        parameters: dict[str, Any] = {"member": pair[1]}
        if name == "send_invitation":
            parameters |= {"invitation": new_id(now), "words": _WORDS, "judged": True}
        answer = await Writer(database, shared, pair[0], now, settings).write(name, "asked", None, parameters)
        if answer.outcome not in ("FOLLOWED", "SENT"):
            raise AssertionError(f"{name} came to {answer.outcome}")

    return write


def _bare(driver: neo4j.AsyncDriver, address: Address, name: str) -> Write:
    async def write(pair: Pair) -> None:
        now = datetime.now(UTC)
        parameters = {
            "a": pair[0],
            "b": pair[1],
            "now": now,
            "later": now + timedelta(days=180),
            "invitation": new_id(now),
            "pair": " ".join(sorted(pair)),
        }
        async with driver.session(database=address.database) as session:
            await (await session.run(_RAW[name], parameters)).consume()

    return write


def _driver(address: Address) -> neo4j.AsyncDriver:
    return neo4j.AsyncGraphDatabase.driver(
        address.uri,
        auth=(address.username, address.password),
        max_connection_pool_size=32,
        notifications_min_severity="OFF",
    )


def _pairs(graph: Graph, hot: bool, writes: int, number: int) -> list[Pair]:
    pairs = [(f"a{number}-{place}", f"hot{number}" if hot else f"b{number}-{place}") for place in range(writes)]
    _people(graph, list(dict.fromkeys(id for pair in pairs for id in pair)))
    return pairs


def _people(graph: Graph, ids: Sequence[str]) -> None:
    graph.run(_MEMBERS, ids=ids, settings=DEFAULT_SETTINGS)


async def _stars(address: Address, graph: Graph) -> list[tuple[int, float, int]]:
    """For members with ever more followers: the median ms of a follow, and its dbHits."""
    fans = [f"fan{place}" for place in range(max(_STARS))]
    for start in range(0, len(fans), 10_000):
        _people(graph, fans[start : start + 10_000])
    rows = []
    async with Database(address, deadline=60.0) as database:
        for size in _STARS:
            star, new = f"star{size}", [f"new{size}-{place}" for place in range(101)]
            _people(graph, [star, *new])
            for start in range(0, size, 10_000):
                graph.run(_FANS, star=star, ids=fans[start : min(start + 10_000, size)])
            write, times = _ours(database, "follow_member"), []
            for follower in new[1:]:
                began = time.perf_counter()
                await write((follower, star))
                times.append((time.perf_counter() - began) * 1000)
            rows.append((size, median(times), _hits(graph, new[0], star)))
    return rows


def _hits(graph: Graph, follower: str, star: str) -> int:
    now = datetime.now(UTC)
    parameters = {
        "viewer": follower,
        "member": star,
        "now": now,
        "event": new_id(now),
        "key": f"{follower}\tk",
        "request": "asked",
        "kept": 600,
    }
    profile = graph.summary("PROFILE " + composer().write("follow_member"), **parameters).profile
    return _sum(profile or {})


def _sum(plan: dict[str, Any]) -> int:
    return int(plan.get("dbHits", 0)) + sum(_sum(child) for child in plan.get("children", ()))


if __name__ == "__main__":
    main()
