"""Accepting an invitation, or meeting it halfway: what connects, what follows, who is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Graph
from tests.mutations.conftest import Small, Snapshot
from tests.mutations.scene import (
    DAY,
    NOT_OPEN,
    NOW,
    Frozen,
    Mutate,
    actions,
    event,
    events,
    faults,
    letter,
    mark,
    refusal,
    text,
    ties,
)

pytestmark = pytest.mark.usefixtures("sound")


@pytest.mark.parametrize("state", ["PENDING", "IGNORED"])
def test_accepting_connects(state: str, received: Callable[..., str], graph: Graph, mutate: Mutate) -> None:
    id = received(state)
    mark(graph, "DISCONNECTED", "ada", "grace", at=NOW - DAY)
    mark(graph, "DISCONNECTED", "grace", "ada", at=NOW - DAY)
    mark(graph, "BARS", "ada", "grace")
    mark(graph, "BARS", "grace", "ada")
    payload = mutate("acceptInvitation", invitationId=id)
    assert (payload["outcome"], payload["userErrors"]) == ("CONNECTED", [])
    assert payload["invitation"] == {
        "id": id,
        "sender": {"id": "grace"},
        "recipient": {"id": "ada"},
        "state": "ACCEPTED",
        "note": None,
        "howYouKnow": None,
        "sentAt": text(NOW - 10 * DAY),
        "expiresAt": text(NOW + 170 * DAY),
        "closedAt": text(NOW),
        "reminderCount": 0,
        "reminderNote": None,
        "message": None,
    }
    between = payload["relationship"]
    assert actions(between) == {"REMOVE_CONNECTION": None, "UNFOLLOW": None, "REMOVE_FOLLOWER": None, "BLOCK": None}
    del between["actions"]
    assert between == {
        "member": {"id": "grace"},
        "degree": "FIRST",
        "connectedSince": text(NOW),
        "isFollowing": True,
        "isFollowedBy": True,
        "followingSince": text(NOW),
        "invitation": None,
        "primaryAction": None,
    }
    found = ties(graph)
    assert found.pop(id) == {
        "id": id,
        "state": "ACCEPTED",
        "reminders": 0,
        "sentAt": text(NOW - 10 * DAY),
        "expiresAt": text(NOW + 170 * DAY),
        "closedAt": text(NOW),
    }
    assert found == {
        "ada CONNECTED grace": {"pair": "ada grace", "since": text(NOW), "invitation": id},
        "ada FOLLOWS grace": {"since": text(NOW), "origin": "AUTO"},
        "grace FOLLOWS ada": {"since": text(NOW), "origin": "AUTO"},
    }
    assert events(graph) == [event("grace", "INVITATION_ACCEPTED", "ada", id)]


@pytest.mark.parametrize("ada", [True, False])
@pytest.mark.parametrize("grace", [True, False])
@pytest.mark.parametrize("crossed", [True, False])
def test_each_side_follows_by_its_own_setting(
    ada: bool, grace: bool, crossed: bool, received: Callable[..., str], graph: Graph, mutate: Mutate
) -> None:
    id = received(ada={"autoFollowOnConnect": ada}, grace={"autoFollowOnConnect": grace})
    payload = mutate("sendInvitation", memberId="grace") if crossed else mutate("acceptInvitation", invitationId=id)
    assert payload["outcome"] == "CONNECTED"
    found = ties(graph)
    assert (("ada FOLLOWS grace" in found), ("grace FOLLOWS ada" in found)) == (ada, grace)
    assert (payload["relationship"]["isFollowing"], payload["relationship"]["isFollowedBy"]) == (ada, grace)


@pytest.mark.parametrize("auto", [True, False])
@pytest.mark.parametrize("crossed", [True, False])
def test_a_follow_that_was_chosen_stays_as_it_is(
    auto: bool, crossed: bool, received: Callable[..., str], graph: Graph, mutate: Mutate
) -> None:
    id = received(ada={"autoFollowOnConnect": auto}, grace={"autoFollowOnConnect": auto})
    chosen = {"since": NOW - DAY, "origin": "EXPLICIT"}
    mark(graph, "FOLLOWS", "ada", "grace", **chosen)
    mark(graph, "FOLLOWS", "grace", "ada", **chosen)
    if crossed:
        mutate("sendInvitation", memberId="grace")
    else:
        mutate("acceptInvitation", invitationId=id)
    found = ties(graph)
    kept = {"since": text(NOW - DAY), "origin": "EXPLICIT"}
    assert (found["ada FOLLOWS grace"], found["grace FOLLOWS ada"]) == (kept, kept)


def test_accepting_again_is_success_while_connected(
    received: Callable[..., str], graph: Graph, mutate: Mutate, snapshot: Snapshot, frozen: Frozen
) -> None:
    id = received()
    first = mutate("acceptInvitation", invitationId=id)
    before = snapshot()
    frozen.ahead = 400 * DAY
    assert mutate("acceptInvitation", invitationId=id) == first
    assert snapshot() == before
    mutate("removeConnection", memberId="grace")
    before = snapshot()
    assert mutate.refused("acceptInvitation", invitationId=id) == NOT_OPEN
    assert snapshot() == before


def test_accepting_an_older_one_again_is_not_success(
    received: Callable[..., str], graph: Graph, mutate: Mutate
) -> None:
    received("ACCEPTED", id="older", sent=NOW - 60 * DAY, closedAt=NOW - 50 * DAY)
    mutate("acceptInvitation", invitationId=letter(graph, "grace", "ada"))
    assert mutate.refused("acceptInvitation", invitationId="older") == NOT_OPEN


@pytest.mark.parametrize("full", ["ada", "grace"])
def test_accepting_meets_the_connection_limit_of_either(
    full: str, received: Callable[..., str], small: Small, snapshot: Snapshot
) -> None:
    id = received(people=f"ada; grace; {full} -- zed")
    before = snapshot()
    payload = small(connection_limit=1)("acceptInvitation", invitationId=id)
    assert faults(payload) == refusal("CONNECTION_LIMIT_REACHED")
    assert payload["invitation"]["state"] == "PENDING"
    assert actions(payload["relationship"])["ACCEPT"] == "CONNECTION_LIMIT_REACHED"
    assert snapshot() == before
    assert small(connection_limit=2)("acceptInvitation", invitationId=id)["outcome"] == "CONNECTED"


def test_a_closed_one_is_closed_before_it_meets_a_limit(received: Callable[..., str], small: Small) -> None:
    id = received("DECLINED", people="ada; grace; ada -- zed")
    assert small(connection_limit=1).refused("acceptInvitation", invitationId=id) == NOT_OPEN
