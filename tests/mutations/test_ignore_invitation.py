"""Ignoring an invitation: the sender cannot tell it from one that waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Graph
from tests.mutations.conftest import Snapshot
from tests.mutations.scene import (
    DAY,
    DONE,
    Frozen,
    Mutate,
    actions,
    events,
    refusal,
    ties,
)

pytestmark = pytest.mark.usefixtures("sound")

LISTS = """query ($id: ID!, $state: InvitationState) { viewer {
  invitation(id: $id) { state closedAt }
  invitationsSent(state: $state) { totalCount nodes { id state } }
  relationships(memberIds: ["ada"]) { invitation { id state } primaryAction actions { name isAllowed code } }
} }"""
RECEIVED = "query ($state: ReceivedState) { viewer { invitationsReceived(state: $state) { totalCount nodes { id } } } }"


@pytest.mark.parametrize("dont_know", [False, True, None])
def test_ignoring_is_silent(
    dont_know: bool | None, received: Callable[..., str], graph: Graph, mutate: Mutate, frozen: Frozen
) -> None:
    id = received()

    def senders_view() -> list[Any]:
        return [mutate.ask(LISTS, viewer="grace", id=id, state=state) for state in ("PENDING", "IGNORED")]

    before = senders_view()
    payload = mutate("ignoreInvitation", invitationId=id, dontKnow=dont_know)
    assert (payload["outcome"], payload["userErrors"]) == ("IGNORED", [])
    assert (payload["invitation"]["state"], payload["invitation"]["closedAt"]) == ("IGNORED", None)
    assert payload["relationship"]["invitation"] == {"id": id, "state": "IGNORED"}
    assert payload["relationship"]["primaryAction"] == "ACCEPT"
    assert actions(payload["relationship"]) == {"ACCEPT": None, "DECLINE": None, "FOLLOW": None, "BLOCK": None}
    found = ties(graph)
    assert (found[id]["state"], found[id]["openKey"], "closedAt" in found[id]) == ("IGNORED", "ada grace", False)
    assert ("ada BARS grace" in found, len(found)) == (bool(dont_know), 1 + bool(dont_know))
    assert events(graph) == []
    assert senders_view() == before
    assert before[0]["data"]["viewer"]["invitation"] == {"state": "PENDING", "closedAt": None}
    assert before[0]["data"]["viewer"]["invitationsSent"] == {
        "totalCount": 1,
        "nodes": [{"id": id, "state": "PENDING"}],
    }
    assert before[1]["data"]["viewer"]["invitationsSent"] == {"totalCount": 0, "nodes": []}
    for state, shown in (("PENDING", 0), ("IGNORED", 1)):
        listed = mutate.ask(RECEIVED, state=state)["data"]["viewer"]["invitationsReceived"]
        assert listed == {"totalCount": shown, "nodes": [{"id": id}] * shown}


def test_ignoring_twice_is_success_and_may_add_that_one_knows_nobody(
    received: Callable[..., str], graph: Graph, mutate: Mutate, snapshot: Snapshot
) -> None:
    id = received()
    mutate("ignoreInvitation", invitationId=id)
    before = snapshot()
    assert mutate("ignoreInvitation", invitationId=id)["outcome"] == "IGNORED"
    assert snapshot() == before
    for _ in range(2):
        assert mutate("ignoreInvitation", invitationId=id, dontKnow=True)["outcome"] == "IGNORED"
    assert list(ties(graph)) == ["ada BARS grace", id]


def test_whoever_is_not_known_cannot_invite_again(received: Callable[..., str], mutate: Mutate, frozen: Frozen) -> None:
    id = received()
    mutate("ignoreInvitation", invitationId=id, dontKnow=True)
    again = mutate("sendInvitation", viewer="grace", memberId="ada")
    assert [(e["code"], again["invitation"]["state"]) for e in again["userErrors"]] == [
        ("INVITATION_ALREADY_PENDING", "PENDING")
    ]
    mutate("declineInvitation", invitationId=id)
    frozen.ahead = 30 * DAY
    barred = refusal("INVITATION_NOT_ALLOWED", "memberId")
    assert mutate.refused("sendInvitation", viewer="grace", memberId="ada") == barred


@pytest.mark.parametrize("name", ["acceptInvitation", "declineInvitation"])
def test_an_ignored_one_can_still_be_answered(name: str, received: Callable[..., str], mutate: Mutate) -> None:
    payload = mutate(name, invitationId=received("IGNORED"))
    assert (payload["outcome"], payload["invitation"]["state"]) == DONE[name]
