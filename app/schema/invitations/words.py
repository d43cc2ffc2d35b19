"""The messages of refused mutations of invitations."""

from app.schema.core.errors import ErrorCode, Words

WORDS: Words = {
    ErrorCode.ALREADY_CONNECTED: ("You are connected with this member already.", "memberId"),
    ErrorCode.INVITATION_NOT_FOUND: ("You have no such invitation; check the id.", "invitationId"),
    ErrorCode.INVITATION_ALREADY_PENDING: (
        "Your invitation to this member is still open; wait for the answer, send a reminder, or withdraw it.",
        "memberId",
    ),
    ErrorCode.INVITATION_NOT_OPEN: ("This invitation is closed; send a new one instead.", "invitationId"),
    ErrorCode.INVITATION_NOT_ALLOWED: (
        "This member does not accept invitations from you; try to follow the member.",
        "memberId",
    ),
    ErrorCode.EMAIL_REQUIRED: ("Give one of this member's e-mail addresses to invite the member.", "email"),
    ErrorCode.NOTE_REQUIRED: ("This member requires a note with an invitation; write one.", "note"),
    ErrorCode.NOTE_TOO_LONG: ("The text is too long; write at most {0.note_length} characters.", "note"),
    ErrorCode.REINVITE_COOLDOWN: ("You invited this member recently; invite again after retryAt.", "memberId"),
    ErrorCode.CONNECTION_LIMIT_REACHED: (
        "One of you has {0.connection_limit} connections, and no member may have more.",
        None,
    ),
    ErrorCode.TOO_MANY_PENDING: ("You have {0.open_invitation_limit} open invitations; withdraw some first.", None),
    ErrorCode.INVITATION_LIMIT_REACHED: (
        "You may send {0.weekly_invitation_limit} invitations in 7 days; send more after retryAt.",
        None,
    ),
    ErrorCode.BATCH_TOO_LARGE: ("Too many items at once; send at most {0.invitation_batch} in a batch.", "items"),
    ErrorCode.REMINDER_LIMIT_REACHED: ("You have sent a reminder of this invitation already.", "invitationId"),
    ErrorCode.REMINDER_TOO_SOON: ("It is too early for a reminder; send it after retryAt.", "invitationId"),
}
DECLINE_WORDS = {**WORDS, ErrorCode.NOTE_TOO_LONG: (WORDS[ErrorCode.NOTE_TOO_LONG][0], "message")}
