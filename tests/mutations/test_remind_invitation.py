"""Reminding of an invitation: once, after a week, and heard only by who has not ignored it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.conftest import Graph
from tests.mutations.conftest import Snapshot
from tests.mutations.scene import (
    DAY,
    NOT_OPEN,
    NOW,
    TICK,
    Ask,
    Frozen,
    Mutate,
    World,
    actions,
    event,
    events,
    letter,
    refusal,
    text,
    ties,
)

pytestmark = pytest.mark.usefixtures("sound")


def test_the_recipient_hears_a_reminder_once(
    received: Callable[..., str], graph: Graph, mutate: Mutate, snapshot: Snapshot
) -> None:
    id = received(sent=NOW - 7 * DAY, note="Hello")
    payload = mutate("remindInvitation", viewer="grace", invitationId=id, note=" Did you see it? ")
    assert (payload["outcome"], payload["userErrors"]) == ("REMINDED", [])
    letter_ = payload["invitation"]
    assert (letter_["state"], letter_["note"], letter_["reminderCount"], letter_["reminderNote"]) == (
        "PENDING",
        "Hello",
        1,
        "Did you see it?",
    )
    assert actions(payload["relationship"]) == {
        "WITHDRAW": None,
        "REMIND": "REMINDER_LIMIT_REACHED",
        "FOLLOW": None,
        "BLOCK": None,
    }
    assert ties(graph) == {
        id: {
            "id": id,
            "openKey": "ada grace",
            "state": "PENDING",
            "note": "Hello",
            "reminders": 1,
            "reminderNote": "Did you see it?",
            "sentAt": text(NOW - 7 * DAY),
            "expiresAt": text(NOW + 173 * DAY),
        }
    }
    assert events(graph) == [event("ada", "INVITATION_REMINDER", "grace", id)]
    before = snapshot()
    limit = refusal("REMINDER_LIMIT_REACHED", "invitationId")
    assert mutate.refused("remindInvitation", viewer="grace", invitationId=id, note="x" * 301) == limit
    assert snapshot() == before


def test_a_reminder_of_an_ignored_one_looks_the_same_and_is_not_heard(
    world: World, graph: Graph, mutate: Mutate
) -> None:
    world("ada; hugo; grace")
    ignored = letter(graph, "grace", "ada", "IGNORED", id="one")
    pending = letter(graph, "grace", "hugo", "PENDING", id="two")
    to_ada, to_hugo = (
        mutate("remindInvitation", viewer="grace", invitationId=id, note="Hello?") for id in (ignored, pending)
    )
    assert str(to_ada).replace("'ada'", "'hugo'").replace("'one'", "'two'") == str(to_hugo)
    assert events(graph) == [event("hugo", "INVITATION_REMINDER", "grace", pending)]
    assert (ties(graph)[ignored]["state"], ties(graph)[ignored]["reminders"]) == ("IGNORED", 1)


@pytest.mark.parametrize("state", ["PENDING", "IGNORED"])
def test_a_reminder_waits_seven_days_to_the_millisecond(
    state: str, received: Callable[..., str], mutate: Mutate, frozen: Frozen, snapshot: Snapshot
) -> None:
    id = received(state, sent=NOW)
    before = snapshot()
    soon = refusal("REMINDER_TOO_SOON", "invitationId", retry_at=NOW + 7 * DAY)
    for frozen.ahead in (timedelta(), 7 * DAY - TICK):
        assert mutate.refused("remindInvitation", viewer="grace", invitationId=id, note="x" * 301) == soon
    assert snapshot() == before
    frozen.ahead = 7 * DAY
    long = refusal("NOTE_TOO_LONG", "note")
    assert mutate.refused("remindInvitation", viewer="grace", invitationId=id, note="😀" * 301) == long
    assert snapshot() == before
    assert mutate("remindInvitation", viewer="grace", invitationId=id, note="😀" * 300)["outcome"] == "REMINDED"


def test_the_limit_of_reminders_is_said_before_the_time(received: Callable[..., str], mutate: Mutate) -> None:
    id = received(sent=NOW - DAY, reminders=1)
    limit = refusal("REMINDER_LIMIT_REACHED", "invitationId")
    assert mutate.refused("remindInvitation", viewer="grace", invitationId=id) == limit


def test_the_time_of_an_invitation_is_not_lengthened(
    received: Callable[..., str], mutate: Mutate, frozen: Frozen, ask: Ask
) -> None:
    id = received()
    mutate("remindInvitation", viewer="grace", invitationId=id)
    frozen.ahead = 170 * DAY
    assert mutate.refused("withdrawInvitation", viewer="grace", invitationId=id) == NOT_OPEN
    answer = mutate.ask("query ($id: ID!) { viewer { invitation(id: $id) { state closedAt } } }", "grace", id=id)
    assert answer["data"]["viewer"]["invitation"] == {"state": "EXPIRED", "closedAt": text(NOW + 170 * DAY)}
