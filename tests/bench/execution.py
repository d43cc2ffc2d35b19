"""What executing costs the server: the real schema over rows that stand ready, with the stock executor and with ours.

`python -m tests.bench.execution [ROUNDS]` prints µs of CPU per execute. No database runs; the loader, the batching, the
parsed documents and everything else is the server's own.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import time
from datetime import UTC, datetime
from statistics import median
from typing import Any, cast

import strawberry

from app.execution import served_schema
from app.execution.extension import extensions
from app.graph.database import Database
from app.graph.loading import composer
from app.graph.shared import Shared
from app.schema import build_schema
from app.schema.core.context import Context
from app.settings import Settings

NOW = datetime(2026, 1, 1, 9, tzinfo=UTC)
NOON = "2026-01-01T09:00:00.123Z"
SETTINGS = Settings(page_size=1_000)
CARD = "id handle name headline location industry company memberSince"
PAGE = f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on Member {{ {CARD} }} }} }}"
LIST = f'query ($first: Int!) {{ member(id: "m0") {{ connections(first: $first) {{ nodes {{ {CARD} }} }} }} }}'
CONNECTION = f"""query ($first: Int!) {{ member(id: "m0") {{ connections(first: $first) {{
  totalCount pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }}
  edges {{ cursor since node {{ {CARD} }} }} }} }} }}"""
NESTED = """query ($first: Int!) { member(id: "m0") { connections(first: $first) { edges { since node {
  id name headline connections(first: $first) { totalCount edges { since node { id name headline } } } } } } } }"""
MIXED = """query ($first: Int!, $more: Boolean!) { viewer { member { ...Card } emails }
  node(id: "m1") { __typename id ... on Member { ...Card skills positions { company title isCurrent } } }
  member(id: "m0") { ...Card
    relationship { degree isFollowing connectedSince mutualConnectionCount member { name } }
    connections(first: $first) { totalCount edges { cursor @include(if: $more) since node { ...Card connectionCount } }
  } } }
  fragment Card on Member { id handle name headline company @skip(if: $more) memberSince }"""

QUESTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "page of 10 x 8 fields": (LIST, {"first": 10}),
    "page of 100": (LIST, {"first": 100}),
    "page of 1,000": (LIST, {"first": 1_000}),
    "connection of 100": (CONNECTION, {"first": 100}),
    "20 x connections of 20": (NESTED, {"first": 20}),
    "100 by their ids": (PAGE, {"ids": [f"m{number}" for number in range(100)]}),
    "mixed": (MIXED, {"first": 20, "more": True}),
}


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    asyncio.run(_measure(rounds))


async def _measure(rounds: int) -> None:
    schemas = {"stock": build_schema(extensions=extensions(SETTINGS)), "fast": served_schema(SETTINGS)}
    for schema in schemas.values():
        for text, variables in QUESTIONS.values():
            for _ in range(30):
                await _execute(schema, text, variables)
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    print(f"{'µs of CPU per execute':26} {'stock':>9} {'fast':>9} {'ratio':>6}")
    for question, (text, variables) in QUESTIONS.items():
        taken: dict[str, list[float]] = {name: [] for name in schemas}
        times = max(3, 1_500 // (30 + variables.get("first", 100) ** (2 if text is NESTED else 1)))
        for _ in range(rounds):
            for name, schema in schemas.items():
                taken[name].append(await _timed(schema, text, variables, times))
        stock, fast = (median(taken[name]) * 1e6 for name in schemas)
        print(f"{question:26} {stock:9,.0f} {fast:9,.0f} {stock / fast:6.1f}")


async def _timed(schema: strawberry.Schema, text: str, variables: dict[str, Any], times: int) -> float:
    begin = time.process_time()
    for _ in range(times):
        await _execute(schema, text, variables)
    return (time.process_time() - begin) / times


async def _execute(schema: strawberry.Schema, text: str, variables: dict[str, Any]) -> None:
    result = await schema.execute(text, variables, context())
    if result.errors:
        sys.exit(f"The benchmark asks what cannot be answered: {result.errors[0].message}")


def context() -> Context:
    """A request by a member to a graph whose rows stand ready."""
    return Context(
        viewer="m0",
        database=cast(Database, Rows()),
        shared=_SHARED,
        settings=SETTINGS,
        clock=lambda: NOW,
        watch=cast(Any, None),
        maintenance=cast(Any, None),
    )


_SHARED = Shared()


class Rows:
    """Answers the statements that the questions need, as `Database.read` does."""

    async def read(self, statement: str, parameters: dict[str, Any]) -> list[Any]:
        names = composer().names[statement].split(" + ")
        if len(names) == 1:
            return _answers(names[0], parameters)
        return [_answers(name, _of(place, parameters)) for place, name in enumerate(names)]


def _of(place: int, parameters: dict[str, Any]) -> dict[str, Any]:
    ending = f"_{place}"
    return {name.removesuffix(ending): value for name, value in parameters.items() if name.endswith(ending)}


def _answers(name: str, parameters: dict[str, Any]) -> list[Any]:
    return [[key, _answer(name, key, parameters)] for key in parameters["keys"]]


def _answer(name: str, key: str, parameters: dict[str, Any]) -> Any:
    match name:
        case "edges/connections" if "first" in parameters:
            return EDGES[: parameters["first"]]
        case "edges/connections" | "reads/connection_counts":
            return 1_000
        case "reads/cards":
            return card(key)
        case "reads/viewers":
            return {"member": card(key), "emails": ["ada@example.org"], "settings": {}}
        case "reads/relationships":
            return {
                "member": card(key),
                "degree": "FIRST",
                "connected_since": NOON,
                "is_following": True,
                "following_since": NOON,
                "is_followed_by": False,
                "invitation": None,
                "mutual_connection_count": 3,
            }
        case "reads/profiles":
            job = {"company": "Analytical Engines", "title": "Analyst", "is_current": True}
            return {"about": None, "positions": [job] * 3, "education": [], "skills": ["analysis", "poetry"]}


def card(key: str) -> dict[str, Any]:
    return {
        "id": key,
        "handle": key,
        "name": "Ada Winterhalm",
        "headline": "Analyst of engines",
        "location": None,
        "industry": "Computing",
        "company": "Analytical Engines",
        "member_since": NOON,
    }


EDGES = [{"node": card(f"m{number}"), "since": NOON, "rank": NOON, "key": "m"} for number in range(1_001)]

if __name__ == "__main__":
    main()
