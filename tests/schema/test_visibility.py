"""Every read of every viewer over random graphs, against the rules written as sets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.schema.oracle import World, random_world

Ask = Callable[..., dict[str, Any]]

CARD = "query($id: ID!) { member(id: $id) { id } }"
VIEWER = """
query($ids: [ID!]!) {
  viewer {
    networkSize { first second third }
    secondDegree(first: 100) { totalCount edges { node { id } mutualConnectionCount via { id } } }
    byName: secondDegree(first: 100, orderBy: NAME) { nodes { id } }
    recent: secondDegree(first: 100, orderBy: RECENT) { nodes { id } }
    blockedMembers(first: 100) { totalCount nodes { memberId } }
    relationships(memberIds: $ids) {
      member { id } degree isFollowing isFollowedBy mutualConnectionCount connectedSince
    }
  }
  nodes(ids: $ids) {
    ... on Member {
      id about positions { title } education { school } skills
      connectionCount followerCount followingCount
      connections(first: 100) { totalCount nodes { id } }
      followers(first: 100) { totalCount nodes { id } edges { isMutual isConnected node { id } } }
      following(first: 100) { totalCount nodes { id } }
      mutualConnections(first: 100) { totalCount nodes { id } }
      mutualConnectionCount
      withheld { field reason }
    }
  }
}
"""


def build(world: World, make: Callable[..., Any]) -> None:
    once = {(a, b) for a, b in world.connected if a < b}
    blocks = {(a, b) for a, b in world.blocked if a < b}
    ties = [f"{a} -- {b}" for a, b in sorted(once)]
    ties += [f"{a} -> {b}" for a, b in sorted(world.follows)]
    ties += [f"{a} x {b}" for a, b in sorted(blocks)]
    text = {"about": "words", "skills": ["listening"]}
    make("; ".join([*ties, *world.members]), **{name: text | values for name, values in world.members.items()})


def rows(connection: dict[str, Any] | None) -> set[str] | None:
    if connection is None:
        return None
    ids = [node["id"] for node in connection["nodes"]]
    assert len(set(ids)) == len(ids) == connection["totalCount"]
    return set(ids)


@pytest.mark.parametrize("seed", range(4))
def test_every_read_of_every_viewer(seed: int, world: Callable[..., Any], ask: Ask) -> None:
    w = random_world(seed)
    build(w, world)
    names = sorted(w.members)
    for v in names:
        if w.members[v]["status"] != "ACTIVE":
            continue
        answer = ask(VIEWER, viewer=v, ids=names)
        assert "errors" not in answer, answer
        check_viewer(w, v, answer["data"]["viewer"], names)
        for m, node in zip(names, answer["data"]["nodes"], strict=True):
            if v != m and not w.visible(v, m):
                assert node is None, (v, m)
            else:
                check_member(w, v, m, node)


def check_viewer(w: World, v: str, data: dict[str, Any], names: list[str]) -> None:
    assert data["networkSize"] == w.network_size(v), v
    expected = w.second_degree(v)
    edges = data["secondDegree"]["edges"]
    assert {e["node"]["id"]: e["mutualConnectionCount"] for e in edges} == expected, v
    assert data["secondDegree"]["totalCount"] == len(expected)
    assert [e["node"]["id"] for e in edges] == sorted(expected, key=lambda m: (-expected[m], m))
    assert [n["id"] for n in data["byName"]["nodes"]] == sorted(expected)
    assert {n["id"] for n in data["recent"]["nodes"]} == set(expected)
    for e in edges:
        bridges = {b for b in w.around(v, v) if w.listable(v, b, e["node"]["id"])}
        via = [b["id"] for b in e["via"]]
        assert set(via) <= bridges
        assert len(via) == len(set(via)) == min(3, len(bridges))
    assert {n["memberId"] for n in data["blockedMembers"]["nodes"]} == {b for a, b in w.blocked if a == v < b}
    for m, relation in zip(names, data["relationships"], strict=True):
        if v != m and not w.visible(v, m):
            assert relation is None
            continue
        assert relation["degree"] == w.degree(v, m), (v, m)
        assert relation["isFollowing"] == w.effective(v, m), (v, m)
        assert relation["isFollowedBy"] == w.effective(m, v), (v, m)
        assert relation["mutualConnectionCount"] == len(w.mutual(v, m) or ()), (v, m)
        assert (relation["connectedSince"] is not None) == ((v, m) in w.connected)


def check_member(w: World, v: str, m: str, node: dict[str, Any]) -> None:
    lists = {
        "connections": w.connections(v, m),
        "followers": w.followers(v, m),
        "following": w.following(v, m),
        "mutualConnections": w.mutual(v, m),
    }
    for name, expected in lists.items():
        assert rows(node[name]) == expected, (v, m, name)
    assert node["mutualConnectionCount"] == (None if v == m else len(w.mutual(v, m) or ())), (v, m)
    assert (node["connectionCount"], node["followerCount"], node["followingCount"]) == w.counts(v, m), (v, m)
    for e in (node["followers"] or {"edges": []})["edges"]:
        n = e["node"]["id"]
        assert e["isMutual"] == (w.effective(v, n) and w.effective(n, v))
        assert e["isConnected"] == ((v, n) in w.connected)
    full = w.full_profile(v, m)
    assert (node["about"], node["skills"]) == (("words", ["listening"]) if full else (None, None)), (v, m)
    assert (node["positions"], node["education"]) == (([], []) if full else (None, None)), (v, m)
    assert node["withheld"] == expected_withheld(w, v, m, full, lists), (v, m)


def expected_withheld(w: World, v: str, m: str, full: bool, lists: dict[str, Any]) -> list[dict[str, str]]:
    closed = [] if full else [(name, "NOT_CONNECTED") for name in ("about", "positions", "education", "skills")]
    if w.counts(v, m)[1] is None:
        closed += [("followerCount", "OWNER_SETTING"), ("followingCount", "OWNER_SETTING")]
    closed += [(n, "OWNER_SETTING") for n in ("connections", "followers", "following") if lists[n] is None]
    return [{"field": name, "reason": reason} for name, reason in closed]


def test_nobody_signed_in_sees_the_card_alone(world: Callable[..., Any], ask: Ask) -> None:
    world("ada -- grace; bob -> ada", ada={"about": "words"})
    fields = "handle name about connectionCount followerCount connections { totalCount } followers { totalCount } "
    fields += "relationship { degree } withheld { field reason }"
    query = f'{{ viewer {{ emails }} member(id: "ada") {{ {fields} }} }}'
    answer = ask(query, viewer=None)
    assert "errors" not in answer
    assert answer["data"]["viewer"] is None
    member = answer["data"]["member"]
    withheld = member.pop("withheld")
    assert {name for name, value in member.items() if value is not None} == {"handle", "name"}
    assert [w["field"] for w in withheld] == [
        "about", "positions", "education", "skills", "connectionCount",
        "followerCount", "followingCount", "connections", "followers", "following",
    ]  # fmt: skip
    assert {w["reason"] for w in withheld} == {"SIGN_IN"}


def test_unknown_blocked_and_inactive_members_answer_alike(world: Callable[..., Any], ask: Ask) -> None:
    world("ada -- grace; eve x ada; ada x bob; zoe", zoe={"status": "HIBERNATED"})
    answers = [ask(CARD, viewer="ada", id=name) for name in ("eve", "bob", "zoe", "nobody-at-all")]
    assert answers == [{"data": {"member": None}}] * 4


def test_between_two_who_keep_their_lists_to_themselves(world: Callable[..., Any], graph: Any, ask: Ask) -> None:
    query = """{ viewer { relationships(memberIds: ["t"]) { degree } secondDegree { nodes { id } } }
                 member(id: "t") { mutualConnections { nodes { id } } } }"""

    def seen(c: str, t: str) -> tuple[str, list[str], list[str]]:
        graph.run("MATCH (n) DETACH DELETE n")
        world("v -- c; c -- t", c={"connectionsVisibility": c}, t={"connectionsVisibility": t})
        data = ask(query, viewer="v")["data"]
        listed = [n["id"] for n in data["viewer"]["secondDegree"]["nodes"]]
        mutual = [n["id"] for n in data["member"]["mutualConnections"]["nodes"]]
        return data["viewer"]["relationships"][0]["degree"], mutual, listed

    assert seen("ONLY_ME", "ONLY_ME") == ("SECOND", ["c"], [])
    assert seen("ONLY_ME", "EVERYONE") == ("SECOND", ["c"], ["t"])
    assert seen("HIDDEN", "EVERYONE") == ("OUT_OF_NETWORK", [], [])
