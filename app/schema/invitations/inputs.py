"""Inputs of the mutations of invitations."""

import strawberry

from app.schema.core.context import ID
from app.schema.core.mutations import idempotency_key, optional
from app.schema.invitations.types import HowYouKnow


@strawberry.input(description="One of several invitations.")
class InvitationItem:
    member_id: ID = strawberry.field(description="The id of the member to invite.")
    note: str | None = optional("A note to the member, at most 300 characters.")
    how_you_know: HowYouKnow | None = optional("How the viewer knows the member.")
    email: str | None = optional("One of the member's e-mail addresses; some members require it.")


@strawberry.input(description="The invitation to send.")
class SendInvitationInput(InvitationItem):
    idempotency_key: str | None = idempotency_key()


@strawberry.input(description="The invitations to send, each on its own, in this order.")
class SendInvitationsInput:
    items: list[InvitationItem] = strawberry.field(description="At most 40.")
    dry_run: bool | None = strawberry.field(
        default=False,
        description="Whether to send nothing and only return the outcomes; e-mail addresses are not checked then.",
    )
    idempotency_key: str | None = idempotency_key()


@strawberry.input(description="The invitation that a mutation is about.")
class InvitationInput:
    invitation_id: ID = strawberry.field(description="The invitation's id.")
    idempotency_key: str | None = idempotency_key()


@strawberry.input(description="The invitation to ignore.")
class IgnoreInvitationInput(InvitationInput):
    dont_know: bool | None = strawberry.field(
        default=False, description="Whether the viewer does not know the sender, who then cannot invite again."
    )


@strawberry.input(description="The invitation to decline.")
class DeclineInvitationInput(InvitationInput):
    message: str | None = optional("A message to the sender, at most 300 characters.")


@strawberry.input(description="The invitation of which to remind the recipient.")
class RemindInvitationInput(InvitationInput):
    note: str | None = optional("A note to the recipient, at most 300 characters.")
