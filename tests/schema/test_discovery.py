"""Suggestions, gain and shared connections for every viewer of random graphs, against the rules written as sets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.schema.discovery import SEEDS, Discovery, active, plant, random_discovery

Ask = Callable[..., Any]

VIEWER = """
query ($ids: [ID!]!) {
  viewer {
    peopleYouMayKnow(first: 100) {
      totalCount
      nodes { id }
      edges { score mutualConnectionCount reasons { kind count } node { id } }
    }
    relationships(memberIds: $ids) { member { id } secondDegreeGain }
  }
  nodes(ids: $ids) { ... on Member {
    id
    shared: connections(first: 100, orderBy: MUTUAL_CONNECTIONS) { totalCount nodes { id } }
    known: connections(first: 100, orderBy: NAME, filter: { isConnectedToViewer: true }) { totalCount nodes { id } }
    others: connections(first: 100, filter: { isConnectedToViewer: false }) { totalCount nodes { id } }
  } }
}
"""
SUGGESTED = """
query ($first: Int, $after: String) {
  viewer { list: peopleYouMayKnow(first: $first, after: $after) { ...page } }
}
fragment page on SuggestionConnection { totalCount pageInfo { hasNextPage endCursor } nodes { id } edges { score } }
"""
SHARED = """
query ($of: ID!, $first: Int, $after: String) {
  viewer: member(id: $of) {
    list: connections(first: $first, after: $after, orderBy: MUTUAL_CONNECTIONS) {
      totalCount pageInfo { hasNextPage endCursor } nodes { id }
    }
  }
}
"""
ASLEEP = "MATCH (m:Member {id: $id}) SET m.status = 'HIBERNATED'"
SCHOOL = (
    "MATCH (m:Member) WHERE m.id IN $ids MERGE (s:School {name: 'North'}) CREATE (m)-[:STUDIED_AT {position: 0}]->(s)"
)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_viewer_of_a_random_graph(seed: int, world: Any, graph: Any, ask: Ask) -> None:
    found = random_discovery(seed)
    plant(found, world, graph)
    assert compare(found, ask) > 20


def compare(found: Discovery, ask: Ask) -> int:
    """How many suggestions there are; fails where the answers differ from the model."""
    names = sorted(found.members)
    suggested = 0
    for v in active(found):
        answer = ask(VIEWER, viewer=v, ids=names)
        assert "errors" not in answer, answer
        suggested += check_suggestions(found, v, answer["data"]["viewer"]["peopleYouMayKnow"])
        for relation in filter(None, answer["data"]["viewer"]["relationships"]):
            m = relation["member"]["id"]
            assert relation["secondDegreeGain"] == (0 if m == v else found.gain(v, m)), (v, m)
        for node in filter(None, answer["data"]["nodes"]):
            check_connections(found, v, node["id"], node)
    return suggested


def check_suggestions(found: Discovery, v: str, shown: dict[str, Any]) -> int:
    rows = [
        {
            "id": edge["node"]["id"],
            "score": edge["score"],
            "mutual": edge["mutualConnectionCount"],
            "reasons": edge["reasons"],
        }
        for edge in shown["edges"]
    ]
    assert rows == found.suggestions(v), v
    assert shown["totalCount"] == len(rows)
    assert [node["id"] for node in shown["nodes"]] == [row["id"] for row in rows]
    return len(rows)


def check_connections(found: Discovery, v: str, m: str, node: dict[str, Any]) -> None:
    listed = found.by_mutual(v, m)
    assert (node["shared"] and [n["id"] for n in node["shared"]["nodes"]]) == listed, (v, m)
    for name, wanted in (("known", True), ("others", False)):
        if listed is None:
            assert node[name] is None
            continue
        ids = {n for n in listed if n != v and ((v, n) in found.connected) == wanted}
        assert {n["id"] for n in node[name]["nodes"]} == ids, (v, m)
        assert node[name]["totalCount"] == len(ids)


@pytest.mark.parametrize("first", [1, 2, 3])
def test_pages_of_suggestions_are_the_list(first: int, world: Any, graph: Any, ask: Ask) -> None:
    found = random_discovery(4)
    plant(found, world, graph)
    for v in active(found):
        assert pages(ask, SUGGESTED, v, first) == [row["id"] for row in found.suggestions(v)]


@pytest.mark.parametrize("first", [1, 2, 3])
def test_pages_by_mutual_connections_are_the_list(first: int, world: Any, graph: Any, ask: Ask) -> None:
    found = random_discovery(5)
    plant(found, world, graph)
    v = max(active(found), key=lambda m: (len(found.around(m, m)), m))
    for m in sorted(found.members):
        if v == m or found.visible(v, m):
            assert pages(ask, SHARED, v, first, of=m) == (found.by_mutual(v, m) or []), (v, m)


def pages(
    ask: Ask, query: str, viewer: str, first: int, change: Callable[[], None] = lambda: None, **asked: Any
) -> list[str]:
    """All pages one after the other, with a change after the first."""
    ids: list[str] = []
    after, more = None, True
    while more:
        owner = ask(query, viewer=viewer, first=first, after=after, **asked)["data"]["viewer"]
        if owner["list"] is None:
            return []
        shown, info = owner["list"]["nodes"], owner["list"]["pageInfo"]
        assert len(shown) == first or not info["hasNextPage"]
        if after is None:
            change()
        ids += [node["id"] for node in shown]
        after, more = info["endCursor"], info["hasNextPage"]
    return ids


TIED = "ada -- b1; ada -- b2; b1 -- m1; b1 -- m2; b2 -- m2; b2 -- m3; b1 -- m4; b2 -- m5; m6 -> ada; m7"
WORKS = {"company": "Harbour"}


def tied(world: Any) -> None:
    """m2 by two bridges, then m6 and m7 by company, then m1, m3, m4, m5 who score the same."""
    world(TIED, ada=WORKS, m6=WORKS, m7=WORKS)


def test_equal_scores_go_by_id(world: Any, ask: Ask) -> None:
    tied(world)
    shown = ask(SUGGESTED, first=20)["data"]["viewer"]["list"]
    rows = list(zip([n["id"] for n in shown["nodes"]], [e["score"] for e in shown["edges"]], strict=True))
    assert rows == [
        ("m6", 3.0), ("m7", 2.0), ("m2", 1.24267),
        ("m1", 0.621335), ("m3", 0.621335), ("m4", 0.621335), ("m5", 0.621335),
    ]  # fmt: skip


@pytest.mark.parametrize("first", [1, 2, 3, 4])
@pytest.mark.parametrize("gone", ["m6", "m7", "m2", "m1", "m3", "m5"])
def test_a_suggestion_that_goes_between_two_pages(first: int, gone: str, world: Any, graph: Any, ask: Ask) -> None:
    tied(world)
    seen = ["m6", "m7", "m2", "m1", "m3", "m4", "m5"]
    left = [m for m in seen if m != gone or m in seen[:first]]
    assert pages(ask, SUGGESTED, "ada", first, lambda: graph.run(ASLEEP, id=gone)) == left


@pytest.mark.parametrize("first", [1, 2, 3, 4])
def test_a_suggestion_that_comes_between_two_pages(first: int, world: Any, ask: Ask) -> None:
    tied(world)
    seen = ["m6", "m7", "m2", "m1", "m3", "m4", "m5"]
    come = ["m6", "m7", "m65", "m2", "m1", "m3", "m4", "m5"]
    rows = sorted(come, key=lambda m: ({"m6": 0, "m7": 1, "m65": 1, "m2": 2}.get(m, 3), m))
    expected = seen[:first] + rows[rows.index(seen[first - 1]) + 1 :]
    assert pages(ask, SUGGESTED, "ada", first, lambda: world("m65", m65=WORKS)) == expected


def test_a_school_speaks_only_where_the_education_may_be_seen(world: Any, graph: Any, ask: Ask) -> None:
    world(
        "ada -- bea; bea -- open; bea -- second; bea -- closed; far",
        open={"fullProfileVisibility": "EVERYONE"},
        second={"fullProfileVisibility": "SECOND_DEGREE"},
        far={"fullProfileVisibility": "EVERYONE"},
    )
    graph.run(SCHOOL, ids=["ada", "open", "second", "closed", "far"])
    shown = ask(SUGGESTED, first=9)["data"]["viewer"]["list"]
    rows = list(zip([n["id"] for n in shown["nodes"]], [e["score"] for e in shown["edges"]], strict=True))
    assert rows == [("open", 1.621335), ("second", 1.621335), ("closed", 0.621335)]


def test_a_hidden_colleague_is_suggested_for_the_company_alone(world: Any, ask: Ask) -> None:
    world("ada -- bea; bea -- eva", ada=WORKS, eva=WORKS | {"connectionsVisibility": "HIDDEN"})
    edges = ask(VIEWER, ids=[])["data"]["viewer"]["peopleYouMayKnow"]["edges"]
    assert edges == [
        {
            "score": 2.0,
            "mutualConnectionCount": 0,
            "reasons": [{"kind": "SAME_COMPANY", "count": 1}],
            "node": {"id": "eva"},
        }
    ]


def test_a_cool_down_ends(world: Any, graph: Any, ask: Ask, clock: Any) -> None:
    world("ada -- bea; bea -- eva; ada ? eva")
    graph.run(
        "MATCH ()-[i:INVITED]->() SET i.state = 'DECLINED', i.openKey = null, i.closedAt = datetime($at)",
        at=clock().isoformat(),
    )
    assert pages(ask, SUGGESTED, "ada", 9) == []
    clock.advance(days=29, hours=23)
    assert pages(ask, SUGGESTED, "ada", 9) == []
    clock.advance(hours=1)
    assert pages(ask, SUGGESTED, "ada", 9) == ["eva"]


def test_an_invitation_that_has_lapsed_stands_in_nobodys_way(world: Any, ask: Ask, clock: Any) -> None:
    world("ada -- bea; bea -- eva; eva ? ada")
    assert pages(ask, SUGGESTED, "ada", 9) == []
    clock.advance(days=181)
    assert pages(ask, SUGGESTED, "ada", 9) == ["eva"]


def test_what_connecting_would_gain(world: Any, ask: Ask) -> None:
    world(
        "ada -- bea; bea -- cleo; dora -- cleo; dora -- eva; dora -- finn; dora -- gus; ada x finn; hid -- eva",
        gus={"connectionsVisibility": "HIDDEN"},
        hid={"connectionsVisibility": "HIDDEN"},
    )
    relations = ask(VIEWER, ids=["dora", "cleo", "bea", "hid", "ada", "finn"])["data"]["viewer"]["relationships"]
    gains = [relation and relation["secondDegreeGain"] for relation in relations]
    assert gains == [2, 1, 0, 1, 0, None]
