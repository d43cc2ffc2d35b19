"""What discovery reads beside the bare walk of two steps: `python -m tests.bench.discovery --data FOLDER`.

With `--worlds N` it compares N random graphs with the model of the tests instead.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.data.load import load
from app.graph.address import Address
from app.graph.catalog import catalog
from app.graph.database import Database
from app.graph.limits import limits
from app.graph.loading import composer
from app.schema.relationships.types import Degree
from app.schema.search.terms import search_filters
from app.settings import Settings
from tests.bench.target import target
from tests.conftest import EMPTY, Clock, Graph, World, serving
from tests.schema import test_discovery, test_network_map, test_paths, test_recommendation, test_search
from tests.schema.discovery import Discovery, plant, random_discovery

_WALK = "MATCH (v:Member {id: $viewer})-[:CONNECTED]-()-[:CONNECTED]-(x) RETURN count(*) AS number"
_CONNECTIONS = "MATCH (m:Member) RETURN m.id AS id, COUNT { (m)-[:CONNECTED]-() } AS number ORDER BY number DESC, id"
_SETTINGS = Settings(data_dir=Path())
_FIRST = 21

Parameters = Mapping[str, Any]
Question = Callable[[str, list[str], str], tuple[str, Parameters]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with members.csv(.gz) and connected.csv(.gz)")
    parser.add_argument("--viewers", nargs="*", help="whom to ask as; else two hubs and three others")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each statement; the quickest counts")
    parser.add_argument("--words", default="me", help="what to search for")
    parser.add_argument("--worlds", type=int, help="compare so many random graphs with the model")
    asked = parser.parse_args()
    if asked.worlds:
        with target() as (address, graph):
            _compare(address, graph, asked.worlds)
        return
    with _loaded(asked.data) as graph:
        members = {row["id"]: row["number"] for row in graph.run(_CONNECTIONS)}
        chance = random.Random(6)
        ids = list(members)
        viewers = asked.viewers or [*ids[:2], *chance.sample(ids, 3)]
        others = [*ids[:5], *chance.sample(ids, 45)]
        print(f"{'viewer':<12}{'ties':>6}  {'question':<28}{'dbHits':>12}{'of the walk':>13}{'ms':>10}")
        for viewer in viewers:
            _table(graph, viewer, members[viewer], [id for id in others if id != viewer], asked)


@contextmanager
def _loaded(folder: Path | None) -> Iterator[Graph]:
    """The graph at NEO4J_URI as it is, or one that the files of a folder fill."""
    if folder:
        files = {name: next(folder.glob(f"{name}.csv*")) for name in ("members", "connected")}
        with target() as (address, graph):
            asyncio.run(_load(address, files))
            yield graph
        return
    if not (uri := os.environ.get("NEO4J_URI")):
        sys.exit("Name a folder of CSV files with --data, or a filled graph with NEO4J_URI.")
    username, database = os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_DATABASE", "neo4j")
    with Graph(Address(uri, username, os.environ.get("NEO4J_PASSWORD", ""), database)) as graph:
        yield graph


async def _load(address: Address, files: Mapping[str, Path]) -> None:
    async with Database(address, deadline=300.0) as database:
        await load(database, catalog(), files)


def _table(graph: Graph, viewer: str, ties: int, others: list[str], asked: argparse.Namespace) -> None:
    walk = 0
    for name, question in QUESTIONS.items():
        statement, parameters = question(viewer, others, asked.words)
        known = {"viewer": viewer, "now": datetime.now(UTC), "after": None, "first": _FIRST, "brief": False}
        parameters = {**known, **limits(_SETTINGS, statement), **parameters}
        milliseconds = min(_run(graph, statement, parameters) for _ in range(asked.repeat + 1))
        hits = _hits(graph.summary(f"PROFILE {statement}", **parameters).profile)
        walk = walk or hits
        print(f"{viewer:<12}{ties:>6}  {name:<28}{hits:>12,}{hits / max(1, walk):>13.2f}{milliseconds:>10.1f}")


def _run(graph: Graph, statement: str, parameters: Parameters) -> float:
    begin = time.perf_counter()
    graph.run(statement, **parameters)
    return (time.perf_counter() - begin) * 1000


def _hits(plan: Mapping[str, Any] | None) -> int:
    if plan is None:
        return 0
    children: Sequence[Mapping[str, Any]] = plan.get("children", [])
    return int(plan["args"].get("DbHits", 0)) + sum(map(_hits, children))


def _page(edge: str, order: str) -> Question:
    return lambda viewer, others, words: (composer().page(edge, order), {"keys": [viewer]})


def _read(name: str, most: int | None = None, **more: Any) -> Question:
    return lambda viewer, others, words: (composer().read(name), {"keys": others[:most], **more})


def _search(viewer: str, others: list[str], words: str) -> tuple[str, Parameters]:
    filters = search_filters(words, None, None, None, None)
    return composer().page("member_search", "RELEVANCE", frozenset(filters)), {"keys": [viewer], **filters}


def _search_far(viewer: str, others: list[str], words: str) -> tuple[str, Parameters]:
    filters = search_filters(words, [Degree.THIRD], None, None, None)
    return composer().count("member_search", frozenset(filters)), {"keys": [viewer], **filters}


QUESTIONS: dict[str, Question] = {
    "bare walk of two steps": lambda viewer, others, words: (_WALK, {}),
    "suggestions": _page("suggestions", "SCORE"),
    "suggestions, total": lambda viewer, others, words: (composer().count("suggestions"), {"keys": [viewer]}),
    "second degree": _page("second_degree", "MUTUAL_CONNECTIONS"),
    "paths, 1 hub": _read("paths", 1),
    "paths, 50 members": _read("paths"),
    "search": _search,
    "search, third degree, total": _search_far,
    "second_degree_gains, 50 members": _read("second_degree_gains"),
    "actions, 50 members": _read("actions"),
    "advice_facts, 50 members": _read("advice_facts"),
    "connections by mutual": _page("connections", "MUTUAL_CONNECTIONS"),
    "network map": lambda viewer, others, words: (composer().read("network_map"), {"keys": [viewer], "first": 1_500}),
}


def _compare(address: Address, graph: Graph, worlds: int) -> None:
    with tempfile.TemporaryDirectory() as home, serving(address, Path(home), Clock()) as server:
        for seed in range(worlds):
            graph.run(EMPTY)
            found = random_discovery(seed, 14 + seed % 3)
            plant(found, World(graph), graph)
            different = [name for name, compare in _COMPARED.items() if not _same(compare, found, server.ask)]
            print(f"seed {seed}: " + (", ".join(different) or "every answer as in the model"), flush=True)


def _same(
    compare: Callable[[Discovery, Callable[..., Any]], object], found: Discovery, ask: Callable[..., Any]
) -> bool:
    try:
        compare(found, ask)
    except AssertionError as difference:
        print(f"  differs about {difference}".splitlines()[0])
        return False
    return True


_COMPARED: dict[str, Callable[[Discovery, Callable[..., Any]], object]] = {
    "suggestions, gain, connections": test_discovery.compare,
    "paths": test_paths.compare,
    "network map": test_network_map.compare,
    "recommendation": test_recommendation.compare,
    "search": test_search.compare,
}


if __name__ == "__main__":
    main()
