"""Many invitations at once: each on its own, with warnings that stop nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Graph
from tests.mutations.conftest import Small, Snapshot
from tests.mutations.scene import DAY, NOW, Mutate, World, event, events, faults, letter, mark, refusal, text, ties

pytestmark = pytest.mark.usefixtures("sound")

CROWD = [f"m{number:02}" for number in range(41)]


def items(*names: str, **words: Any) -> list[dict[str, Any]]:
    return [{"memberId": name, **words} for name in names]


def outcomes(payload: Any) -> list[tuple[str, str | None, list[str]]]:
    return [(row["memberId"], row["outcome"], [e["code"] for e in row["userErrors"]]) for row in payload["results"]]


def warned(payload: Any) -> dict[str, list[str]]:
    return {warning["code"]: warning["memberIds"] for warning in payload["warnings"]}


def test_each_item_is_sent_in_its_order(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada -- zed; grace; hugo; ines; eve x ada; jo", hugo={"requireNote": True})
    letter(graph, "ines", "ada")
    letter(graph, "ada", "jo", "WITHDRAWN", closedAt=NOW)
    payload = mutate(
        "sendInvitations",
        items=[
            {"memberId": "grace", "note": "Hello Grace", "howYouKnow": "FRIEND"},
            {"memberId": "hugo"},
            {"memberId": "ada"},
            {"memberId": "zed"},
            {"memberId": "ines"},
            {"memberId": "eve", "note": "x"},
            {"memberId": "jo", "note": "Once more"},
            {"memberId": "grace", "note": "Twice"},
        ],
    )
    assert payload["userErrors"] == []
    assert outcomes(payload) == [
        ("grace", "SENT", []),
        ("hugo", None, ["NOTE_REQUIRED"]),
        ("ada", None, ["CANNOT_TARGET_SELF"]),
        ("zed", None, ["ALREADY_CONNECTED"]),
        ("ines", "CONNECTED", []),
        ("eve", None, ["MEMBER_NOT_FOUND"]),
        ("jo", None, ["REINVITE_COOLDOWN"]),
        ("grace", None, ["INVITATION_ALREADY_PENDING"]),
    ]
    rows = payload["results"]
    assert faults(rows[1]) == refusal("NOTE_REQUIRED", "items", "1", "note")
    assert faults(rows[2]) == refusal("CANNOT_TARGET_SELF", "items", "2", "memberId")
    assert faults(rows[6]) == refusal("REINVITE_COOLDOWN", "items", "6", "memberId", retry_at=NOW + 21 * DAY)
    sent = rows[0]["invitation"]
    assert rows[7]["invitation"] == sent
    assert (sent["note"], sent["howYouKnow"], sent["sentAt"], sent["state"]) == (
        "Hello Grace",
        "FRIEND",
        text(NOW),
        "PENDING",
    )
    assert (rows[4]["invitation"]["id"], rows[4]["invitation"]["state"]) == ("ines-ada", "ACCEPTED")
    assert [rows[at]["invitation"] for at in (1, 2, 3, 5)] == [None] * 4
    assert events(graph) == [
        event("grace", "INVITATION_RECEIVED", "ada", sent["id"]),
        event("ines", "INVITATION_ACCEPTED", "ada", "ines-ada"),
    ]


def test_forty_are_taken_and_one_more_is_too_many(
    world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot
) -> None:
    world("; ".join(["ada", *CROWD]))
    before = snapshot()
    payload = mutate("sendInvitations", items=items(*CROWD, note="Hello"))
    assert (payload["results"], payload["warnings"]) == ([], [])
    assert faults(payload) == refusal("BATCH_TOO_LARGE", "items")
    payload = mutate("sendInvitations", items=items(*CROWD, note="Hello"), dryRun=True)
    assert (payload["results"], faults(payload)) == ([], refusal("BATCH_TOO_LARGE", "items"))
    assert snapshot() == before
    payload = mutate("sendInvitations", items=items(*CROWD[:40], note="Hello"))
    assert outcomes(payload) == [(name, "SENT", []) for name in CROWD[:40]]
    assert len(ties(graph)) == len(events(graph)) == 40


def test_nothing_at_all_is_no_fault(world: World, mutate: Mutate, snapshot: Snapshot) -> None:
    world("ada")
    before = snapshot()
    for dry in (False, True):
        assert mutate("sendInvitations", items=[], dryRun=dry) == {"results": [], "warnings": [], "userErrors": []}
    assert snapshot() == before


@pytest.mark.parametrize("dry", [True, False])
def test_a_long_batch_is_warned_about_whom_it_adds(dry: bool, world: World, mutate: Mutate) -> None:
    world("ada")
    thirty = mutate("sendInvitations", items=items(*CROWD[:30]), dryRun=dry)
    assert "BATCH_OVER_30" not in warned(thirty)
    more = mutate("sendInvitations", items=items(*CROWD[:33]), dryRun=dry)
    assert warned(more)["BATCH_OVER_30"] == CROWD[30:33]
    assert [row["outcome"] for row in more["results"]] == [None] * 33


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (["Hello", "hello", "Bye"], ["grace", "hugo"]),
        (["Hello  you", " hello\u00a0YOU ", "Hello, friend"], ["grace", "hugo"]),
        (["Hello Grace, how are you", "Hello Hugo, how are you", "Hello Zed"], ["grace", "hugo"]),
        (["Hello GRACE", "hello hugo", "Hello Ines"], ["grace", "hugo", "ines"]),
        (["Hello Grace", "Hello Grace", "Hello Grace"], ["hugo", "ines"]),
        (["One", "Two", "Three"], []),
        (["STRASSE", "straße", "x"], ["grace", "hugo"]),
    ],
)
def test_the_same_words_to_several_are_warned_about(
    notes: list[str], expected: list[str], world: World, mutate: Mutate
) -> None:
    world("ada; grace; hugo; ines")
    batch = [{"memberId": name, "note": note} for name, note in zip(("grace", "hugo", "ines"), notes, strict=True)]
    payload = mutate("sendInvitations", items=batch, dryRun=True)
    assert warned(payload) == ({"DUPLICATE_NOTE": expected} if expected else {})


def test_empty_notes_are_warned_about_but_never_alike(world: World, mutate: Mutate) -> None:
    world("ada; grace; hugo; ines")
    batch = [*items("grace"), *items("hugo", note="  "), *items("ines", note="Hello")]
    payload = mutate("sendInvitations", items=batch)
    assert warned(payload) == {"EMPTY_NOTE": ["grace", "hugo"]}
    assert [row["outcome"] for row in payload["results"]] == ["SENT"] * 3


def test_a_dry_run_runs_the_guards_and_does_nothing(
    world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot
) -> None:
    world(
        "ada -- zed; grace; hugo; ines; eve x ada; jo; kim; leo; asleep; ada x mad; mo",
        hugo={"requireNote": True},
        jo={"invitePolicy": "EMAIL", "emails": ["jo@example.org"]},
        kim={"invitePolicy": "NOBODY"},
        asleep={"status": "HIBERNATED"},
    )
    letter(graph, "ines", "ada")
    letter(graph, "ada", "leo", "DECLINED", closedAt=NOW)
    mark(graph, "BARS", "mo", "ada")
    asked = [
        *items("grace", "hugo", "ines", "eve", "nobody", "asleep", "mad", "kim", "leo", "mo", "jo", "ada", "zed"),
        *items("jo", email="wrong@example.org"),
        *items("jo", email="jo@example.org"),
        *items("grace", note="x" * 301),
        *items("bad id", note="a\x07"),
    ]
    before = snapshot()
    payload = mutate("sendInvitations", items=asked, dryRun=True)
    assert snapshot() == before
    assert outcomes(payload) == [
        ("grace", "SENT", []),
        ("hugo", None, ["NOTE_REQUIRED"]),
        ("ines", "CONNECTED", []),
        ("eve", None, ["MEMBER_NOT_FOUND"]),
        ("nobody", None, ["MEMBER_NOT_FOUND"]),
        ("asleep", None, ["MEMBER_NOT_FOUND"]),
        ("mad", None, ["YOU_BLOCKED_MEMBER"]),
        ("kim", None, ["INVITATION_NOT_ALLOWED"]),
        ("leo", None, ["REINVITE_COOLDOWN"]),
        ("mo", None, ["INVITATION_NOT_ALLOWED"]),
        ("jo", None, ["EMAIL_REQUIRED"]),
        ("ada", None, ["CANNOT_TARGET_SELF"]),
        ("zed", None, ["ALREADY_CONNECTED"]),
        ("jo", "SENT", []),
        ("jo", "SENT", []),
        ("grace", None, ["NOTE_TOO_LONG"]),
        ("bad id", None, ["INVALID_VALUE", "INVALID_VALUE"]),
    ]
    assert faults(payload["results"][8]) == refusal(
        "REINVITE_COOLDOWN", "items", "8", "memberId", retry_at=NOW + 30 * DAY
    )
    assert {e["field"][-1] for e in payload["results"][16]["userErrors"]} == {"memberId", "note"}
    assert [row["invitation"] for row in payload["results"]] == [None] * len(asked)


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"open_invitation_limit": 2}, "TOO_MANY_PENDING"),
        ({"weekly_invitation_limit": 2}, "INVITATION_LIMIT_REACHED"),
        ({"connection_limit": 1}, "CONNECTION_LIMIT_REACHED"),
    ],
)
def test_limits_are_met_item_by_item(
    limits: dict[str, int], code: str, world: World, graph: Graph, small: Small
) -> None:
    """The third is refused where the first two fill the limit; a full network refuses all."""
    world("ada -- zed; grace; hugo; ines")
    payload = small(**limits)("sendInvitations", items=items("grace", "hugo", "ines", note="Hello"))
    sent = 0 if "connection_limit" in limits else 2
    assert [row["outcome"] for row in payload["results"]] == ["SENT"] * sent + [None] * (3 - sent)
    retry_at = NOW + 7 * DAY if "weekly_invitation_limit" in limits else None
    assert faults(payload["results"][2]) == refusal(code, retry_at=retry_at)
    assert len(events(graph)) == sent


def test_a_wrong_address_counts_in_a_batch_too(world: World, small: Small) -> None:
    world("ada; grace; hugo", grace={"invitePolicy": "EMAIL", "emails": ["g@example.org"]})
    batch = [*items("grace", email="x@example.org"), *items("hugo")]
    payload = small(weekly_invitation_limit=1)("sendInvitations", items=batch)
    assert outcomes(payload) == [
        ("grace", None, ["EMAIL_REQUIRED"]),
        ("hugo", None, ["INVITATION_LIMIT_REACHED"]),
    ]


@pytest.mark.parametrize("dry", [True, False])
@pytest.mark.parametrize(
    ("status", "code"),
    [("HIBERNATED", "ACCOUNT_INACTIVE"), ("DELETED", "ACCOUNT_DELETED"), (None, "NOT_REGISTERED")],
)
def test_who_may_not_send_is_told_once(
    dry: bool, status: str | None, code: str, world: World, mutate: Mutate, snapshot: Snapshot
) -> None:
    world("ada; grace" if status else "grace", **({"ada": {"status": status}} if status else {}))
    before = snapshot()
    payload = mutate("sendInvitations", items=items("grace", "nobody"), dryRun=dry)
    assert (payload["results"], payload["warnings"], faults(payload)) == ([], [], refusal(code))
    assert snapshot() == before


def test_a_key_repeats_the_whole_batch(world: World, mutate: Mutate, snapshot: Snapshot) -> None:
    world("ada; grace; hugo", hugo={"requireNote": True})
    batch = [*items("bad id"), *items("grace", "hugo", "nobody")]
    first = mutate("sendInvitations", items=batch, idempotencyKey="k")
    assert [row["outcome"] for row in first["results"]] == [None, "SENT", None, None]
    before = snapshot()
    assert mutate("sendInvitations", items=batch, idempotencyKey="k") == first
    assert snapshot() == before


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["grace"], ["hugo"]),
        (["grace"], ["grace", "hugo"]),
        (["grace", "hugo"], ["hugo", "grace"]),
        (["bad id", "grace"], ["bad id", "hugo"]),
        (["bad id", "grace"], ["hugo", "grace"]),
        (["grace", "hugo"], ["bad id", "hugo"]),
        (["bad id", "grace"], ["ines", "hugo", "jo"]),
    ],
)
def test_a_key_used_with_another_batch_does_nothing(
    first: list[str], second: list[str], world: World, mutate: Mutate, snapshot: Snapshot
) -> None:
    world("ada; grace; hugo; ines; jo")
    mutate("sendInvitations", items=items(*first), idempotencyKey="k")
    before = snapshot()
    payload = mutate("sendInvitations", items=items(*second), idempotencyKey="k")
    assert snapshot() == before
    assert (payload["results"], faults(payload)) == ([], refusal("IDEMPOTENCY_KEY_REUSED", "idempotencyKey"))


def test_a_key_of_a_batch_is_taken_for_other_mutations_too(world: World, mutate: Mutate, snapshot: Snapshot) -> None:
    world("ada; grace; hugo")
    mutate("sendInvitations", items=items("bad id", "grace"), idempotencyKey="k")
    before = snapshot()
    reused = refusal("IDEMPOTENCY_KEY_REUSED", "idempotencyKey")
    assert mutate.refused("followMember", memberId="hugo", idempotencyKey="k") == reused
    assert mutate.refused("sendInvitation", memberId="hugo", idempotencyKey="k") == reused
    assert snapshot() == before
