"""Following, unfollowing, losing followers, and admitting connections only."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Graph
from tests.mutations.conftest import Snapshot
from tests.mutations.scene import DAY, NOW, Frozen, Mutate, World, actions, events, faults, mark, refusal, text, ties

pytestmark = pytest.mark.usefixtures("sound")

NEW_FOLLOWER = {"member": "grace", "kind": "NEW_FOLLOWER", "about": "ada", "at": text(NOW)}
CONNECTIONS = {"followPolicy": "CONNECTIONS"}
SEEN = """query ($id: ID!) {
  member(id: $id) { followerCount followers { totalCount edges { since node { id } } } }
}"""
OWN = "{ viewer { member { followingCount following { edges { since node { id } } } } } }"
BETWEEN = """query ($ids: [ID!]!) { viewer { relationships(memberIds: $ids) {
  isFollowing isFollowedBy followingSince actions { name isAllowed code }
} } }"""


def test_following_is_a_choice(world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot, frozen: Frozen) -> None:
    world("ada; grace")
    payload = mutate("followMember", memberId="grace")
    assert payload["userErrors"] == []
    between = payload["relationship"]
    assert actions(between) == {"INVITE": None, "UNFOLLOW": None, "BLOCK": None}
    assert {name: value for name, value in between.items() if name != "actions"} == {
        "member": {"id": "grace"},
        "degree": "OUT_OF_NETWORK",
        "connectedSince": None,
        "isFollowing": True,
        "isFollowedBy": False,
        "followingSince": text(NOW),
        "invitation": None,
        "primaryAction": "INVITE",
    }
    assert ties(graph) == {"ada FOLLOWS grace": {"since": text(NOW), "origin": "EXPLICIT"}}
    before = snapshot()
    frozen.ahead = DAY
    assert mutate("followMember", memberId="grace") == payload
    assert snapshot() == before
    assert events(graph) == [NEW_FOLLOWER]


def test_a_follow_that_came_with_a_connection_becomes_a_choice_with_its_date(
    world: World, graph: Graph, mutate: Mutate
) -> None:
    world("ada -- grace")
    mark(graph, "FOLLOWS", "ada", "grace", since=NOW - DAY, origin="AUTO")
    mark(graph, "FOLLOWS", "grace", "ada", since=NOW - DAY, origin="AUTO")
    payload = mutate("followMember", memberId="grace")
    assert (payload["userErrors"], payload["relationship"]["followingSince"]) == ([], text(NOW - DAY))
    found = ties(graph)
    assert found["ada FOLLOWS grace"] == {"since": text(NOW - DAY), "origin": "EXPLICIT"}
    assert found["grace FOLLOWS ada"] == {"since": text(NOW - DAY), "origin": "AUTO"}
    assert events(graph) == [NEW_FOLLOWER]
    mutate("followMember", memberId="grace")
    assert events(graph) == [NEW_FOLLOWER]


@pytest.mark.parametrize("origin", ["AUTO", "EXPLICIT"])
@pytest.mark.parametrize(
    ("name", "follower", "followed"), [("unfollowMember", "ada", "grace"), ("removeFollower", "grace", "ada")]
)
def test_ending_a_follow_of_either_origin_leaves_all_else(
    origin: str, name: str, follower: str, followed: str, world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot
) -> None:
    world("ada -- grace; ada -> zed; grace -> zed; zed -> ada")
    mark(graph, "FOLLOWS", follower, followed, since=NOW, origin=origin)
    mark(graph, "FOLLOWS", followed, follower, since=NOW, origin=origin)
    before = ties(graph)
    payload = mutate(name, memberId="grace")
    assert payload["userErrors"] == []
    between = payload["relationship"]
    kept = {"unfollowMember": (False, True), "removeFollower": (True, False)}[name]
    assert (between["degree"], between["isFollowing"], between["isFollowedBy"]) == ("FIRST", *kept)
    del before[f"{follower} FOLLOWS {followed}"]
    assert ties(graph) == before
    assert events(graph) == []
    after = snapshot()
    assert mutate(name, memberId="grace") == payload
    assert snapshot() == after


def test_following_again_begins_anew_and_is_told_again(
    world: World, graph: Graph, mutate: Mutate, frozen: Frozen
) -> None:
    world("ada; grace")
    mutate("followMember", memberId="grace")
    mutate("unfollowMember", memberId="grace")
    frozen.ahead = DAY
    assert mutate("followMember", memberId="grace")["relationship"]["followingSince"] == text(NOW + DAY)
    assert len(ties(graph)) == 1
    assert [one["at"] for one in events(graph)] == [text(NOW), text(NOW + DAY)]


@pytest.mark.parametrize("name", ["followMember", "unfollowMember", "removeFollower"])
def test_guards_stand_in_their_order(name: str, world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot) -> None:
    world("ada; grace", ada=CONNECTIONS, grace=CONNECTIONS | {"status": "HIBERNATED"})
    mark(graph, "BLOCKS", "ada", "grace", since=NOW)
    before = snapshot()
    assert mutate.refused(name, memberId="ada") == refusal("CANNOT_TARGET_SELF", "memberId")
    assert mutate.refused(name, memberId="grace") == refusal("YOU_BLOCKED_MEMBER", "memberId")
    assert snapshot() == before
    graph.run("MATCH ()-[b:BLOCKS]->() DELETE b")
    before = snapshot()
    assert mutate.refused(name, memberId="grace") == refusal("MEMBER_NOT_FOUND", "memberId")
    assert snapshot() == before


@pytest.mark.parametrize("follow", [None, "AUTO", "EXPLICIT"])
def test_a_member_may_admit_connections_alone(
    follow: str | None, world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot
) -> None:
    world("ada; grace; ada -- hugo", grace=CONNECTIONS, hugo=CONNECTIONS)
    if follow:
        mark(graph, "FOLLOWS", "ada", "grace", since=NOW - DAY, origin=follow)
    before = snapshot()
    payload = mutate("followMember", memberId="grace")
    assert faults(payload) == refusal("FOLLOW_NOT_ALLOWED", "memberId")
    assert payload["relationship"]["isFollowing"] is False
    assert actions(payload["relationship"])["FOLLOW"] == "FOLLOW_NOT_ALLOWED"
    assert snapshot() == before
    assert mutate("followMember", memberId="hugo")["relationship"]["isFollowing"] is True


def test_suspended_followers_come_back_with_their_date(
    world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot
) -> None:
    world("grace -- ada; hugo; ines", grace={"followersVisibility": "EVERYONE"})
    for days, follower in enumerate(("ada", "hugo", "ines"), 1):
        mark(graph, "FOLLOWS", follower, "grace", since=NOW - days * DAY, origin="EXPLICIT")

    def followers() -> Any:
        seen = mutate.ask(SEEN, "zed", id="grace")["data"]["member"]
        own = mutate.ask(SEEN, "grace", id="grace")["data"]["member"]
        counts = own["followerCount"], own["followers"]["totalCount"]
        rows = [(edge["node"]["id"], edge["since"]) for edge in own["followers"]["edges"]]
        return seen["followerCount"], counts, rows

    graph.run("CREATE (:Member {id: 'zed', status: 'ACTIVE', followPolicy: 'EVERYONE'})")
    all_three = [(name, text(NOW - days * DAY)) for days, name in enumerate(("ada", "hugo", "ines"), 1)]
    assert followers()[1:] == ((3, 3), all_three)
    before = ties(graph)
    narrowed = mutate("updateSettings", viewer="grace", **CONNECTIONS)
    assert narrowed["settings"]["followPolicy"] == "CONNECTIONS"
    assert ties(graph) == before
    assert followers()[1:] == ((1, 1), all_three[:1])
    hugo = mutate.ask(BETWEEN, "hugo", ids=["grace"])["data"]["viewer"]["relationships"][0]
    assert (hugo["isFollowing"], hugo["followingSince"]) == (False, None)
    assert {"name": "FOLLOW", "isAllowed": False, "code": "FOLLOW_NOT_ALLOWED"} in hugo["actions"]
    assert not any(action["name"] == "UNFOLLOW" for action in hugo["actions"])
    assert mutate.ask(OWN, "hugo")["data"]["viewer"]["member"] == {"followingCount": 0, "following": {"edges": []}}
    grace = mutate.ask(BETWEEN, "grace", ids=["ada", "hugo"])["data"]["viewer"]["relationships"]
    assert [one["isFollowedBy"] for one in grace] == [True, False]
    mutate("updateSettings", viewer="grace", followPolicy="EVERYONE")
    assert ties(graph) == before
    assert followers()[1:] == ((3, 3), all_three)


def test_a_suspended_follow_can_be_ended_all_the_same(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada; grace; hugo", grace=CONNECTIONS)
    for follower in ("ada", "hugo"):
        mark(graph, "FOLLOWS", follower, "grace", since=NOW - DAY, origin="EXPLICIT")
    assert mutate("unfollowMember", memberId="grace")["userErrors"] == []
    assert mutate("removeFollower", viewer="grace", memberId="hugo")["userErrors"] == []
    assert ties(graph) == {}


def test_connecting_brings_a_suspended_follow_back(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada; grace", grace=CONNECTIONS)
    mark(graph, "FOLLOWS", "ada", "grace", since=NOW - DAY, origin="EXPLICIT")
    sent = mutate("sendInvitation", memberId="grace")["invitation"]["id"]
    mutate("acceptInvitation", viewer="grace", invitationId=sent)
    assert ties(graph)["ada FOLLOWS grace"] == {"since": text(NOW - DAY), "origin": "EXPLICIT"}
    between = mutate.ask(BETWEEN, ids=["grace"])["data"]["viewer"]["relationships"][0]
    assert (between["isFollowing"], between["followingSince"]) == (True, text(NOW - DAY))


def test_a_removed_follower_may_follow_again(world: World, mutate: Mutate) -> None:
    world("ada -> grace")
    mutate("removeFollower", viewer="grace", memberId="ada")
    assert mutate("followMember", memberId="grace")["relationship"]["isFollowing"] is True


def test_a_star_is_followed_and_left_like_anybody(world: World, graph: Graph, mutate: Mutate) -> None:
    """Who has 50 followers or more is not locked; the answers are the same."""
    world("; ".join(["ada; star", *(f"f{i:02} -> star" for i in range(60))]))
    assert mutate("followMember", memberId="star")["relationship"]["isFollowing"] is True
    assert mutate("removeFollower", viewer="star", memberId="f07")["relationship"]["isFollowedBy"] is False
    assert mutate("unfollowMember", memberId="star")["relationship"]["isFollowing"] is False
    assert len(ties(graph)) == 59
