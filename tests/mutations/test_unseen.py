"""Whoever and whatever may not be seen answers like what never was, byte for byte but for the id."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Graph
from tests.mutations.conftest import Snapshot
from tests.mutations.scene import (
    ANSWERS,
    MEMBER_MUTATIONS,
    NOW,
    SENDERS,
    Mutate,
    World,
    faults,
    letter,
    mark,
    refusal,
)

pytestmark = pytest.mark.usefixtures("sound")


@pytest.mark.parametrize("name", [*MEMBER_MUTATIONS, "blockMember", "unblockMember"])
def test_whoever_may_not_be_seen_answers_like_nobody(
    name: str, world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot
) -> None:
    """Ties, policies and open invitations of the unseen change no byte of the answer but the id."""
    world(
        "ada; blocker; asleep -- ada; asleep -> ada; ada -> asleep; gone -> ada",
        blocker={"invitePolicy": "EMAIL", "followPolicy": "CONNECTIONS"},
        asleep={"status": "HIBERNATED", "requireNote": True},
        gone={"status": "DELETED", "invitePolicy": "NOBODY"},
    )
    mark(graph, "BLOCKS", "blocker", "ada", since=NOW)
    letter(graph, "blocker", "ada", "DECLINED", id="declined")
    letter(graph, "ada", "gone", "WITHDRAWN", id="withdrawn", closedAt=NOW)
    before = snapshot()
    answers = {
        json.dumps(mutate.answer(name, memberId=id, **words)).replace(id, "ID")
        for id in ("blocker", "asleep", "gone", "never-was", "0190b2c4-1f2e-7abc")
        for words in ([{}, {"note": "x" * 301}] if name == "sendInvitation" else [{}])
    }
    (answer,) = answers
    code = {"unblockMember": "NOT_BLOCKED"}.get(name, "MEMBER_NOT_FOUND")
    payload = json.loads(answer)["data"][name]
    assert faults(payload) == refusal(code, "memberId")
    assert snapshot() == before
    graph.run("MATCH (m:Member {id: 'gone'}) DETACH DELETE m")


@pytest.mark.parametrize("dry", [False, True])
def test_in_a_batch_too_the_unseen_answer_like_nobody(
    dry: bool, world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot
) -> None:
    world("ada; blocker x ada; asleep -- ada", asleep={"status": "HIBERNATED"})
    before = snapshot()
    answers = set()
    for id in ("blocker", "asleep", "never-was"):
        answer = mutate.answer("sendInvitations", items=[{"memberId": id, "note": "Hello"}] * 2, dryRun=dry)
        answers.add(json.dumps(answer).replace(id, "ID"))
    (one,) = answers
    rows = json.loads(one)["data"]["sendInvitations"]["results"]
    assert [faults(row) for row in rows] == [refusal("MEMBER_NOT_FOUND", "items", str(at), "memberId") for at in (0, 1)]
    assert snapshot() == before


@pytest.mark.parametrize("name", [*ANSWERS, *SENDERS])
def test_invitations_that_may_not_be_seen_answer_like_none(
    name: str, world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot
) -> None:
    world("ada; eve; zed; asleep; blocker", asleep={"status": "HIBERNATED"})
    mark(graph, "BLOCKS", "blocker", "ada", since=NOW)
    unseen = ["never-was", letter(graph, "eve", "zed")]
    unseen.append(letter(graph, *(("eve", "ada") if name in SENDERS else ("ada", "eve"))))
    for other in ("asleep", "blocker"):
        ends = ("ada", other) if name in SENDERS else (other, "ada")
        closed = "DECLINED" if name in ANSWERS else "WITHDRAWN"
        unseen.append(letter(graph, *ends, closed, id=f"closed-{other}"))
    unseen.append(letter(graph, *(("ada", "asleep") if name in SENDERS else ("asleep", "ada")), id="open-asleep"))
    before = snapshot()
    answers = {json.dumps(mutate.answer(name, invitationId=id)).replace(id, "ID") for id in unseen}
    (answer,) = answers
    assert faults(json.loads(answer)["data"][name]) == refusal("INVITATION_NOT_FOUND", "invitationId")
    assert snapshot() == before
