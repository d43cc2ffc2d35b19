"""Sending an invitation: every refusal in its order, every effect, every boundary."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Graph
from tests.mutations.conftest import Small, Snapshot
from tests.mutations.scene import (
    DAY,
    NOW,
    Frozen,
    Mutate,
    World,
    actions,
    event,
    events,
    letter,
    mark,
    refusal,
    text,
    ties,
)

pytestmark = pytest.mark.usefixtures("sound")

GONE = "MATCH (:Member {id: $a})-[tie:$($kind)]->(:Member {id: $b}) DELETE tie"
SET = "MATCH (m:Member {id: $id}) SET m += $changes"


def test_what_is_sent_stands_in_the_graph_and_in_the_payload(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada; grace")
    payload = mutate("sendInvitation", memberId="grace", note="  We met in Lund ", howYouKnow="COLLEAGUE")
    relationship = payload.pop("relationship")
    sent = payload["invitation"]
    assert payload == {
        "outcome": "SENT",
        "invitation": {
            "id": sent["id"],
            "sender": {"id": "ada"},
            "recipient": {"id": "grace"},
            "state": "PENDING",
            "note": "We met in Lund",
            "howYouKnow": "COLLEAGUE",
            "sentAt": text(NOW),
            "expiresAt": text(NOW + 180 * DAY),
            "closedAt": None,
            "reminderCount": 0,
            "reminderNote": None,
            "message": None,
        },
        "userErrors": [],
    }
    assert (relationship["degree"], relationship["invitation"]) == (
        "OUT_OF_NETWORK",
        {"id": sent["id"], "state": "PENDING"},
    )
    assert actions(relationship) == {"WITHDRAW": None, "REMIND": "REMINDER_TOO_SOON", "FOLLOW": None, "BLOCK": None}
    assert relationship["actions"][1]["retryAt"] == text(NOW + 7 * DAY)
    assert relationship["primaryAction"] == "WITHDRAW"
    assert sent["id"][14] == "7"
    assert ties(graph) == {
        sent["id"]: {
            "id": sent["id"],
            "openKey": "ada grace",
            "state": "PENDING",
            "note": "We met in Lund",
            "howYouKnow": "COLLEAGUE",
            "sentAt": text(NOW),
            "expiresAt": text(NOW + 180 * DAY),
            "reminders": 0,
        }
    }
    assert events(graph) == [event("grace", "INVITATION_RECEIVED", "ada", sent["id"])]


def test_the_earlier_refusal_wins(world: World, graph: Graph, small: Small, snapshot: Snapshot) -> None:
    """Every obstacle stands in the way at first; taken away one by one, each next refusal comes to light."""
    world(
        "ada -- zed; grace -- zoe; ada -- grace; kim; ada x grace",
        grace={"status": "HIBERNATED", "invitePolicy": "NOBODY", "requireNote": True, "emails": ["g@example.org"]},
        ada={"invitedAt": [NOW - DAY]},
    )
    letter(graph, "ada", "kim")
    letter(graph, "ada", "grace")
    mark(graph, "BLOCKS", "grace", "ada", since=NOW)
    mark(graph, "DISCONNECTED", "grace", "ada", at=NOW - DAY)
    mark(graph, "BARS", "grace", "ada")
    mutate = small(connection_limit=1, open_invitation_limit=1, weekly_invitation_limit=1)
    words: dict[str, Any] = {"note": "  "}

    def refused() -> Any:
        before = snapshot()
        found = mutate.refused("sendInvitation", memberId="grace", **words)
        assert snapshot() == before
        return found

    def grace(**changes: Any) -> None:
        graph.run(SET, id="grace", changes=changes)

    def gone(a: str, kind: str, b: str) -> None:
        graph.run(GONE, a=a, b=b, kind=kind)

    assert mutate.refused("sendInvitation", memberId="ada", note="x" * 301) == refusal("CANNOT_TARGET_SELF", "memberId")
    assert refused() == refusal("YOU_BLOCKED_MEMBER", "memberId")
    gone("ada", "BLOCKS", "grace")
    assert refused() == refusal("MEMBER_NOT_FOUND", "memberId")
    grace(status="ACTIVE")
    assert refused() == refusal("MEMBER_NOT_FOUND", "memberId")
    gone("grace", "BLOCKS", "ada")
    assert refused() == refusal("ALREADY_CONNECTED", "memberId")
    gone("ada", "CONNECTED", "grace")
    assert refused() == refusal("INVITATION_ALREADY_PENDING", "memberId")
    gone("ada", "INVITED", "grace")
    letter(graph, "ada", "grace", "WITHDRAWN", closedAt=NOW - DAY)
    letter(graph, "grace", "ada")
    assert refused() == refusal("CONNECTION_LIMIT_REACHED")  # it would cross, so limits alone are tested
    gone("grace", "INVITED", "ada")
    assert refused() == refusal("REINVITE_COOLDOWN", "memberId", retry_at=NOW + 20 * DAY)
    gone("ada", "INVITED", "grace")
    assert refused() == refusal("INVITATION_NOT_ALLOWED", "memberId")
    gone("grace", "DISCONNECTED", "ada")
    assert refused() == refusal("INVITATION_NOT_ALLOWED", "memberId")
    gone("grace", "BARS", "ada")
    assert refused() == refusal("INVITATION_NOT_ALLOWED", "memberId")
    grace(invitePolicy="SECOND_DEGREE")
    assert refused() == refusal("INVITATION_NOT_ALLOWED", "memberId")
    grace(invitePolicy="EMAIL")
    assert refused() == refusal("EMAIL_REQUIRED", "email")
    grace(invitePolicy="EVERYONE")
    assert refused() == refusal("NOTE_REQUIRED", "note")
    words["note"] = "x" * 301
    assert refused() == refusal("NOTE_TOO_LONG", "note")
    words["note"] = "x" * 300
    assert refused() == refusal("CONNECTION_LIMIT_REACHED")
    gone("ada", "CONNECTED", "zed")
    assert refused() == refusal("CONNECTION_LIMIT_REACHED")
    gone("grace", "CONNECTED", "zoe")
    assert refused() == refusal("TOO_MANY_PENDING")
    gone("ada", "INVITED", "kim")
    assert refused() == refusal("INVITATION_LIMIT_REACHED", retry_at=NOW + 6 * DAY)
    graph.run(SET, id="ada", changes={"invitedAt": None})
    assert mutate("sendInvitation", memberId="grace", **words)["outcome"] == "SENT"


def test_a_pending_one_comes_with_its_refusal(world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot) -> None:
    world("ada; grace")
    letter(graph, "ada", "grace", note="Hello")
    before = snapshot()
    payload = mutate("sendInvitation", memberId="grace", note="Again")
    assert (payload["outcome"], payload["userErrors"][0]["code"]) == (None, "INVITATION_ALREADY_PENDING")
    assert (payload["invitation"]["id"], payload["invitation"]["note"]) == ("ada-grace", "Hello")
    assert payload["relationship"]["invitation"] == {"id": "ada-grace", "state": "PENDING"}
    assert snapshot() == before


def test_an_ignored_one_looks_pending_when_it_is_refused(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada; grace; hugo")
    letter(graph, "ada", "grace", "IGNORED")
    letter(graph, "ada", "hugo", "PENDING")
    ignored, pending = (mutate("sendInvitation", memberId=member) for member in ("grace", "hugo"))
    assert (ignored["invitation"]["state"], ignored["relationship"]["invitation"]["state"]) == ("PENDING", "PENDING")
    assert ignored["userErrors"] == pending["userErrors"]


@pytest.mark.parametrize("state", ["PENDING", "IGNORED"])
@pytest.mark.parametrize(
    "grace", [{}, {"invitePolicy": "NOBODY"}, {"invitePolicy": "SECOND_DEGREE"}, {"invitePolicy": "EMAIL"}]
)
def test_two_that_cross_connect(state: str, grace: dict[str, Any], world: World, graph: Graph, mutate: Mutate) -> None:
    """Cool-downs, bars, policies and notes are not asked for when both want it."""
    world("ada; grace", grace=grace | {"requireNote": True})
    letter(graph, "grace", "ada", state)
    letter(graph, "ada", "grace", "DECLINED", sent=NOW - 20 * DAY, closedAt=NOW - DAY)
    mark(graph, "DISCONNECTED", "grace", "ada", at=NOW - DAY)
    mark(graph, "BARS", "grace", "ada")
    mark(graph, "BARS", "ada", "grace")
    payload = mutate("sendInvitation", memberId="grace", note="x" * 301)
    assert (payload["outcome"], payload["userErrors"]) == ("CONNECTED", [])
    assert (payload["invitation"]["id"], payload["invitation"]["state"]) == ("grace-ada", "ACCEPTED")
    assert payload["invitation"]["closedAt"] == text(NOW)
    between = payload["relationship"]
    assert (between["degree"], between["connectedSince"], between["invitation"]) == ("FIRST", text(NOW), None)
    assert (between["isFollowing"], between["isFollowedBy"], between["primaryAction"]) == (True, True, None)
    assert actions(between) == {"REMOVE_CONNECTION": None, "UNFOLLOW": None, "REMOVE_FOLLOWER": None, "BLOCK": None}
    found = ties(graph)
    assert set(found) == {
        "ada CONNECTED grace",
        "ada FOLLOWS grace",
        "grace FOLLOWS ada",
        "grace-ada",
        "ada-grace",
    }
    assert found["ada CONNECTED grace"] == {"pair": "ada grace", "since": text(NOW), "invitation": "grace-ada"}
    assert found["ada FOLLOWS grace"] == {"since": text(NOW), "origin": "AUTO"}
    assert found["grace FOLLOWS ada"] == {"since": text(NOW), "origin": "AUTO"}
    assert (found["grace-ada"]["state"], "openKey" in found["grace-ada"]) == ("ACCEPTED", False)
    assert events(graph) == [event("grace", "INVITATION_ACCEPTED", "ada", "grace-ada")]
    assert graph.run("MATCH (m:Member {id: 'ada'}) RETURN m.invitedAt AS at") == [{"at": None}]


def test_who_declines_may_invite_at_once(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada; grace")
    letter(graph, "ada", "grace", "DECLINED", closedAt=NOW)
    assert mutate("sendInvitation", viewer="grace", memberId="ada")["outcome"] == "SENT"


def test_whoever_is_not_known_is_barred_for_good(world: World, graph: Graph, mutate: Mutate, frozen: Frozen) -> None:
    world("ada; grace")
    mark(graph, "BARS", "grace", "ada")
    frozen.ahead = 1000 * DAY
    assert mutate.refused("sendInvitation", memberId="grace") == refusal("INVITATION_NOT_ALLOWED", "memberId")
    assert mutate("sendInvitation", viewer="grace", memberId="ada")["outcome"] == "SENT"


@pytest.mark.parametrize(
    ("ties_", "zed", "ada", "is_allowed"),
    [
        ("ada; grace; zed", {}, {}, False),
        ("ada -- zed; zed -- grace", {}, {}, True),
        ("ada -- zed; zed -- grace", {"status": "HIBERNATED"}, {}, False),
        ("ada -- zed; zed -- grace", {"connectionsVisibility": "HIDDEN"}, {}, False),
        ("ada -- zed; zed -- grace", {"connectionsVisibility": "ONLY_ME"}, {}, True),
        ("ada -- zed; zed -- grace", {}, {"connectionsVisibility": "HIDDEN"}, True),
        ("ada -- zed; zed -- mid; mid -- grace", {}, {}, False),
        ("ada -> grace; grace -> ada; zed", {}, {}, False),
    ],
)
def test_second_degree_means_the_second_degree(
    ties_: str, zed: dict[str, Any], ada: dict[str, Any], is_allowed: bool, world: World, mutate: Mutate
) -> None:
    world(ties_, grace={"invitePolicy": "SECOND_DEGREE"}, zed=zed, ada=ada)
    payload = mutate("sendInvitation", memberId="grace")
    assert payload["outcome"] == ("SENT" if is_allowed else None)
    assert [e["code"] for e in payload["userErrors"]] == ([] if is_allowed else ["INVITATION_NOT_ALLOWED"])
    assert (payload["relationship"]["degree"] == "SECOND") is is_allowed


def test_an_address_opens_the_door(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada; grace", grace={"invitePolicy": "EMAIL", "emails": ["g@example.org", "grace@example.org"]})
    assert mutate("sendInvitation", memberId="grace", email=" Grace@Example.ORG ")["outcome"] == "SENT"
    assert len(events(graph)) == 1


@pytest.mark.parametrize("email", [None, ""])
def test_no_address_is_refused_and_does_not_count(
    email: str | None, world: World, mutate: Mutate, snapshot: Snapshot
) -> None:
    world("ada; grace", grace={"invitePolicy": "EMAIL", "emails": ["grace@example.org"]})
    before = snapshot()
    assert mutate.refused("sendInvitation", memberId="grace", email=email) == refusal("EMAIL_REQUIRED", "email")
    assert snapshot() == before


@pytest.mark.parametrize("note", [None, "", "   ", "\u2003\t\n"])
def test_a_required_note_is_no_blank(note: str | None, world: World, mutate: Mutate, snapshot: Snapshot) -> None:
    world("ada; grace", grace={"requireNote": True})
    before = snapshot()
    assert mutate.refused("sendInvitation", memberId="grace", note=note) == refusal("NOTE_REQUIRED", "note")
    assert snapshot() == before


def test_a_note_is_kept_in_composed_form(world: World, mutate: Mutate) -> None:
    world("ada; grace")
    assert mutate("sendInvitation", memberId="grace", note="Cafe\u0301")["invitation"]["note"] == "Caf\u00e9"


@pytest.mark.parametrize("state", ["PENDING", "IGNORED"])
@pytest.mark.parametrize(("sender", "recipient"), [("ada", "grace"), ("grace", "ada")])
def test_a_lapsed_one_makes_room_for_a_new_one(
    state: str, sender: str, recipient: str, world: World, graph: Graph, mutate: Mutate
) -> None:
    world("ada; grace")
    old = letter(graph, sender, recipient, state, sent=NOW - 180 * DAY)
    payload = mutate("sendInvitation", memberId="grace")
    assert payload["outcome"] == "SENT"
    found = ties(graph)
    assert found.keys() == {old, payload["invitation"]["id"]}
    assert found[old] == {
        "id": old,
        "state": "EXPIRED",
        "reminders": 0,
        "sentAt": text(NOW - 180 * DAY),
        "expiresAt": text(NOW),
        "closedAt": text(NOW),
    }


def test_a_day_late_it_closed_when_it_expired(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada; grace")
    old = letter(graph, "grace", "ada", sent=NOW - 190 * DAY)
    mutate("sendInvitation", memberId="grace")
    assert (ties(graph)[old]["state"], ties(graph)[old]["closedAt"]) == ("EXPIRED", text(NOW - 10 * DAY))
