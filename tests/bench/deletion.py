"""A star leaves: `python -m tests.bench.deletion --connections 30000 --followers 100000` prints what it costs."""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2

from app.graph.address import Address
from app.identity import issue
from app.values.defaults import DEFAULT_SETTINGS
from tests.bench.target import target
from tests.conftest import Graph

SECRET = "a-secret-of-the-benchmark-that-is-long-enough"
PEOPLE = """
UNWIND range(1, $size) AS place
CALL (place) {
  LET id = 'm' + toString(place)
  CREATE (m:Member {id: id})
  SET m += $settings, m.handle = id, m.handleKey = id, m.name = id, m.nameKey = id, m.emails = [],
      m.status = 'ACTIVE', m.createdAt = $now
} IN TRANSACTIONS OF 5000 ROWS
"""
CONNECTIONS = """
UNWIND range(1, $size) AS place
CALL (place) {
  MATCH (star:Member {id: 'm1'}), (m:Member {id: 'm' + toString(place + 1)})
  CREATE (star)-[:CONNECTED {pair: star.id + ' ' + m.id, since: $now}]->(m)
} IN TRANSACTIONS OF 5000 ROWS
"""
FOLLOWERS = """
UNWIND range(1, $size) AS place
CALL (place) {
  MATCH (star:Member {id: 'm1'}), (m:Member {id: 'm' + toString(place + 1)})
  CREATE (m)-[:FOLLOWS {since: $now, origin: 'EXPLICIT'}]->(star)
} IN TRANSACTIONS OF 5000 ROWS
"""
NETWORK = """
UNWIND range(2, $size) AS place
CALL (place) {
  MATCH (a:Member {id: 'm' + toString(place)})
  UNWIND [1, 7, 31] AS step
  MATCH (b:Member {id: 'm' + toString(2 + (place + step) % ($size - 1))})
  LET pair = CASE WHEN a.id < b.id THEN a.id + ' ' + b.id ELSE b.id + ' ' + a.id END
  CREATE (a)-[:CONNECTED {pair: pair, since: $now}]->(b)
} IN TRANSACTIONS OF 5000 ROWS
"""
LEFT = "MATCH (m:Member {id: 'm1'}) RETURN COUNT { (m)--() } AS ties"
MEMORY = """
CALL dbms.queryJmx('java.lang:type=Memory') YIELD attributes
RETURN attributes.HeapMemoryUsage.value.properties.used AS used
"""
STATEMENTS = """
SHOW TRANSACTIONS YIELD currentQuery, estimatedUsedHeapMemory
WHERE currentQuery STARTS WITH '// Take a part'
RETURN coalesce(max(estimatedUsedHeapMemory), 0) AS used
"""
DELETE = 'mutation { deleteAccount(input: {confirmHandle: "m1"}) { member { id } userErrors { code } } }'
READ = """{ viewer { secondDegree(first: 20) { nodes { id name } }
  member { connectionCount followerCount connections(first: 20) { nodes { id name connectionCount } } } } }"""
FOLLOW = 'mutation { done: followMember(input: {memberId: "%s"}) { userErrors { code } } }'
UNFOLLOW = 'mutation { done: unfollowMember(input: {memberId: "%s"}) { userErrors { code } } }'


@dataclass
class Client:
    """Members, one after the other, who read and follow, with what they wait for in milliseconds."""

    http: httpx2.AsyncClient
    size: int
    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    place: int = 0

    async def ask(self, query: str, viewer: str) -> Any:
        token = issue(SECRET, viewer, timedelta(hours=1))
        headers = {"authorization": f"Bearer {token}"}
        return (await self.http.post("/graphql", json={"query": query}, headers=headers)).json()

    async def go_on(self, pause: float) -> None:
        while True:
            self.place += 1
            # Spread over everybody, the star's followers and connections, too.
            viewer, other = (f"m{2 + self.place * step % (self.size - 1)}" for step in (7919, 104_729))
            await self._timed(self.reads, READ, viewer)
            for document in (FOLLOW, UNFOLLOW):
                await self._timed(self.writes, document % other, viewer)
            await asyncio.sleep(pause)

    async def _timed(self, times: list[float], query: str, viewer: str) -> None:
        began = time.perf_counter()
        answer = await self.ask(query, viewer)
        times.append(1000 * (time.perf_counter() - began))
        done = (answer.get("data") or {}).get("done") or {}
        if "errors" in answer or done.get("userErrors"):
            self.faults.append(str(answer)[:200])

    def take(self) -> str:
        """What was measured since the last time."""
        text = "; ".join(f"{name} {_spread(times)}" for name, times in (("reads", self.reads), ("writes", self.writes)))
        text += f"; faults {len(self.faults)} {self.faults[:1]}"
        self.reads, self.writes, self.faults = [], [], []
        return text


def _spread(times: list[float]) -> str:
    if len(times) < 2:
        return f"n={len(times)}"
    cut = statistics.quantiles(times, n=100, method="inclusive")
    return f"n={len(times)} p50 {cut[49]:.1f} p99 {cut[98]:.1f} max {max(times):.1f} ms"


@dataclass
class Peaks:
    """The most memory seen, in MB."""

    heap: float = 0.0
    statement: float = 0.0
    python: float = 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connections", type=int, default=30_000)
    parser.add_argument("--followers", type=int, default=100_000)
    parser.add_argument("--before", type=float, default=10.0, help="seconds that others are measured before")
    asked = parser.parse_args()
    size = max(asked.connections, asked.followers) + 1
    with target() as (address, graph), tempfile.TemporaryDirectory() as home:
        began = time.perf_counter()
        _build(graph, asked.connections, asked.followers, size)
        print(f"built {size} members in {time.perf_counter() - began:.1f} s", flush=True)
        with _served(address, Path(home)) as (process, url):
            asyncio.run(_measure(graph, process.pid, url, size, asked.before))


def _build(graph: Graph, connections: int, followers: int, size: int) -> None:
    now = datetime.now(UTC)
    graph.run(PEOPLE, size=size, now=now, settings=DEFAULT_SETTINGS)
    graph.run(CONNECTIONS, size=connections, now=now)
    graph.run(FOLLOWERS, size=followers, now=now)
    graph.run(NETWORK, size=size, now=now)


@contextmanager
def _served(address: Address, home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    variables = {
        "NEO4J_URI": address.uri, "NEO4J_USERNAME": address.username, "NEO4J_PASSWORD": address.password,
        "NEO4J_DATABASE": address.database, "ACQUAINT_DATA_DIR": str(home), "ACQUAINT_JWT_SECRET": SECRET,
    }  # fmt: skip
    command = [sys.executable, "-m", "app", "serve", "--port", "0"]
    with subprocess.Popen(command, env=os.environ | variables, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = (re.match(r"Ready: (http://\S+?)/playground", line) for line in iter(process.stdout.readline, ""))
        try:
            yield process, next(match[1] for match in lines if match)
        finally:
            process.terminate()


async def _measure(graph: Graph, server: int, url: str, size: int, before: float) -> None:
    async with httpx2.AsyncClient(base_url=url, timeout=60.0) as http:
        client = Client(http, size)
        others = [asyncio.create_task(client.go_on(0.02)) for _ in range(2)]
        await asyncio.sleep(before)
        client.take()  # plans and caches were made meanwhile
        await asyncio.sleep(before)
        print("before:    ", client.take(), flush=True)
        whole = await asyncio.to_thread(_ties, graph)
        began = time.perf_counter()
        answer = await client.ask(DELETE, "m1")
        hidden = time.perf_counter() - began
        peaks, left = Peaks(), whole
        while left:
            left = await asyncio.to_thread(_look, graph, server, peaks)
            await asyncio.sleep(0.1)
        seconds = time.perf_counter() - began
        print("meanwhile: ", client.take(), flush=True)
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
    print(f"answered in {1000 * hidden:.0f} ms: {answer}")
    print(f"{whole} ties in {seconds:.1f} s, {whole / seconds:.0f} ties/s")
    print(
        f"peaks: heap {peaks.heap:.0f} MB, a sweep's transaction {peaks.statement:.1f} MB, Python {peaks.python:.0f} MB"
    )


def _ties(graph: Graph) -> int:
    return int(graph.run(LEFT)[0]["ties"])


def _look(graph: Graph, server: int, peaks: Peaks) -> int:
    peaks.heap = max(peaks.heap, graph.run(MEMORY)[0]["used"] / 1e6)
    peaks.statement = max(peaks.statement, graph.run(STATEMENTS)[0]["used"] / 1e6)
    resident = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{server}/status").read_text())
    peaks.python = max(peaks.python, int(resident[1]) / 1e3 if resident else 0.0)
    return _ties(graph)


if __name__ == "__main__":
    main()
