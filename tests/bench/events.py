"""What it costs to be told: `python -m tests.bench.events` measures delay, processor time and memory."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from app.values.defaults import DEFAULT_SETTINGS
from tests.bench.target import target
from tests.conftest import Graph
from tests.transport.real import Served, served
from tests.transport.wire import PROTOCOL

_WATCH = "subscription { networkEvents { id kind member { id } } }"
_FOLLOW = 'mutation { followMember(input: {memberId: "ear"}) { userErrors { code } } }'
_AT_ONCE = 50  # sockets opened at a time
_PAUSE = 0.4  # s between two follows at most, never the same: who looks does so at fixed times
_QUIET = 60.0  # ms of processor time per second, below which nothing is being planned any more
_LOOKS = 6  # for that; a busy machine is measured as it is
_MEMBERS = """
UNWIND $ids AS id
CREATE (m:Member {id: id})
SET m += $settings, m.status = 'ACTIVE', m.handle = id, m.handleKey = id, m.name = id, m.nameKey = id, m.emails = [],
    m.createdAt = datetime()
"""
# Nanoseconds of processor time that Neo4j has used, wherever it runs.
_USED = """
CALL dbms.queryJmx('java.lang:type=OperatingSystem') YIELD attributes
RETURN attributes.ProcessCpuTime.value AS used
"""


@dataclass(frozen=True)
class Cost:
    """Milliseconds of processor time per second while nothing happens, and what the server holds."""

    server: float
    neo4j: float
    resident: int  # kB


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--idle", type=int, nargs="*", default=[1, 100, 1000], help="members who wait beside the one")
    parser.add_argument("--events", type=int, default=100, help="events measured at each number")
    parser.add_argument("--seconds", type=float, default=15.0, help="how long nothing happens")
    asked = parser.parse_args()
    with target() as (address, graph), tempfile.TemporaryDirectory() as data, served(address, Path(data)) as server:
        asyncio.run(_measure(server, graph, asked.idle, asked.events, asked.seconds))


async def _measure(server: Served, graph: Graph, numbers: Sequence[int], events: int, seconds: float) -> None:
    idle = [f"idle{number}" for number in range(max(numbers))]
    actors = [[f"actor{level}-{number}" for number in range(events)] for level in range(len(numbers) + 1)]
    ids = ["ear", *idle, *(actor for level in actors for actor in level)]
    graph.run(_MEMBERS, ids=ids, settings=DEFAULT_SETTINGS)
    print(" idle  p50 ms  p99 ms  follow ms  server ms/s  Neo4j ms/s  RSS MB")
    async with AsyncExitStack() as sockets:
        print(_row("none", "", "", "", await _quiet(server, graph, seconds)), flush=True)
        ear = await _subscribed(sockets, server, "ear")
        await _delays(server, ear, actors[0][:20])  # plans are made, code is warm
        before = await _quiet(server, graph, seconds)
        print(_row(0, "", "", "", before), flush=True)
        opened = 0
        for level, number in enumerate(numbers, 1):
            await _open(sockets, server, idle[opened:number])
            opened = number
            cost = await _cost(server, graph, seconds)
            delays, follows = await _delays(server, ear, actors[level])
            print(_row(number, _at(delays, 0.5), _at(delays, 0.99), _at(follows, 0.5), cost), flush=True)
        print(f"{(cost.resident - before.resident) / number:.0f} kB of the server a subscriber")


async def _quiet(server: Served, graph: Graph, seconds: float) -> Cost:
    """The cost once nothing is being planned or compiled any more."""
    for _ in range(_LOOKS):
        cost = await _cost(server, graph, seconds)
        if cost.neo4j < _QUIET:
            break
    return cost


def _row(idle: int | str, p50: str, p99: str, follow: str, cost: Cost) -> str:
    used = f"{cost.server:>12.1f} {cost.neo4j:>11.1f} {cost.resident / 1024:>7.1f}"
    return f"{idle:>5} {p50:>7} {p99:>7} {follow:>10} {used}"


async def _open(sockets: AsyncExitStack, server: Served, members: Sequence[str]) -> None:
    for start in range(0, len(members), _AT_ONCE):
        await asyncio.gather(*(_subscribed(sockets, server, one) for one in members[start : start + _AT_ONCE]))


async def _subscribed(sockets: AsyncExitStack, server: Served, member: str) -> ClientConnection:
    url = f"{server.url.replace('http', 'ws')}/graphql"
    opening = connect(url, subprotocols=[Subprotocol(PROTOCOL)], compression=None, ping_interval=None)
    socket = await sockets.enter_async_context(opening)
    await socket.send(json.dumps({"type": "connection_init", "payload": {"authorization": server.bearer(member)}}))
    assert json.loads(await socket.recv()) == {"type": "connection_ack"}
    await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": {"query": _WATCH}}))
    return socket


async def _delays(server: Served, ear: ClientConnection, actors: Sequence[str]) -> tuple[list[float], list[float]]:
    """Seconds from the answer of each follow to the event about it, and of each follow."""
    delays, follows = [], []
    for actor in actors:
        await asyncio.sleep(random.uniform(0.0, _PAUSE))
        heard = asyncio.create_task(_heard(ear))
        begin = time.perf_counter()
        answered = await asyncio.to_thread(_follow, server, actor)
        delays.append(max(0.0, await heard - answered))
        follows.append(answered - begin)
    return delays, follows


async def _heard(ear: ClientConnection) -> float:
    message = json.loads(await asyncio.wait_for(ear.recv(), 30))
    assert message["payload"]["data"]["networkEvents"]["kind"] == "NEW_FOLLOWER", message
    return time.perf_counter()


def _follow(server: Served, actor: str) -> float:
    body = json.dumps({"query": _FOLLOW}).encode()
    headers = {"content-type": "application/json", "authorization": server.bearer(actor)}
    request = urllib.request.Request(f"{server.url}/graphql", body, headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        data: dict[str, Any] = json.load(answer)
    assert data == {"data": {"followMember": {"userErrors": []}}}, data
    return time.perf_counter()


async def _cost(server: Served, graph: Graph, seconds: float) -> Cost:
    begin, here, there = time.monotonic(), _used(server.pid), _used_by_neo4j(graph)
    await asyncio.sleep(seconds)
    passed = time.monotonic() - begin
    used = _used(server.pid) - here, _used_by_neo4j(graph) - there
    return Cost(1000 * used[0] / passed, 1000 * used[1] / passed, _resident(server.pid))


def _used(pid: int) -> float:
    """Seconds of processor time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


def _used_by_neo4j(graph: Graph) -> float:
    return float(graph.run(_USED)[0]["used"]) / 1e9


def _at(values: Sequence[float], share: float) -> str:
    """The value at this share of them, in milliseconds."""
    return f"{1000 * sorted(values)[min(len(values) - 1, int(share * len(values)))]:.0f}"


if __name__ == "__main__":
    main()
