"""What accept, ignore, decline, withdraw and remind have in common: whose invitation it is, and whether it is open."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Graph
from tests.mutations.conftest import Small, Snapshot
from tests.mutations.scene import (
    ANSWERS,
    DAY,
    DONE,
    NOT_OPEN,
    NOW,
    SENDERS,
    TICK,
    Frozen,
    Mutate,
    World,
    faults,
    letter,
    mark,
    refusal,
    text,
    viewer_of,
)

pytestmark = pytest.mark.usefixtures("sound")

CLOSED = ["ACCEPTED", "DECLINED", "WITHDRAWN", "EXPIRED", "CANCELLED"]
NOT_FOUND = refusal("INVITATION_NOT_FOUND", "invitationId")


@pytest.mark.parametrize("name", [*ANSWERS, *SENDERS])
@pytest.mark.parametrize("why", ["the other end", "somebody else", "unknown"])
def test_an_invitation_of_others_is_not_found(
    name: str, why: str, received: Callable[..., str], mutate: Mutate, snapshot: Snapshot
) -> None:
    id = received(people="ada; grace; eve")
    viewer = {"the other end": "ada" if name in SENDERS else "grace", "somebody else": "eve", "unknown": "ada"}[why]
    before = snapshot()
    payload = mutate(name, viewer=viewer, invitationId="nothing" if why == "unknown" else id)
    assert (payload["outcome"], payload["invitation"], payload["relationship"]) == (None, None, None)
    assert faults(payload) == NOT_FOUND
    assert snapshot() == before


@pytest.mark.parametrize("way", ["grace BLOCKS ada", "ada BLOCKS grace", "HIBERNATED", "DELETED"])
@pytest.mark.parametrize(("viewer", "other", "names"), [("ada", "grace", ANSWERS), ("grace", "ada", SENDERS)])
def test_while_the_other_side_is_not_visible_it_is_not_found(
    way: str, viewer: str, other: str, names: list[str], world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot
) -> None:
    world("ada; grace")
    for state in ["PENDING", *CLOSED]:
        letter(graph, "grace", "ada", state, id=state, expiresAt=NOW - 5 * DAY if state == "EXPIRED" else NOW + DAY)
    if "BLOCKS" in way:
        one, _, two = way.split()
        mark(graph, "BLOCKS", one, two, since=NOW)
    else:
        graph.run("MATCH (m:Member {id: $id}) SET m.status = $status", id=other, status=way)
    before = snapshot()
    for name in names:
        for id in ["PENDING", *CLOSED]:
            payload = mutate(name, viewer=viewer, invitationId=id)
            assert (payload["outcome"], payload["invitation"], payload["relationship"]) == (None, None, None)
            assert faults(payload) == NOT_FOUND
    assert snapshot() == before
    # An open invitation across a block breaks an invariant, so this one is told apart and then goes.
    graph.run("MATCH ()-[i:INVITED]->() DELETE i")


@pytest.mark.parametrize("name", [*ANSWERS, *SENDERS])
def test_what_is_closed_stays_closed(name: str, world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot) -> None:
    world("ada; grace")
    for state in CLOSED:
        closed = NOW - 5 * DAY
        expires = closed if state == "EXPIRED" else NOW + DAY
        letter(graph, "grace", "ada", state, id=state, closedAt=closed, expiresAt=expires)
    letter(graph, "grace", "ada", id="lapsed", sent=NOW - 180 * DAY)
    before = snapshot()
    repeat = {"declineInvitation": "DECLINED", "withdrawInvitation": "WITHDRAWN"}.get(name)
    words = {"remindInvitation": {"note": "x" * 301}, "declineInvitation": {"message": "x" * 301}}.get(name, {})
    for id in [*CLOSED, "lapsed"]:
        payload = mutate(name, viewer=viewer_of(name), invitationId=id, **words)
        if id == repeat:
            assert (payload["outcome"], payload["userErrors"]) == (repeat, [])
        else:
            assert payload["outcome"] is None
            assert faults(payload) == NOT_OPEN
        assert payload["invitation"]["state"] == ("EXPIRED" if id == "lapsed" else id)
        assert payload["invitation"]["closedAt"] == text(NOW if id == "lapsed" else NOW - 5 * DAY)
        assert payload["relationship"]["degree"] == "OUT_OF_NETWORK"
    assert snapshot() == before


@pytest.mark.parametrize("name", [*ANSWERS, *SENDERS])
def test_an_invitation_lives_to_the_last_millisecond(
    name: str, received: Callable[..., str], mutate: Mutate, frozen: Frozen, snapshot: Snapshot
) -> None:
    id = received(sent=NOW - 10 * DAY, expiresAt=NOW + DAY)
    before = snapshot()
    frozen.ahead = DAY
    assert mutate.refused(name, viewer=viewer_of(name), invitationId=id) == NOT_OPEN
    assert snapshot() == before
    frozen.ahead = DAY - TICK
    payload = mutate(name, viewer=viewer_of(name), invitationId=id)
    assert (payload["outcome"], payload["invitation"]["state"]) == DONE[name]


@pytest.mark.parametrize("name", ["declineInvitation", "ignoreInvitation", "withdrawInvitation"])
def test_connection_limits_keep_nobody_from_saying_no(name: str, received: Callable[..., str], small: Small) -> None:
    id = received(people="ada -- zed; grace -- zed")
    assert small(connection_limit=1)(name, viewer=viewer_of(name), invitationId=id)["outcome"] == DONE[name][0]
