"""Declining an invitation, with words or without."""

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
    event,
    events,
    refusal,
    text,
    ties,
)

pytestmark = pytest.mark.usefixtures("sound")


@pytest.mark.parametrize(
    ("message", "kept"), [(None, None), ("  ", None), (" Not now ", "Not now"), ("😀" * 300, "😀" * 300)]
)
@pytest.mark.parametrize("state", ["PENDING", "IGNORED"])
def test_declining_is_told_with_its_words(
    message: str | None, kept: str | None, state: str, received: Callable[..., str], graph: Graph, mutate: Mutate
) -> None:
    id = received(state)
    payload = mutate("declineInvitation", invitationId=id, message=message)
    assert (payload["outcome"], payload["userErrors"]) == ("DECLINED", [])
    letter_ = payload["invitation"]
    assert (letter_["state"], letter_["closedAt"], letter_["message"]) == ("DECLINED", text(NOW), kept)
    assert payload["relationship"]["invitation"] is None
    assert actions(payload["relationship"]) == {"INVITE": None, "FOLLOW": None, "BLOCK": None}
    assert payload["relationship"]["primaryAction"] == "INVITE"
    closed = {"id": id, "state": "DECLINED", "reminders": 0, "closedAt": text(NOW)}
    closed |= {"sentAt": text(NOW - 10 * DAY), "expiresAt": text(NOW + 170 * DAY)}
    assert ties(graph) == {id: closed | ({"message": kept} if kept else {})}
    assert events(graph) == [event("grace", "INVITATION_DECLINED", "ada", id)]
    told = mutate.ask("query ($id: ID!) { node(id: $id) { ... on Invitation { state message } } }", "grace", id=id)
    assert told == {"data": {"node": {"state": "DECLINED", "message": kept}}}


def test_declining_again_keeps_the_first_words(
    received: Callable[..., str], mutate: Mutate, snapshot: Snapshot
) -> None:
    id = received()
    first = mutate("declineInvitation", invitationId=id, message="Not now")
    before = snapshot()
    assert mutate("declineInvitation", invitationId=id, message="Never") == first
    assert snapshot() == before


@pytest.mark.parametrize("letter_", ["x", "😀"])
def test_words_on_declining_have_300_characters(
    letter_: str, received: Callable[..., str], mutate: Mutate, snapshot: Snapshot
) -> None:
    id = received()
    before = snapshot()
    refused = mutate.refused("declineInvitation", invitationId=id, message=letter_ * 301)
    assert refused == refusal("NOTE_TOO_LONG", "message")
    assert snapshot() == before
