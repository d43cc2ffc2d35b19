"""Taking an invitation back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Graph
from tests.mutations.conftest import Snapshot
from tests.mutations.scene import (
    DAY,
    NOW,
    Mutate,
    actions,
    events,
    text,
    ties,
)

pytestmark = pytest.mark.usefixtures("sound")


@pytest.mark.parametrize("state", ["PENDING", "IGNORED"])
def test_withdrawing_is_silent(
    state: str, received: Callable[..., str], graph: Graph, mutate: Mutate, snapshot: Snapshot
) -> None:
    id = received(state, note="Hello", reminders=1)
    payload = mutate("withdrawInvitation", viewer="grace", invitationId=id)
    assert (payload["outcome"], payload["userErrors"]) == ("WITHDRAWN", [])
    assert (payload["invitation"]["state"], payload["invitation"]["closedAt"]) == ("WITHDRAWN", text(NOW))
    assert actions(payload["relationship"]) == {"INVITE": "REINVITE_COOLDOWN", "FOLLOW": None, "BLOCK": None}
    assert payload["relationship"]["actions"][0]["retryAt"] == text(NOW + 21 * DAY)
    assert payload["relationship"]["primaryAction"] == "FOLLOW"
    closed = {"id": id, "state": "WITHDRAWN", "note": "Hello", "reminders": 1, "closedAt": text(NOW)}
    assert ties(graph) == {id: closed | {"sentAt": text(NOW - 10 * DAY), "expiresAt": text(NOW + 170 * DAY)}}
    assert events(graph) == []
    before = snapshot()
    assert mutate("withdrawInvitation", viewer="grace", invitationId=id) == payload
    assert snapshot() == before
