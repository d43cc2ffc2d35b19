"""Counts and totals of a member with many ties, of whom a few are absent, hidden or blocked: the rows are the truth."""

from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[..., Any]

NAMES = [f"m{i:03}" for i in range(120)]
QUERY = """
query($id: ID!) {
  member(id: $id) {
    connectionCount followerCount
    connections(first: 100) { totalCount nodes { id } pageInfo { endCursor } }
    followers(first: 100) { totalCount nodes { id } }
  }
  viewer { networkSize { first } }
}
"""
ABSENT = {"m000": {"status": "HIBERNATED"}, "m001": {"status": "HIBERNATED"}, "m002": {"status": "DELETED"}}
HIDDEN = {name: {"connectionsVisibility": "HIDDEN"} for name in ("m010", "m011", "hubby")}


@pytest.fixture
def town(world: Any, graph: Any) -> None:
    ties = [f"hub -- {name}" for name in NAMES[:90]] + [f"{name} -> hub" for name in NAMES[5:95]]
    ties += ["hub -- hubby", "hubby -> hub", "hub -- ada", "ada -- m020", "ada x m030", "m031 x ada", "m000 -> hub"]
    hub = {"followersVisibility": "EVERYONE"}
    world("; ".join(ties), hub=hub, **ABSENT, **HIDDEN)
    graph.run("MATCH (m:Member {status: 'DELETED'}) SET m.deletedAt = datetime()")


def counted(ask: Ask, viewer: str) -> tuple[Any, ...]:
    data = ask(QUERY, viewer=viewer, id="hub")["data"]
    member = data["member"]
    lists = member["connections"], member["followers"]
    assert [one["totalCount"] for one in lists] == [len(one["nodes"]) for one in lists], viewer
    return member["connectionCount"], member["followerCount"], *(one["totalCount"] for one in lists)


def test_a_hub_counts_whom_its_lists_show(town: None, ask: Ask) -> None:
    # 90 and hubby and ada, less three absent; the hidden ones are not listed for others but for themselves.
    assert counted(ask, "hub") == (89, 91, 89, 91)
    assert counted(ask, "m050") == (89, 91, 86, 91)
    assert counted(ask, "m010") == (89, 91, 87, 91)
    assert counted(ask, "ada") == (89, 91, 84, 89)
    assert ask(QUERY, viewer="hub", id="hub")["data"]["viewer"]["networkSize"] == {"first": 89}


def test_followers_from_outside_are_looked_at_one_by_one(town: None, ask: Ask, graph: Any) -> None:
    graph.run("MATCH (m:Member {id: 'hub'}) SET m.followPolicy = 'CONNECTIONS'")
    # 85 of the connections follow, and hubby.
    assert counted(ask, "m050") == (89, 86, 86, 86)


def test_many_absent_members_change_nothing(town: None, ask: Ask, world: Any) -> None:
    asleep = {f"z{i:03}": {"status": "HIBERNATED"} for i in range(150)}
    world("; ".join(asleep), **asleep)
    assert counted(ask, "m050") == (89, 91, 86, 91)
    assert counted(ask, "ada") == (89, 91, 84, 89)


def test_a_count_reads_no_more_where_there_is_more(town: None, graph: Any) -> None:
    from app.graph.loading import composer

    def hits(plan: dict[str, Any]) -> int:
        return int(plan["args"].get("DbHits", 0)) + sum(map(hits, plan.get("children", [])))

    def cost() -> int:
        statement = f"PROFILE {composer().read('connection_counts')}"
        return hits(graph.summary(statement, keys=["hub"]).profile)

    few = cost()
    graph.run(
        "MATCH (hub:Member {id: 'hub'}) UNWIND range(1, 500) AS i "
        "CREATE (m:Member {id: 'x' + i, status: 'ACTIVE'}) CREATE (hub)-[:CONNECTED {pair: 'hub x' + i}]->(m)"
    )
    assert cost() == few
