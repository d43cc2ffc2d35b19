"""Mutations of invitations."""

from typing import Annotated, Any

import strawberry

from app.schema.core.check import Check
from app.schema.core.context import Info
from app.schema.core.errors import Words
from app.schema.core.mutations import INPUT, change
from app.schema.invitations.batch import invitation_parameters, send_all
from app.schema.invitations.inputs import (
    DeclineInvitationInput,
    IgnoreInvitationInput,
    InvitationInput,
    RemindInvitationInput,
    SendInvitationInput,
    SendInvitationsInput,
)
from app.schema.invitations.payloads import InvitationPayload, SendInvitationsPayload
from app.schema.invitations.words import DECLINE_WORDS, WORDS


@strawberry.type
class InvitationMutations:
    @strawberry.mutation(
        description="Invite a member to connect; when the member has invited the viewer, the two are connected."
    )
    async def send_invitation(self, info: Info, input: Annotated[SendInvitationInput, INPUT]) -> InvitationPayload:
        check = Check()
        parameters = invitation_parameters(info, input, check)
        return await change(info, InvitationPayload, "send_invitation", input, check, WORDS, **parameters)

    @strawberry.mutation(
        description="Invite up to 40 members, each on its own, or in a dry run only return the outcomes."
    )
    async def send_invitations(
        self, info: Info, input: Annotated[SendInvitationsInput, INPUT]
    ) -> SendInvitationsPayload:
        return await send_all(info, input)

    @strawberry.mutation(description="Accept an invitation that the viewer has received.")
    async def accept_invitation(self, info: Info, input: Annotated[InvitationInput, INPUT]) -> InvitationPayload:
        return await _change(info, "accept_invitation", input)

    @strawberry.mutation(
        description="Ignore a received invitation: the sender gets no event, and it can be accepted later."
    )
    async def ignore_invitation(self, info: Info, input: Annotated[IgnoreInvitationInput, INPUT]) -> InvitationPayload:
        return await _change(info, "ignore_invitation", input, dontKnow=bool(input.dont_know))

    @strawberry.mutation(description="Decline a received invitation: the sender gets an event, and the message if any.")
    async def decline_invitation(
        self, info: Info, input: Annotated[DeclineInvitationInput, INPUT]
    ) -> InvitationPayload:
        check = Check()
        words = {"message": check.text(input.message or None, "message")}
        return await _change(info, "decline_invitation", input, check, DECLINE_WORDS, words=words)

    @strawberry.mutation(description="Withdraw an invitation that the viewer has sent; the recipient gets no event.")
    async def withdraw_invitation(self, info: Info, input: Annotated[InvitationInput, INPUT]) -> InvitationPayload:
        return await _change(info, "withdraw_invitation", input)

    @strawberry.mutation(description="Send the recipient of the viewer's invitation a reminder, once.")
    async def remind_invitation(self, info: Info, input: Annotated[RemindInvitationInput, INPUT]) -> InvitationPayload:
        check = Check()
        words = {"note": check.text(input.note or None, "note")}
        return await _change(info, "remind_invitation", input, check, words=words)


async def _change(
    info: Info, name: str, input: Any, check: Check | None = None, messages: Words = WORDS, /, **parameters: Any
) -> InvitationPayload:
    """Do `cypher/writes/<name>` about the invitation that the input names."""
    check = check or Check()
    id = check.id(input.invitation_id, "invitationId")
    return await change(info, InvitationPayload, name, input, check, messages, invitation=id, **parameters)
