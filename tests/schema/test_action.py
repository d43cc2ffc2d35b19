"""From a row of `cypher/reads/relationships/actions.cypher` to what a client is told."""

from __future__ import annotations

from typing import Any

import pytest

from app.schema.core.errors import ErrorCode
from app.schema.relationships.actions import ActionName, actions, primary_action

LATER = "2026-03-01T09:00:00.000Z"


def row(*outcomes: tuple[str, str], required: str | None = None, prefers: bool = False) -> dict[str, Any]:
    entries = [
        {"name": name, "outcome": outcome, "retry_at": LATER if outcome.endswith(("COOLDOWN", "SOON")) else None}
        for name, outcome in outcomes
    ]
    return {"actions": entries, "required": required, "follow_primary": prefers}


def told(answer: dict[str, Any]) -> list[tuple[str, bool, str | None, str | None]]:
    return [
        (action.name.value, action.is_allowed, action.code and action.code.value, action.retry_at)
        for action in actions(answer)
    ]


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("INVITE", "SENT"),
        ("ACCEPT", "ACCEPTED"),
        ("IGNORE", "IGNORED"),
        ("DECLINE", "DECLINED"),
        ("WITHDRAW", "WITHDRAWN"),
        ("REMIND", "REMINDED"),
        ("REMOVE_CONNECTION", "DISCONNECTED"),
        ("FOLLOW", "FOLLOWED"),
        ("FOLLOW", "ALREADY_FOLLOWING"),
        ("UNFOLLOW", "UNFOLLOWED"),
        ("REMOVE_FOLLOWER", "FOLLOWER_REMOVED"),
        ("BLOCK", "BLOCKED"),
    ],
)
def test_what_a_write_would_do_is_allowed(name: str, outcome: str) -> None:
    assert told(row((name, outcome))) == [(name, True, None, None)]


@pytest.mark.parametrize("code", ErrorCode)
def test_what_a_write_would_refuse_is_not_allowed_and_says_why(code: ErrorCode) -> None:
    retry_at = LATER if code.value.endswith(("COOLDOWN", "SOON")) else None
    assert told(row(("FOLLOW", code.value))) == [("FOLLOW", False, code.value, retry_at)]


def test_actions_keep_their_order() -> None:
    answer = row(("ACCEPT", "ACCEPTED"), ("FOLLOW", "FOLLOW_NOT_ALLOWED"), ("BLOCK", "BLOCKED"))
    assert told(answer) == [
        ("ACCEPT", True, None, None),
        ("FOLLOW", False, "FOLLOW_NOT_ALLOWED", None),
        ("BLOCK", True, None, None),
    ]


@pytest.mark.parametrize("required", ["NOTE_REQUIRED", "EMAIL_REQUIRED"])
def test_an_allowed_invitation_names_what_it_must_bring(required: str) -> None:
    answer = row(("INVITE", "SENT"), ("FOLLOW", "FOLLOWED"), required=required)
    assert told(answer) == [("INVITE", True, required, None), ("FOLLOW", True, None, None)]


def test_a_refused_invitation_names_why_and_not_what_it_must_bring() -> None:
    answer = row(("INVITE", "REINVITE_COOLDOWN"), required="NOTE_REQUIRED")
    assert told(answer) == [("INVITE", False, "REINVITE_COOLDOWN", LATER)]


YES, NO = "SENT", "INVITATION_NOT_ALLOWED"


@pytest.mark.parametrize(
    ("invite", "follow", "prefers", "button"),
    [
        (YES, "FOLLOWED", False, "INVITE"),
        (YES, "FOLLOWED", True, "FOLLOW"),
        (YES, "FOLLOW_NOT_ALLOWED", False, "INVITE"),
        (YES, "FOLLOW_NOT_ALLOWED", True, "INVITE"),
        (NO, "FOLLOWED", False, "FOLLOW"),
        (NO, "FOLLOWED", True, "FOLLOW"),
        (NO, "FOLLOW_NOT_ALLOWED", False, None),
        (NO, "FOLLOW_NOT_ALLOWED", True, None),
        ("CONNECTION_LIMIT_REACHED", "FOLLOWED", False, "FOLLOW"),
    ],
)
def test_the_button_between_strangers(invite: str, follow: str, prefers: bool, button: str | None) -> None:
    answer = row(("INVITE", invite), ("FOLLOW", follow), ("BLOCK", "BLOCKED"), prefers=prefers)
    assert primary_action(answer) == (button and ActionName(button))


@pytest.mark.parametrize(("prefers", "invite", "button"), [(True, YES, "INVITE"), (True, NO, None), (False, NO, None)])
def test_the_button_on_whom_the_viewer_follows(prefers: bool, invite: str, button: str | None) -> None:
    answer = row(("INVITE", invite), ("UNFOLLOW", "UNFOLLOWED"), ("BLOCK", "BLOCKED"), prefers=prefers)
    assert primary_action(answer) == (button and ActionName(button))


@pytest.mark.parametrize("prefers", [False, True])
@pytest.mark.parametrize("outcome", ["ACCEPTED", "CONNECTION_LIMIT_REACHED"])
def test_the_button_on_whoever_has_invited_the_viewer(prefers: bool, outcome: str) -> None:
    others = (("IGNORE", "IGNORED"), ("DECLINE", "DECLINED"), ("FOLLOW", "FOLLOWED"), ("BLOCK", "BLOCKED"))
    assert primary_action(row(("ACCEPT", outcome), *others, prefers=prefers)) is ActionName.ACCEPT


@pytest.mark.parametrize("prefers", [False, True])
def test_the_button_on_whom_the_viewer_has_invited(prefers: bool) -> None:
    answer = row(("WITHDRAW", "WITHDRAWN"), ("REMIND", "REMINDER_TOO_SOON"), ("FOLLOW", "FOLLOWED"), prefers=prefers)
    assert primary_action(answer) is ActionName.WITHDRAW


@pytest.mark.parametrize("prefers", [False, True])
@pytest.mark.parametrize("follow", [("FOLLOW", "FOLLOWED"), ("UNFOLLOW", "UNFOLLOWED")])
def test_there_is_no_button_between_connected_members(prefers: bool, follow: tuple[str, str]) -> None:
    assert primary_action(row(("REMOVE_CONNECTION", "DISCONNECTED"), follow, prefers=prefers)) is None
