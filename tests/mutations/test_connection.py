"""Ending a connection: what goes with it, what stays, who is told."""

from __future__ import annotations

import pytest

from tests.conftest import Graph
from tests.mutations.conftest import Snapshot
from tests.mutations.scene import DAY, NOW, Mutate, World, actions, events, faults, letter, mark, refusal, text, ties

pytestmark = pytest.mark.usefixtures("sound")

AUTO, EXPLICIT = "AUTO", "EXPLICIT"


@pytest.mark.parametrize("keep", [False, True, None])
@pytest.mark.parametrize("mine", [AUTO, EXPLICIT, None])
@pytest.mark.parametrize("theirs", [AUTO, EXPLICIT])
def test_a_connection_takes_its_own_follows_with_it(
    keep: bool | None, mine: str | None, theirs: str, world: World, graph: Graph, mutate: Mutate
) -> None:
    world("ada -- grace; ada -- zed; zed -- grace")
    since = NOW - DAY
    if mine:
        mark(graph, "FOLLOWS", "ada", "grace", since=since, origin=mine)
    mark(graph, "FOLLOWS", "grace", "ada", since=since, origin=theirs)
    letter(graph, "grace", "ada", "ACCEPTED")
    payload = mutate("removeConnection", memberId="grace", keepFollowing=keep)
    assert payload["userErrors"] == []
    between = payload["relationship"]
    stays = mine == EXPLICIT or bool(mine and keep)
    assert (between["degree"], between["connectedSince"]) == ("SECOND", None)
    assert (between["isFollowing"], between["isFollowedBy"]) == (stays, theirs == EXPLICIT)
    assert between["followingSince"] == (text(since) if stays else None)
    expected = {"ada DISCONNECTED grace": {"at": text(NOW)}}
    if stays:
        expected["ada FOLLOWS grace"] = {"since": text(since), "origin": EXPLICIT}
    if theirs == EXPLICIT:
        expected["grace FOLLOWS ada"] = {"since": text(since), "origin": EXPLICIT}
    found = {name: tie for name, tie in ties(graph).items() if "zed" not in name}
    assert found.pop("grace-ada")["state"] == "ACCEPTED"
    assert found == expected
    assert events(graph) == []


@pytest.mark.parametrize("viewer", ["ada", "grace"])
def test_either_side_may_end_it_and_who_did_is_remembered(
    viewer: str, world: World, graph: Graph, mutate: Mutate
) -> None:
    world("ada -- grace")
    other = "grace" if viewer == "ada" else "ada"
    between = mutate("removeConnection", viewer=viewer, memberId=other)["relationship"]
    assert ties(graph) == {f"{viewer} DISCONNECTED {other}": {"at": text(NOW)}}
    assert actions(between) == {"INVITE": None, "FOLLOW": None, "BLOCK": None}
    back = mutate.ask(
        "query ($ids: [ID!]!) { viewer { relationships(memberIds: $ids) { degree primaryAction actions "
        "{ name isAllowed code retryAt } } } }",
        viewer=other,
        ids=[viewer],
    )["data"]["viewer"]["relationships"][0]
    assert (back["degree"], back["primaryAction"]) == ("OUT_OF_NETWORK", "FOLLOW")
    # Vague on purpose: no time is given that would tell of the removal.
    assert back["actions"][0] == {
        "name": "INVITE",
        "isAllowed": False,
        "code": "INVITATION_NOT_ALLOWED",
        "retryAt": None,
    }


def test_what_is_not_connected_cannot_be_ended(world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot) -> None:
    world("ada -> grace; grace -> ada; ada; hugo -- grace")
    letter(graph, "grace", "ada")
    before = snapshot()
    payload = mutate("removeConnection", memberId="grace", keepFollowing=True)
    assert faults(payload) == refusal("NOT_CONNECTED", "memberId")
    assert (payload["relationship"]["degree"], payload["relationship"]["isFollowing"]) == ("OUT_OF_NETWORK", True)
    assert snapshot() == before


def test_ending_it_twice_is_refused(world: World, mutate: Mutate, snapshot: Snapshot) -> None:
    world("ada -- grace")
    mutate("removeConnection", memberId="grace")
    before = snapshot()
    assert mutate.refused("removeConnection", memberId="grace") == refusal("NOT_CONNECTED", "memberId")
    assert snapshot() == before


def test_who_comes_back_may_leave_again(world: World, graph: Graph, mutate: Mutate) -> None:
    """The remover invites at once, acceptance forgets who left, and the other side may leave next."""
    world("ada -- grace")
    mutate("removeConnection", memberId="grace")
    sent = mutate("sendInvitation", memberId="grace")["invitation"]["id"]
    mutate("acceptInvitation", viewer="grace", invitationId=sent)
    assert "ada DISCONNECTED grace" not in ties(graph)
    mutate("removeConnection", viewer="grace", memberId="ada")
    assert ties(graph).keys() == {"grace DISCONNECTED ada", sent}
