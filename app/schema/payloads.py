"""What mutations answer: the thing as it now is, read again under today's visibility, and why nothing was done."""

from __future__ import annotations

from typing import Any, TypeVar

import strawberry

from app.graph.writing import Answer
from app.schema.block import BlockedMember, blocked_member
from app.schema.context import ID, Info
from app.schema.enums import InvitationOutcome, InvitationWarningCode
from app.schema.invitation import Invitation, invitation
from app.schema.member import Member, member
from app.schema.relationship import Relationship, relationship
from app.schema.rows import adopt
from app.schema.settings import Settings
from app.schema.user_errors import UserError
from app.schema.viewer import viewer

P = TypeVar("P", bound="Payload")

_OUTCOMES = {
    "SENT": InvitationOutcome.SENT,
    "CONNECTED": InvitationOutcome.CONNECTED,
    "ACCEPTED": InvitationOutcome.CONNECTED,
    "ALREADY_ACCEPTED": InvitationOutcome.CONNECTED,
    "IGNORED": InvitationOutcome.IGNORED,
    "DECLINED": InvitationOutcome.DECLINED,
    "ALREADY_DECLINED": InvitationOutcome.DECLINED,
    "WITHDRAWN": InvitationOutcome.WITHDRAWN,
    "ALREADY_WITHDRAWN": InvitationOutcome.WITHDRAWN,
    "REMINDED": InvitationOutcome.REMINDED,
}


@strawberry.type(description="What a mutation answers.")
class Payload:
    answer: strawberry.Private[Answer]
    user_errors: list[UserError] = strawberry.field(description="Why nothing was done; empty when it worked.")


def payload(kind: type[P], answer: Answer, errors: list[UserError]) -> P:
    return adopt(kind, {"answer": answer, "user_errors": errors})


@strawberry.type(description="The viewer as a member.")
class MemberPayload(Payload):
    @strawberry.field(description="The viewer's card and more; null when the viewer is no member.")
    async def member(self, info: Info) -> Member | None:
        row = await _read(info, "cards", info.context.viewer)
        return member(row) if row else None


@strawberry.type(description="The viewer's settings.")
class SettingsPayload(Payload):
    @strawberry.field(description="All of them as they now are; null when the viewer is no member.")
    async def settings(self, info: Info) -> Settings | None:
        row = await _read(info, "viewers", info.context.viewer)
        return viewer(row).settings if row else None


@strawberry.type(description="What has become of an invitation.")
class InvitationPayload(Payload):
    @strawberry.field(
        description="SENT, or CONNECTED when the invitation crossed one coming the other way or was accepted; "
        "null when nothing was done."
    )
    def outcome(self) -> InvitationOutcome | None:
        return outcome(self.answer)

    @strawberry.field(description="The invitation; also the open one that stands in the way of a new one.")
    async def invitation(self, info: Info) -> Invitation | None:
        return await invitation_of(info, self.answer)

    @strawberry.field(description="What is now between the viewer and the other member.")
    async def relationship(self, info: Info) -> Relationship | None:
        return relationship(await _read(info, "relationships", self.answer.member))


@strawberry.type(description="What is between the viewer and a member; a repeat of what is already so is success.")
class RelationshipPayload(Payload):
    @strawberry.field(description="As it now is; null when the member is not visible.")
    async def relationship(self, info: Info) -> Relationship | None:
        return relationship(await _read(info, "relationships", self.answer.member))


@strawberry.type(description="A block.")
class BlockPayload(Payload):
    @strawberry.field(description="The blocked member; null when the viewer does not block the member.")
    async def blocked_member(self, info: Info) -> BlockedMember | None:
        row = await _read(info, "blocked", self.answer.member)
        return blocked_member(row) if row else None


@strawberry.type(description="The viewer's account.")
class AccountPayload(MemberPayload):
    pass


@strawberry.type(description="What has become of one invitation of several.")
class InvitationResult(Payload):
    member_id: ID = strawberry.field(description="Whom it was for.")

    @strawberry.field(description="SENT or CONNECTED, in a dry run what it would be; null when it is refused.")
    def outcome(self) -> InvitationOutcome | None:
        return outcome(self.answer)

    @strawberry.field(description="The invitation; null in a dry run.")
    async def invitation(self, info: Info) -> Invitation | None:
        return await invitation_of(info, self.answer)


@strawberry.type(description="Something about several invitations that deserves a second look; it stops nothing.")
class InvitationWarning:
    code: InvitationWarningCode = strawberry.field(description="What it is.")
    member_ids: list[ID] = strawberry.field(description="Whose invitations it is about.")


@strawberry.type(description="What has become of several invitations.")
class SendInvitationsPayload:
    results: list[InvitationResult] = strawberry.field(description="One for each item, in the order sent.")
    warnings: list[InvitationWarning] = strawberry.field(description="What deserves a second look.")
    user_errors: list[UserError] = strawberry.field(description="Why nothing of it was done; items have their own.")


def outcome(answer: Answer) -> InvitationOutcome | None:
    return _OUTCOMES.get(answer.outcome)


async def invitation_of(info: Info, answer: Answer) -> Invitation | None:
    row = await _read(info, "invitations", answer.subject)
    return invitation(row) if row else None


async def _read(info: Info, name: str, key: str | None) -> Any:
    return None if key is None else await info.context.load.read(name, key)
