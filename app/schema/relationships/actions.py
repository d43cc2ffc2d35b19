"""Actions of the viewer about a member, by the decisions of the mutations, asked without changing anything."""

from enum import Enum
from typing import Any

import strawberry

from app.schema.core.errors import ErrorCode
from app.schema.core.rows import from_row
from app.schema.core.scalars import DateTime


@strawberry.enum(description="An action of the viewer about a member.")
class ActionName(Enum):
    INVITE = "INVITE"
    ACCEPT = "ACCEPT"
    IGNORE = "IGNORE"
    DECLINE = "DECLINE"
    WITHDRAW = "WITHDRAW"
    REMIND = "REMIND"
    REMOVE_CONNECTION = "REMOVE_CONNECTION"
    FOLLOW = "FOLLOW"
    UNFOLLOW = "UNFOLLOW"
    REMOVE_FOLLOWER = "REMOVE_FOLLOWER"
    BLOCK = "BLOCK"
    MESSAGE = "MESSAGE"


@strawberry.type(description="An action of the viewer about a member, allowed or refused.")
class Action:
    name: ActionName = strawberry.field(description="The action.")
    is_allowed: bool = strawberry.field(description="Whether the mutation would succeed now.")
    code: ErrorCode | None = strawberry.field(
        description="Why the action is refused; for an allowed INVITE what the input must hold: a note or an e-mail "
        "address."
    )
    retry_at: DateTime | None = strawberry.field(
        description="When the action may be allowed; null when waiting does not help."
    )


def actions(row: dict[str, Any]) -> list[Action]:
    """The actions that make sense, from a row of `cypher/reads/relationships/actions.cypher`."""
    return [_action(entry, row["required"]) for entry in row["actions"]]


def primary_action(row: dict[str, Any]) -> ActionName | None:
    """The action for the main button of a profile."""
    known = {action.name: action.is_allowed for action in actions(row)}
    for pending in (ActionName.ACCEPT, ActionName.WITHDRAW):
        if pending in known:
            return pending
    invite, follow = known.get(ActionName.INVITE, False), known.get(ActionName.FOLLOW, False)
    if ActionName.REMOVE_CONNECTION in known or not (invite or follow):
        return None
    return ActionName.FOLLOW if follow and (row["follow_primary"] or not invite) else ActionName.INVITE


def _action(entry: dict[str, Any], required: str | None) -> Action:
    refused = entry["outcome"] in ErrorCode.__members__
    code = entry["outcome"] if refused else required if entry["name"] == "INVITE" else None
    return from_row(
        Action,
        {
            "name": ActionName(entry["name"]),
            "is_allowed": not refused,
            "code": code and ErrorCode(code),
            "retry_at": entry["retry_at"],
        },
    )
