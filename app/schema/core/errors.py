"""Errors of a broken request, and the refusals of mutations, which are data with a code."""

from collections.abc import Mapping
from enum import Enum

import strawberry
from graphql import GraphQLError

from app.graph.writing import WriteResult
from app.schema.core.rows import from_row
from app.schema.core.scalars import DateTime
from app.settings import Settings


class ClientError(GraphQLError):
    """A request that its sender can correct; `code` is one of the contract's extension codes."""

    def __init__(self, message: str, code: str = "BAD_USER_INPUT") -> None:
        super().__init__(message, extensions={"code": code})


@strawberry.enum(description="Why a mutation changed nothing.")
class ErrorCode(Enum):
    MEMBER_NOT_FOUND = "MEMBER_NOT_FOUND"
    CANNOT_TARGET_SELF = "CANNOT_TARGET_SELF"
    YOU_BLOCKED_MEMBER = "YOU_BLOCKED_MEMBER"
    NOT_BLOCKED = "NOT_BLOCKED"
    ALREADY_CONNECTED = "ALREADY_CONNECTED"
    NOT_CONNECTED = "NOT_CONNECTED"
    INVITATION_NOT_FOUND = "INVITATION_NOT_FOUND"
    INVITATION_ALREADY_PENDING = "INVITATION_ALREADY_PENDING"
    INVITATION_NOT_OPEN = "INVITATION_NOT_OPEN"
    INVITATION_NOT_ALLOWED = "INVITATION_NOT_ALLOWED"
    EMAIL_REQUIRED = "EMAIL_REQUIRED"
    NOTE_REQUIRED = "NOTE_REQUIRED"
    NOTE_TOO_LONG = "NOTE_TOO_LONG"
    REINVITE_COOLDOWN = "REINVITE_COOLDOWN"
    CONNECTION_LIMIT_REACHED = "CONNECTION_LIMIT_REACHED"
    TOO_MANY_PENDING = "TOO_MANY_PENDING"
    INVITATION_LIMIT_REACHED = "INVITATION_LIMIT_REACHED"
    BATCH_TOO_LARGE = "BATCH_TOO_LARGE"
    REMINDER_LIMIT_REACHED = "REMINDER_LIMIT_REACHED"
    REMINDER_TOO_SOON = "REMINDER_TOO_SOON"
    FOLLOW_NOT_ALLOWED = "FOLLOW_NOT_ALLOWED"
    MESSAGE_NOT_ALLOWED = "MESSAGE_NOT_ALLOWED"
    HANDLE_TAKEN = "HANDLE_TAKEN"
    INVALID_VALUE = "INVALID_VALUE"
    ALREADY_REGISTERED = "ALREADY_REGISTERED"
    NOT_REGISTERED = "NOT_REGISTERED"
    ACCOUNT_INACTIVE = "ACCOUNT_INACTIVE"
    ACCOUNT_DELETED = "ACCOUNT_DELETED"
    IDEMPOTENCY_KEY_REUSED = "IDEMPOTENCY_KEY_REUSED"


@strawberry.type(description="Why a mutation changed nothing, and what to do about it.")
class UserError:
    code: ErrorCode = strawberry.field(description="The reason, for programs.")
    message: str = strawberry.field(description="The reason and what to do, for people.")
    field: list[str] | None = strawberry.field(
        description='The path of the refused input field, such as ["items", "2", "note"]; null when no field is at '
        "fault."
    )
    retry_at: DateTime | None = strawberry.field(description="When to try again; null when waiting does not help.")


Words = Mapping[ErrorCode, tuple[str, str | None]]
"""The message of each refusal, in which {0} is the server's settings, and the input's field at fault."""

SHARED: Words = {
    ErrorCode.MEMBER_NOT_FOUND: ("There is no such member; check the id.", "memberId"),
    ErrorCode.CANNOT_TARGET_SELF: ("This is your own id; name another member.", "memberId"),
    ErrorCode.YOU_BLOCKED_MEMBER: ("You block this member; unblock the member first.", "memberId"),
    ErrorCode.NOT_REGISTERED: ("You are not a member yet; use registerMember first.", None),
    ErrorCode.ACCOUNT_INACTIVE: ("Your account is hibernated; use reactivateAccount first.", None),
    ErrorCode.ACCOUNT_DELETED: ("Your account was deleted and cannot come back; register under a new id.", None),
    ErrorCode.IDEMPOTENCY_KEY_REUSED: (
        "This key was used with another input; send a new key with a new input.",
        "idempotencyKey",
    ),
}


def refusals(result: WriteResult, settings: Settings, words: Words, prefix: str = "") -> list[UserError]:
    """The refusal in a write's result as the client reads it; empty when the write was done."""
    if result.outcome not in ErrorCode.__members__:
        return []
    code = ErrorCode(result.outcome)
    message, field = {**SHARED, **words}[code]
    return [user_error(code, message.format(settings), field and f"{prefix}{field}", result.retry_at)]


def user_error(code: ErrorCode, message: str, field: str | None = None, retry_at: str | None = None) -> UserError:
    path = field.split(".") if field else None
    return from_row(UserError, {"code": code, "message": message, "field": path, "retry_at": retry_at})
