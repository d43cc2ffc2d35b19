"""A block: what it ends, what it leaves, and that it tells nobody anything."""

from __future__ import annotations

import pytest

from tests.conftest import Graph
from tests.mutations.conftest import Snapshot
from tests.mutations.scene import (
    DAY,
    NOW,
    Frozen,
    Mutate,
    World,
    actions,
    events,
    faults,
    letter,
    mark,
    refusal,
    text,
    ties,
)

pytestmark = pytest.mark.usefixtures("sound")

BLOCKED = "{ viewer { blockedMembers { totalCount nodes { memberId handle since } } } }"
LETTERS = """query ($id: ID!) { viewer {
  invitation(id: $id) { id } invitationsReceived { totalCount nodes { id } } invitationsSent { totalCount nodes { id } }
} }"""
NO_LETTERS = {
    "invitation": None,
    "invitationsReceived": {"totalCount": 0, "nodes": []},
    "invitationsSent": {"totalCount": 0, "nodes": []},
}


def test_a_block_ends_everything_between_two(
    world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot, frozen: Frozen
) -> None:
    world("ada -- grace; ada -> grace; grace -> ada; ada -- zed; zed -- grace; ada -> zed; grace -> zed")
    mark(graph, "DISCONNECTED", "ada", "grace", at=NOW - DAY)
    mark(graph, "DISCONNECTED", "grace", "ada", at=NOW - DAY)
    mark(graph, "BARS", "ada", "grace")
    mark(graph, "BARS", "grace", "ada")
    letter(graph, "ada", "grace", "WITHDRAWN")
    before = ties(graph)
    payload = mutate("blockMember", memberId="grace")
    expected = {"blockedMember": {"memberId": "grace", "handle": "grace", "since": text(NOW)}, "userErrors": []}
    assert payload == expected
    assert ties(graph) == {
        **{name: tie for name, tie in before.items() if "zed" in name or "BARS" in name or name == "ada-grace"},
        "ada BLOCKS grace": {"since": text(NOW)},
    }
    assert len(before) == 12
    assert events(graph) == []
    listed = {"totalCount": 1, "nodes": [expected["blockedMember"]]}
    assert mutate.ask(BLOCKED) == {"data": {"viewer": {"blockedMembers": listed}}}
    after = snapshot()
    frozen.ahead = DAY
    assert mutate("blockMember", memberId="grace") == expected
    assert snapshot() == after


@pytest.mark.parametrize("state", ["PENDING", "IGNORED"])
@pytest.mark.parametrize(("sender", "recipient"), [("ada", "grace"), ("grace", "ada")])
def test_a_block_cancels_the_open_invitation(
    state: str, sender: str, recipient: str, world: World, graph: Graph, mutate: Mutate
) -> None:
    world("ada; grace; zed")
    id = letter(graph, sender, recipient, state, note="Hello")
    letter(graph, "zed", "ada")
    mutate("blockMember", memberId="grace")
    assert ties(graph)[id] == {
        "id": id,
        "state": "CANCELLED",
        "note": "Hello",
        "reminders": 0,
        "sentAt": text(NOW - 10 * DAY),
        "expiresAt": text(NOW + 170 * DAY),
        "closedAt": text(NOW),
    }
    assert ties(graph)["zed-ada"]["state"] == "PENDING"
    assert mutate.ask(LETTERS, "grace", id=id)["data"]["viewer"] == NO_LETTERS
    listed = mutate.ask(LETTERS, id=id)["data"]["viewer"]
    assert (listed["invitation"], listed["invitationsReceived"]["nodes"]) == (None, [{"id": "zed-ada"}])
    assert events(graph) == []


@pytest.mark.parametrize("late", [0 * DAY, 3 * DAY])
def test_a_block_finds_a_lapsed_invitation_expired(late: object, world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada; grace")
    id = letter(graph, "grace", "ada", sent=NOW - 180 * DAY - late)  # type: ignore[operator]
    mutate("blockMember", memberId="grace")
    found = ties(graph)[id]
    assert (found["state"], found["closedAt"], "openKey" in found) == ("EXPIRED", text(NOW - late), False)  # type: ignore[operator]


def test_guards_stand_in_their_order(world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot) -> None:
    world("ada; grace", grace={"status": "HIBERNATED"})
    mark(graph, "BLOCKS", "grace", "ada", since=NOW)
    mark(graph, "BLOCKS", "ada", "grace", since=NOW - DAY)
    before = snapshot()
    assert mutate.refused("blockMember", memberId="ada") == refusal("CANNOT_TARGET_SELF", "memberId")
    again = mutate("blockMember", memberId="grace")  # already blocked, whatever else is so
    assert again == {
        "blockedMember": {"memberId": "grace", "handle": "grace", "since": text(NOW - DAY)},
        "userErrors": [],
    }
    assert snapshot() == before
    graph.run("MATCH (:Member {id: 'ada'})-[b:BLOCKS]->() DELETE b")
    before = snapshot()
    for status in ("HIBERNATED", "ACTIVE"):
        graph.run("MATCH (m:Member {id: 'grace'}) SET m.status = $status", status=status)
        before = snapshot()
        payload = mutate("blockMember", memberId="grace")
        assert (payload["blockedMember"], faults(payload)) == (None, refusal("MEMBER_NOT_FOUND", "memberId"))
        assert snapshot() == before


def test_whom_one_blocks_can_only_be_unblocked(world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot) -> None:
    world("ada x grace")
    before = snapshot()
    for name in ("sendInvitation", "followMember", "unfollowMember", "removeFollower", "removeConnection"):
        payload = mutate(name, memberId="grace")
        assert faults(payload) == refusal("YOU_BLOCKED_MEMBER", "memberId")
        assert payload["relationship"] is None
        there = mutate(name, viewer="grace", memberId="ada")
        assert faults(there) == refusal("MEMBER_NOT_FOUND", "memberId")
        assert there["relationship"] is None
    assert snapshot() == before


def test_unblocking_brings_nothing_back(world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot) -> None:
    world("ada -- grace; ada -> grace; grace -> ada")
    letter(graph, "grace", "ada", "DECLINED")
    mutate("blockMember", memberId="grace")
    payload = mutate("unblockMember", memberId="grace")
    assert payload["userErrors"] == []
    between = payload["relationship"]
    assert (between["degree"], between["isFollowing"], between["isFollowedBy"], between["invitation"]) == (
        "OUT_OF_NETWORK",
        False,
        False,
        None,
    )
    assert actions(between) == {"INVITE": None, "FOLLOW": None, "BLOCK": None}
    assert list(ties(graph)) == ["grace-ada"]
    assert events(graph) == []
    before = snapshot()
    again = mutate("unblockMember", memberId="grace")
    assert faults(again) == refusal("NOT_BLOCKED", "memberId")
    assert snapshot() == before
    assert mutate.ask(BLOCKED)["data"]["viewer"]["blockedMembers"] == {"totalCount": 0, "nodes": []}


def test_a_block_forgets_who_left_but_not_who_is_unknown(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada -- grace; ada -- hugo")
    mutate("removeConnection", memberId="grace")
    mark(graph, "BARS", "ada", "hugo")
    for member in ("grace", "hugo"):
        mutate("blockMember", memberId=member)
        mutate("unblockMember", memberId=member)
    assert mutate("sendInvitation", viewer="grace", memberId="ada")["outcome"] == "SENT"
    barred = refusal("INVITATION_NOT_ALLOWED", "memberId")
    assert mutate.refused("sendInvitation", viewer="hugo", memberId="ada") == barred


def test_an_inactive_member_can_be_unblocked_and_stays_unseen(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada x grace", grace={"status": "HIBERNATED"})
    assert mutate("unblockMember", memberId="grace") == {"relationship": None, "userErrors": []}
    assert ties(graph) == {}


def test_two_blocks_are_lifted_one_by_one(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada x grace; grace x ada")
    assert mutate("unblockMember", memberId="grace") == {"relationship": None, "userErrors": []}
    assert list(ties(graph)) == ["grace BLOCKS ada"]
    assert mutate("unblockMember", viewer="grace", memberId="ada")["relationship"]["degree"] == "OUT_OF_NETWORK"


@pytest.mark.parametrize("whom", ["ada", "nobody", "asleep", "blocker", "friend"])
def test_unblocking_tells_nothing_of_whoever_is_not_blocked(
    whom: str, world: World, mutate: Mutate, snapshot: Snapshot
) -> None:
    world("ada -- friend; blocker x ada; asleep", asleep={"status": "HIBERNATED"})
    before = snapshot()
    assert mutate.refused("unblockMember", memberId=whom) == refusal("NOT_BLOCKED", "memberId")
    assert snapshot() == before
