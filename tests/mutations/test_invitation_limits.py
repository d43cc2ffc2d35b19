"""How long, how many and how soon again: the limits on inviting, each at its boundary."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import Graph
from tests.mutations.conftest import Small, Snapshot
from tests.mutations.scene import (
    DAY,
    NOW,
    TICK,
    Frozen,
    Mutate,
    World,
    letter,
    mark,
    refusal,
)

pytestmark = pytest.mark.usefixtures("sound")

SET = "MATCH (m:Member {id: $id}) SET m += $changes"


@pytest.mark.parametrize(("state", "days"), [("WITHDRAWN", 21), ("DECLINED", 30)])
def test_a_cool_down_ends_to_the_millisecond(
    state: str, days: int, world: World, graph: Graph, mutate: Mutate, frozen: Frozen, snapshot: Snapshot
) -> None:
    world("ada; grace")
    letter(graph, "ada", "grace", state, closedAt=NOW)
    before = snapshot()
    cooled = refusal("REINVITE_COOLDOWN", "memberId", retry_at=NOW + days * DAY)
    assert mutate.refused("sendInvitation", memberId="grace") == cooled
    frozen.ahead = days * DAY - TICK
    assert mutate.refused("sendInvitation", memberId="grace") == cooled
    assert snapshot() == before
    frozen.ahead = days * DAY
    assert mutate("sendInvitation", memberId="grace")["outcome"] == "SENT"


@pytest.mark.parametrize("state", ["ACCEPTED", "EXPIRED", "CANCELLED"])
def test_other_ends_have_no_cool_down(state: str, world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada; grace")
    letter(graph, "ada", "grace", state, closedAt=NOW - TICK, expiresAt=NOW - TICK if state == "EXPIRED" else NOW + DAY)
    assert mutate("sendInvitation", memberId="grace")["outcome"] == "SENT"


def test_only_the_senders_own_last_one_cools_down(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada; grace")
    letter(graph, "grace", "ada", "DECLINED", closedAt=NOW - DAY)
    letter(graph, "ada", "grace", "WITHDRAWN", sent=NOW - 20 * DAY, closedAt=NOW - 5 * DAY)
    letter(graph, "ada", "grace", "CANCELLED", id="later", sent=NOW - 4 * DAY, closedAt=NOW - 3 * DAY)
    assert mutate("sendInvitation", memberId="grace")["outcome"] == "SENT"


def test_the_removed_side_waits_and_the_remover_does_not(
    world: World, graph: Graph, mutate: Mutate, frozen: Frozen, snapshot: Snapshot
) -> None:
    world("ada; grace")
    mark(graph, "DISCONNECTED", "grace", "ada", at=NOW)
    before = snapshot()
    frozen.ahead = 21 * DAY - TICK
    assert mutate.refused("sendInvitation", memberId="grace") == refusal("INVITATION_NOT_ALLOWED", "memberId")
    assert snapshot() == before
    frozen.ahead = 21 * DAY
    sent = mutate("sendInvitation", memberId="grace")
    assert sent["outcome"] == "SENT"
    mutate("withdrawInvitation", invitationId=sent["invitation"]["id"])
    frozen.ahead = timedelta()
    assert mutate("sendInvitation", viewer="grace", memberId="ada")["outcome"] == "SENT"


@pytest.mark.parametrize("emails", [[], ["grace@example.org"], None])
def test_a_wrong_address_counts_and_changes_nothing_else(
    emails: list[str] | None, world: World, graph: Graph, small: Small, snapshot: Snapshot
) -> None:
    world("ada; grace; hugo", grace={"invitePolicy": "EMAIL", "emails": emails}, ada={"invitedAt": [NOW - DAY]})
    mutate = small(weekly_invitation_limit=3)
    nodes, ties_before = snapshot()
    wrong = {"memberId": "grace", "email": "wrong@example.org"}
    assert mutate.refused("sendInvitation", **wrong) == refusal("EMAIL_REQUIRED", "email")
    nodes_after, ties_after = snapshot()
    assert ties_after == ties_before
    counted = [node["properties"].pop("invitedAt", None) for node in nodes_after]
    assert [[moment.to_native() for moment in moments] for moments in counted if moments] == [[NOW - DAY, NOW]]
    for node in nodes:
        node["properties"].pop("invitedAt", None)
    assert nodes_after == nodes
    assert mutate.refused("sendInvitation", **wrong) == refusal("EMAIL_REQUIRED", "email")
    limit = refusal("INVITATION_LIMIT_REACHED", retry_at=NOW + 6 * DAY)
    assert mutate.refused("sendInvitation", memberId="hugo") == limit
    for address in ("wrong@example.org", "grace@example.org"):  # at the limit nobody learns which one is right
        assert mutate.refused("sendInvitation", memberId="grace", email=address) == limit


@pytest.mark.parametrize("letter_", ["x", "é", "界", "😀"])
def test_a_note_has_300_characters_at_most(letter_: str, world: World, mutate: Mutate, snapshot: Snapshot) -> None:
    world("ada; grace")
    before = snapshot()
    long = f"{letter_ * 301}"
    assert mutate.refused("sendInvitation", memberId="grace", note=long) == refusal("NOTE_TOO_LONG", "note")
    assert snapshot() == before
    payload = mutate("sendInvitation", memberId="grace", note=f"  {letter_ * 300}  ")
    assert (payload["outcome"], payload["invitation"]["note"]) == ("SENT", letter_ * 300)


@pytest.mark.parametrize("full", ["ada", "grace"])
def test_connection_limit(full: str, world: World, small: Small, snapshot: Snapshot) -> None:
    world(f"ada; grace; {full} -- zed; {full} -- zoe")
    before = snapshot()
    assert small(connection_limit=2).refused("sendInvitation", memberId="grace") == refusal("CONNECTION_LIMIT_REACHED")
    assert snapshot() == before
    assert small(connection_limit=3)("sendInvitation", memberId="grace")["outcome"] == "SENT"


def test_lapsed_and_closed_ones_do_not_count_as_open(world: World, graph: Graph, small: Small, frozen: Frozen) -> None:
    world("ada; grace; hugo; ines; jo; kim")
    letter(graph, "ada", "hugo", sent=NOW - 180 * DAY)
    letter(graph, "ada", "ines", "WITHDRAWN")
    letter(graph, "jo", "ada")
    letter(graph, "ada", "kim", "IGNORED", sent=NOW - 180 * DAY + TICK)
    mutate = small(open_invitation_limit=1)
    assert mutate.refused("sendInvitation", memberId="grace") == refusal("TOO_MANY_PENDING")
    frozen.ahead = TICK
    assert mutate("sendInvitation", memberId="grace")["outcome"] == "SENT"


def test_the_limit_of_seven_days_rolls(world: World, small: Small, frozen: Frozen) -> None:
    world("ada; b1; b2; b3; b4; b5")
    mutate = small(weekly_invitation_limit=2)
    for name, ahead in (("b1", 0 * DAY), ("b2", DAY)):
        frozen.ahead = ahead
        assert mutate("sendInvitation", memberId=name)["outcome"] == "SENT"
    limit = refusal("INVITATION_LIMIT_REACHED", retry_at=NOW + 7 * DAY)
    assert mutate.refused("sendInvitation", memberId="b3") == limit
    frozen.ahead = 7 * DAY - TICK
    assert mutate.refused("sendInvitation", memberId="b3") == limit
    frozen.ahead = 7 * DAY
    assert mutate("sendInvitation", memberId="b3")["outcome"] == "SENT"
    later = refusal("INVITATION_LIMIT_REACHED", retry_at=NOW + 8 * DAY)
    assert mutate.refused("sendInvitation", memberId="b4") == later


def test_withdrawing_does_not_give_back(world: World, small: Small) -> None:
    world("ada; grace; hugo")
    mutate = small(weekly_invitation_limit=1)
    sent = mutate("sendInvitation", memberId="grace")["invitation"]["id"]
    assert mutate("withdrawInvitation", invitationId=sent)["outcome"] == "WITHDRAWN"
    limit = refusal("INVITATION_LIMIT_REACHED", retry_at=NOW + 7 * DAY)
    assert mutate.refused("sendInvitation", memberId="hugo") == limit


@pytest.mark.parametrize("full", ["ada", "grace"])
def test_two_that_cross_meet_the_connection_limit(
    full: str, world: World, graph: Graph, small: Small, snapshot: Snapshot
) -> None:
    world(f"ada; grace; {full} -- zed")
    letter(graph, "grace", "ada")
    before = snapshot()
    mutate = small(connection_limit=1)
    assert mutate.refused("sendInvitation", memberId="grace") == refusal("CONNECTION_LIMIT_REACHED")
    assert snapshot() == before
