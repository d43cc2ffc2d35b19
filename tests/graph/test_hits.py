"""What each statement reads from the store on the demo network: more than a tenth over the figure here is a fault."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from app.data.filling import fill_demo
from app.graph.catalog import catalog
from app.graph.compose import Composer

NOW = datetime(2026, 1, 1, tzinfo=UTC)
COMPOSER = Composer(catalog())
PAGES = {
    ("connections", "RECENT", "ada"): 449,
    ("connections", "NAME", "ada"): 470,
    ("followers", "RECENT", "mira"): 1105,
    ("following", "RECENT", "ada"): 486,
    ("mutual_connections", "RECENT", "noor"): 573,
    ("second_degree", "MUTUAL_CONNECTIONS", "ada"): 3717,
    ("second_degree", "RECENT", "ada"): 3759,
}
COUNTS = {("connections", "ada"): 378, ("second_degree", "ada"): 4749}
READS = {"cards": 52, "relationships": 1204, "mutual_counts": 440, "via": 602}
MUTUAL_FOLLOWERS = 2551
HEADS = 302
FOUR = ["grace", "noor", "mira", "wren"]


@pytest.fixture(scope="module")
def demo(migrated: Any, session_graph: Any) -> Iterator[Any]:
    session_graph.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS")
    migrated(lambda database: fill_demo(database, catalog(), NOW))
    yield session_graph
    session_graph.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS")


def hits(graph: Any, statement: str, keys: list[str], *, brief: bool = False) -> int:
    asked = {"viewer": "ada", "keys": keys, "now": NOW, "after": None, "first": 21, "brief": brief}
    return total(graph.summary(f"PROFILE {statement}", **asked).profile)


def total(plan: dict[str, Any]) -> int:
    return int(plan["args"].get("DbHits", 0)) + sum(total(child) for child in plan.get("children", []))


@pytest.mark.parametrize(("edge", "order", "member"), PAGES)
def test_a_page_reads_no_more_than_it_did(demo: Any, edge: str, order: str, member: str) -> None:
    assert_close(hits(demo, COMPOSER.page(edge, order), [member]), PAGES[edge, order, member])


def test_a_page_of_heads_reads_less_than_one_of_cards(demo: Any) -> None:
    assert_close(hits(demo, COMPOSER.page("connections", "RECENT"), ["ada"], brief=True), HEADS)
    assert PAGES["connections", "RECENT", "ada"] > HEADS * 1.1


@pytest.mark.parametrize(("edge", "member"), COUNTS)
def test_a_count_reads_no_more_than_it_did(demo: Any, edge: str, member: str) -> None:
    assert_close(hits(demo, COMPOSER.count(edge), [member]), COUNTS[edge, member])


def test_mutual_follows_among_a_stars_followers_are_found_by_one_list(demo: Any) -> None:
    statement = COMPOSER.page("followers", "RECENT", frozenset({"is_mutual"}))
    asked = {
        "viewer": "mira",
        "keys": ["mira"],
        "now": NOW,
        "after": None,
        "first": 21,
        "brief": False,
        "is_mutual": True,
    }
    assert_close(total(demo.summary(f"PROFILE {statement}", **asked).profile), MUTUAL_FOLLOWERS)


@pytest.mark.parametrize("name", READS)
def test_a_read_reads_no_more_than_it_did(demo: Any, name: str) -> None:
    assert_close(hits(demo, COMPOSER.read(name), FOUR), READS[name])


def assert_close(found: int, golden: int) -> None:
    assert 0.5 * golden <= found <= 1.1 * golden, f"{found} dbHits, golden {golden}"
