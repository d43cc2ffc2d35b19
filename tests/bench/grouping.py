"""Whether a chain for each relationship type pays: `python -m tests.bench.grouping` asks the same of two stores.

One keeps such chains for every member, as ours does (`db.relationship_grouping_threshold` of 1), the other, as Neo4j
does unless told, from 50 relationships on. Neo4j's CPU is measured in turns; the dbHits are exact.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from unittest.mock import patch

from app.embedded import home
from app.graph.address import Address
from tests.bench import graphs, mixed, questions, report
from tests.bench.hits import Profiler
from tests.bench.measure import Rounds, Side, ours
from tests.bench.people import People
from tests.bench.questions import Question
from tests.bench.target import filled
from tests.conftest import Graph
from tests.transport.real import served

_SETTING = "db.relationship_grouping_threshold="
_OURS, _DEFAULT = 1, 50
_HEAD = ["question", f"Neo4j ms at {_OURS}", f"at {_DEFAULT}", "ratio", f"dbHits at {_OURS}", f"at {_DEFAULT}", "ratio"]
_WRITES = 20_000  # of each kind, at most
_PROFILED = 5  # requests whose reads are counted


@dataclass(frozen=True)
class Store:
    """The Neo4j of one threshold, whoever is asked about in it, and the server that asks."""

    address: Address
    people: People
    side: Side

    def hits(self, question: Question) -> int:
        with closing(Profiler(self.address)) as profiler:
            return sum(profiler.of_ours(question, *one).hits for one in question.some(self.people, _PROFILED))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.grouping", description=__doc__)
    graphs.add_arguments(parser)
    questions.add_arguments(parser)
    parser.add_argument("--clients", type=int, default=8, help="how many ask at once")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.5, help="of each store in each round")
    parser.add_argument("--warm", type=float, default=45.0, help="seconds of mixed load on each store at first")
    asked = parser.parse_args()
    with ExitStack() as stack:
        stores = [stack.enter_context(_store(threshold, asked)) for threshold in (_OURS, _DEFAULT)]
        table = [_HEAD]
        for question in questions.chosen(asked):
            table.append(_row(question, stores, asked))
            print(report.aligned([_HEAD, table[-1]]), flush=True)
    print()
    print(report.aligned(table))


@contextmanager
def _store(threshold: int, asked: argparse.Namespace) -> Iterator[Store]:
    with (
        tempfile.TemporaryDirectory() as temporary,
        _configured(threshold, Path(temporary)),
        filled(Path(temporary, "store"), asked) as server,
        Graph(server.address) as graph,
        served(server.address, Path(temporary), ACQUAINT_WEEKLY_INVITATION_LIMIT="1000000") as acquaint,
    ):
        people, others = People(graph), People(graph, seed=8)
        for some in (people, others):
            some.prepare(_WRITES)
        side = Side(str(threshold), acquaint.url, acquaint.pid, server.pid, ours(people, acquaint.bearer))
        # Among others, so that both stores have the same pairs left to write about.
        warming = replace(side, request=ours(others, acquaint.bearer))
        asyncio.run(mixed.capacity(warming, mixed.Mix(others), asked.warm))
        yield Store(server.address, people, side)


@contextmanager
def _configured(threshold: int, folder: Path) -> Iterator[None]:
    """Have the stores that are made and started meanwhile keep this threshold."""
    template = home._TEMPLATE.read_text()
    if f"{_SETTING}{_OURS}\n" not in template:
        raise AssertionError(f"neo4j.conf does not set {_SETTING}{_OURS}")
    file = folder / "neo4j.conf"
    file.write_text(template.replace(f"{_SETTING}{_OURS}\n", f"{_SETTING}{threshold}\n"))
    with patch.object(home, "_TEMPLATE", file):
        yield


def _row(question: Question, stores: Sequence[Store], asked: argparse.Namespace) -> list[str]:
    hits = [store.hits(question) for store in stores]
    sides = [store.side for store in stores]
    costs = asyncio.run(Rounds(sides, [asked.clients], asked.rounds, asked.seconds).run(question, stores[0].people))
    times = [median(costs[side.name, asked.clients].there) for side in sides]
    return [
        question.name,
        *(f"{time:.2f}" for time in times),
        f"{times[0] / times[1]:.2f}",
        *(f"{number / _PROFILED:,.0f}" for number in hits),
        f"{hits[0] / hits[1]:.2f}",
    ]


if __name__ == "__main__":
    main()
