"""Payloads of the mutations of invitations."""

from enum import Enum

import strawberry

from app.schema.core.context import ID, Info
from app.schema.core.errors import UserError
from app.schema.core.mutations import Payload, read_again
from app.schema.invitations.types import Invitation, invitation
from app.schema.relationships.mutations import RelationshipPayload


@strawberry.enum(description="What a mutation did with an invitation.")
class InvitationOutcome(Enum):
    SENT = "SENT"
    CONNECTED = "CONNECTED"
    IGNORED = "IGNORED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"
    REMINDED = "REMINDED"


@strawberry.enum(
    description="BATCH_OVER_30: items beyond the thirtieth; DUPLICATE_NOTE: several items with the same note, compared "
    "without case, spaces and the recipient's name; EMPTY_NOTE: items without a note."
)
class InvitationWarningCode(Enum):
    BATCH_OVER_30 = "BATCH_OVER_30"
    DUPLICATE_NOTE = "DUPLICATE_NOTE"
    EMPTY_NOTE = "EMPTY_NOTE"


_OUTCOMES = {outcome.value: outcome for outcome in InvitationOutcome} | {
    "ACCEPTED": InvitationOutcome.CONNECTED,
    "ALREADY_ACCEPTED": InvitationOutcome.CONNECTED,
    "ALREADY_DECLINED": InvitationOutcome.DECLINED,
    "ALREADY_WITHDRAWN": InvitationOutcome.WITHDRAWN,
}


@strawberry.type
class _OutcomePayload(Payload):
    @strawberry.field(
        description="What was done, in a dry run what would be done. CONNECTED: the invitation was accepted, or "
        "crossed one coming the other way. Null when it is refused."
    )
    def outcome(self) -> InvitationOutcome | None:
        return _OUTCOMES.get(self.result.outcome)

    @strawberry.field(
        description="The invitation, after a refusal the open one that prevents a new one; null in a dry run."
    )
    async def invitation(self, info: Info) -> Invitation | None:
        row = await read_again(info, "invitations", self.result.subject)
        return invitation(row) if row else None


@strawberry.type(description="The result of a mutation of an invitation.")
class InvitationPayload(_OutcomePayload, RelationshipPayload): ...


@strawberry.type(description="The result of one invitation of several.")
class InvitationResult(_OutcomePayload):
    member_id: ID = strawberry.field(description="The id in the item.")


@strawberry.type(description="A hint about several invitations; it prevents nothing.")
class InvitationWarning:
    code: InvitationWarningCode = strawberry.field(description="The kind of hint.")
    member_ids: list[ID] = strawberry.field(description="The members whose invitations it is about.")


@strawberry.type(description="The results of several invitations.")
class SendInvitationsPayload:
    results: list[InvitationResult] = strawberry.field(description="One for each item, in the order of the items.")
    warnings: list[InvitationWarning] = strawberry.field(description="Hints to show before or after sending.")
    user_errors: list[UserError] = strawberry.field(
        description="Why nothing at all was done; what is refused of single items is in `results`."
    )
