"""Ours beside the floor: `python -m tests.bench` prints what each question costs both, and writes the numbers as JSON.

The floor is a bare ASGI application with the driver and one hand-written statement a question: no GraphQL, no
sign-in, no rules. Without `--data` a generated graph is measured, the same on every machine. Times are those of one
machine on one day: compare the ratios.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.graph.address import Address
from tests.bench import graphs, mixed, report
from tests.bench.cpu import listener, resident
from tests.bench.hits import Profiler
from tests.bench.measure import Costs, Rounds, Side, floors, ours, same
from tests.bench.people import People
from tests.bench.questions import Question, add_arguments, chosen
from tests.bench.target import filled
from tests.conftest import Graph
from tests.transport.real import served

_COMPARED = 5  # requests whose answers are compared before anything is measured
_CAPACITY = 15.0  # s
_WRITES = 30_000  # of each kind, at most
_SHARE = 0.7
_PROFILED = 5  # requests whose reads are counted; the median is told


def main() -> None:
    asked = _arguments()
    questions = chosen(asked)
    with _database(asked) as address, Graph(address) as graph:
        people = People(graph)
        print(f"{people.degrees}", flush=True)
        if asked.warm or asked.mixed or any(question.writes for question in questions):
            people.prepare(_WRITES)
        with _sides(address, people) as sides:
            mix, rows = mixed.Mix(people), {}
            _warm(sides, mix, asked.warm)
            for question in questions:
                rows[question.name] = _row(question, people, sides, address, asked)
                print(report.ratios({question.name: rows[question.name]}, max(asked.clients)), flush=True)
            memory = {side.name: resident(side.pid) for side in sides} | {"neo4j": resident(sides[0].neo4j)}
            loads = _mixed(mix, sides, asked) if asked.mixed else {}
    print()
    if rows:
        print(report.ratios(rows, asked.clients[len(asked.clients) // 2]), end="\n\n")
        print(report.latencies(rows), end="\n\n")
    print(f"memory at the end, MB: {memory}")
    if loads:
        print(report.loads(loads))
    measured = {"graph": people.degrees, "questions": rows, "memory": memory, "mixed": loads}
    asked.json.write_text(json.dumps(measured, indent=1))
    print(f"numbers: {asked.json}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    graphs.add_arguments(parser)
    parser.add_argument("--home", type=Path, help="data directory of the embedded Neo4j, kept and used again")
    parser.add_argument("--heap", default="1g", help="heap of the embedded Neo4j")
    parser.add_argument("--page-cache", default="512m", help="page cache of the embedded Neo4j")
    add_arguments(parser)
    parser.add_argument("--clients", type=int, nargs="*", default=[1, 8, 32], help="how many ask at once")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1.0, help="of each side in each round")
    parser.add_argument("--warm", type=float, default=90.0, help="seconds of mixed load before anything is measured")
    parser.add_argument("--mixed", type=float, default=0.0, help="seconds of mixed load at 70 %% of the capacity")
    parser.add_argument("--json", type=Path, default=Path(tempfile.gettempdir()) / "acquaint-bench.json")
    return parser.parse_args()


def _row(
    question: Question, people: People, sides: Sequence[Side], address: Address, asked: argparse.Namespace
) -> dict[str, Any]:
    if not question.writes and (different := asyncio.run(same(question, sides, range(_COMPARED)))):
        sys.exit("The floor does not answer what we answer: " + different[0])
    # Before the rounds use up what can be changed.
    reads = _reads(question, people, address)
    costs = asyncio.run(Rounds(sides, asked.clients, asked.rounds, asked.seconds).run(question, people))
    return {"bar": question.bar, "sides": _summaries(costs), "reads": reads}


def _warm(sides: Sequence[Side], mix: mixed.Mix, seconds: float) -> None:
    """Have Neo4j plan and compile what both sides will ask: cold, everything costs several times as much."""
    turns = max(1, round(seconds / _CAPACITY / len(sides)))
    for side in [*sides] * turns if seconds else []:
        asyncio.run(mixed.capacity(side, mix, _CAPACITY))


def _mixed(mix: mixed.Mix, sides: Sequence[Side], asked: argparse.Namespace) -> dict[str, Any]:
    """What each side can at most, in turns; then ours at a share of it, for as long as was asked."""
    found: dict[str, Any] = {}
    for side in sides:
        found[f"{side.name}, all that is possible"] = asyncio.run(mixed.capacity(side, mix, _CAPACITY)).summary()
    rate = _SHARE * found["ours, all that is possible"]["per second"]
    found["ours, 70 % of it"] = asyncio.run(mixed.steady(sides[0], mix, rate, asked.mixed)).summary()
    return found


def _summaries(costs: Costs) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for (side, clients), cost in costs.items():
        found.setdefault(side, {})[str(clients)] = cost.summary()
    return found


def _reads(question: Question, people: People, address: Address) -> dict[str, Any]:
    with closing(Profiler(address)) as profiler:
        asked = question.some(people, _PROFILED)
        mine = sorted((profiler.of_ours(question, *one) for one in asked), key=lambda reads: reads.hits)
        least = sorted((profiler.of_floor(question, *one) for one in asked), key=lambda reads: reads.hits)
    return {"ours": asdict(mine[_PROFILED // 2]), "floor": asdict(least[_PROFILED // 2])}


@contextmanager
def _database(asked: argparse.Namespace) -> Iterator[Address]:
    """NEO4J_URI as it is, else an embedded one that is filled first; the writes stay in either."""
    environ = os.environ
    if uri := environ.get("NEO4J_URI"):
        username, database = environ.get("NEO4J_USERNAME", "neo4j"), environ.get("NEO4J_DATABASE", "neo4j")
        yield Address(uri, username, environ.get("NEO4J_PASSWORD", ""), database)
        return
    with tempfile.TemporaryDirectory() as temporary:
        home = asked.home or Path(temporary)
        with filled(home, asked, heap=asked.heap, page_cache=asked.page_cache) as server:
            yield server.address


@contextmanager
def _sides(address: Address, people: People) -> Iterator[list[Side]]:
    neo4j = listener(address.uri)
    limits = {"ACQUAINT_WEEKLY_INVITATION_LIMIT": "1000000"}
    with (
        tempfile.TemporaryDirectory() as data,
        served(address, Path(data), **limits) as server,
        _floor(address) as (url, pid),
    ):
        yield [
            Side("ours", server.url, server.pid, neo4j, ours(people, server.bearer)),
            Side("floor", url, pid, neo4j, floors(people)),
        ]


@contextmanager
def _floor(address: Address) -> Iterator[tuple[str, int]]:
    variables: Mapping[str, str] = {
        "NEO4J_URI": address.uri,
        "NEO4J_USERNAME": address.username,
        "NEO4J_PASSWORD": address.password,
        "NEO4J_DATABASE": address.database,
    }
    command = [sys.executable, "-m", "tests.bench.floor"]
    with subprocess.Popen(command, env={**os.environ, **variables}, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        ready = re.match(r"Ready: (\S+)", process.stdout.readline())
        assert ready, "the floor did not start"
        try:
            yield ready[1], process.pid
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
