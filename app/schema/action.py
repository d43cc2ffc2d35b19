"""What the viewer may do next with a member: the decisions of the mutations, asked without doing anything."""

from __future__ import annotations

from typing import Any

import strawberry

from app.schema.enums import ActionName
from app.schema.rows import adopt
from app.schema.scalars import DateTime
from app.schema.user_errors import ErrorCode


@strawberry.type(description="Something the viewer can do about a member, or would like to.")
class Action:
    name: ActionName = strawberry.field(description="What.")
    is_allowed: bool = strawberry.field(description="Whether the mutation would be done now.")
    code: ErrorCode | None = strawberry.field(
        description="Why it would be refused; on an allowed INVITE what it must bring: a note or an e-mail address."
    )
    retry_at: DateTime | None = strawberry.field(
        description="From when on it may be allowed, when time is all it needs."
    )


def actions(row: dict[str, Any]) -> list[Action]:
    """The actions that make sense, from a row of `cypher/reads/actions.cypher`."""
    return [_action(entry, row["required"]) for entry in row["actions"]]


def primary_action(row: dict[str, Any]) -> ActionName | None:
    """The one button that a profile would show."""
    known = {action.name: action.is_allowed for action in actions(row)}
    for answered in (ActionName.ACCEPT, ActionName.WITHDRAW):
        if answered in known:
            return answered
    invite, follow = known.get(ActionName.INVITE, False), known.get(ActionName.FOLLOW, False)
    if ActionName.REMOVE_CONNECTION in known or not (invite or follow):
        return None
    return ActionName.FOLLOW if follow and (row["follow_primary"] or not invite) else ActionName.INVITE


def _action(entry: dict[str, Any], required: str | None) -> Action:
    refused = entry["outcome"] in ErrorCode.__members__
    code = entry["outcome"] if refused else required if entry["name"] == "INVITE" else None
    return adopt(
        Action,
        {
            "name": ActionName(entry["name"]),
            "is_allowed": not refused,
            "code": code and ErrorCode(code),
            "retry_at": entry["retry_at"],
        },
    )
