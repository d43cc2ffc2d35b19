"""Refusals that a client must expect: data, not errors, with a code, words and the input's field at fault."""

from __future__ import annotations

from enum import Enum

import strawberry

from app.graph.writing import Answer
from app.schema.rows import adopt
from app.schema.scalars import DateTime
from app.settings import Settings


@strawberry.enum(description="Why a mutation did nothing.")
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


@strawberry.type(description="Why a mutation did nothing, and what to do about it.")
class UserError:
    code: ErrorCode = strawberry.field(description="The reason, for programs.")
    message: str = strawberry.field(description="The reason and what to do, for people.")
    field: list[str] | None = strawberry.field(
        description='The path to the input\'s field at fault, such as ["items", "2", "note"]; null when it is none.'
    )
    retry_at: DateTime | None = strawberry.field(description="From when on it may succeed, when time is all it needs.")


# What each refusal tells a person, and which field of the input it is about.
_WORDS: dict[ErrorCode, tuple[str, str | None]] = {
    ErrorCode.MEMBER_NOT_FOUND: ("There is no such member; check the id.", "memberId"),
    ErrorCode.CANNOT_TARGET_SELF: ("This is you; name another member.", "memberId"),
    ErrorCode.YOU_BLOCKED_MEMBER: ("You block this member; unblock the member first.", "memberId"),
    ErrorCode.NOT_BLOCKED: ("You do not block this member; there is nothing to undo.", "memberId"),
    ErrorCode.ALREADY_CONNECTED: ("You are connected with this member already.", "memberId"),
    ErrorCode.NOT_CONNECTED: ("You are not connected with this member; there is nothing to remove.", "memberId"),
    ErrorCode.INVITATION_NOT_FOUND: ("You have no such invitation; check the id.", "invitationId"),
    ErrorCode.INVITATION_ALREADY_PENDING: (
        "Your invitation to this member is still open; wait for the answer, remind, or withdraw it.",
        "memberId",
    ),
    ErrorCode.INVITATION_NOT_OPEN: ("This invitation is closed; send a new one to begin again.", "invitationId"),
    ErrorCode.INVITATION_NOT_ALLOWED: ("This member cannot be invited by you; you may be able to follow.", "memberId"),
    ErrorCode.EMAIL_REQUIRED: ("Give one of this member's e-mail addresses to invite the member.", "email"),
    ErrorCode.NOTE_REQUIRED: ("This member asks for a note with an invitation; write one.", "note"),
    ErrorCode.NOTE_TOO_LONG: ("The text is too long; at most {0.note_length} characters are taken.", "note"),
    ErrorCode.REINVITE_COOLDOWN: ("You invited this member lately; invite again after retryAt.", "memberId"),
    ErrorCode.CONNECTION_LIMIT_REACHED: (
        "One of you has {0.connection_limit} connections, and no member may have more.",
        None,
    ),
    ErrorCode.TOO_MANY_PENDING: (
        "You have {0.open_invitation_limit} open invitations; withdraw some first.",
        None,
    ),
    ErrorCode.INVITATION_LIMIT_REACHED: (
        "{0.weekly_invitation_limit} invitations in 7 days are the most; go on after retryAt.",
        None,
    ),
    ErrorCode.BATCH_TOO_LARGE: ("Too many items at once; send at most {0.invitation_batch} in a batch.", "items"),
    ErrorCode.REMINDER_LIMIT_REACHED: ("You have reminded of this invitation already.", "invitationId"),
    ErrorCode.REMINDER_TOO_SOON: ("It is too early for a reminder; remind after retryAt.", "invitationId"),
    ErrorCode.FOLLOW_NOT_ALLOWED: ("Only connections may follow this member; invite the member first.", "memberId"),
    ErrorCode.MESSAGE_NOT_ALLOWED: ("Only connections may write to this member; invite the member first.", "memberId"),
    ErrorCode.HANDLE_TAKEN: ("Another member has this handle; choose another one.", "handle"),
    ErrorCode.INVALID_VALUE: ("This is not your handle; write it to confirm.", "confirmHandle"),
    ErrorCode.ALREADY_REGISTERED: ("You are a member already; use updateProfile to change your profile.", None),
    ErrorCode.NOT_REGISTERED: ("You are no member yet; use registerMember first.", None),
    ErrorCode.ACCOUNT_INACTIVE: ("Your account is hibernated; use reactivateAccount first.", None),
    ErrorCode.ACCOUNT_DELETED: ("Your account was deleted and cannot come back; register under a new id.", None),
    ErrorCode.IDEMPOTENCY_KEY_REUSED: (
        "This key was used with another input; send a new key with a new input.",
        "idempotencyKey",
    ),
}


def refusals(answer: Answer, settings: Settings, note: str = "note", prefix: str = "") -> list[UserError]:
    """What a write's answer says to the client: nothing when it worked. `note` is the field of the client's words."""
    if answer.outcome not in ErrorCode.__members__:
        return []
    code = ErrorCode(answer.outcome)
    message, field = _WORDS[code]
    named = note if field == "note" else field
    return [user_error(code, message.format(settings), named and f"{prefix}{named}", answer.retry_at)]


def user_error(code: ErrorCode, message: str, field: str | None = None, retry_at: str | None = None) -> UserError:
    path = field.split(".") if field else None
    return adopt(UserError, {"code": code, "message": message, "field": path, "retry_at": retry_at})
