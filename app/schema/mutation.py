"""Everything that can be changed: each mutation is one file of `cypher/writes/`."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any, TypeVar

import strawberry
from strawberry.utils.str_converters import to_camel_case

from app.data.defaults import DEFAULT_SETTINGS
from app.graph.ids import new_id
from app.schema import inputs
from app.schema.batch import invitation, send_all
from app.schema.check import HEADLINE, NAME, Check
from app.schema.context import Info
from app.schema.payloads import (
    AccountPayload,
    BlockPayload,
    InvitationPayload,
    MemberPayload,
    Payload,
    RelationshipPayload,
    SendInvitationsPayload,
    SettingsPayload,
)
from app.schema.requests import change
from app.schema.revision import revision
from app.values.text import name_key

P = TypeVar("P", bound=Payload)

_WHAT = strawberry.argument(description="What to do, to whom.")


@strawberry.type(description="Everything that can be changed; one mutation is done wholly or not at all.")
class Mutation:
    @strawberry.mutation(description="Make the token's subject a member.")
    async def register_member(self, info: Info, input: Annotated[inputs.RegisterMemberInput, _WHAT]) -> MemberPayload:
        check = Check()
        name = check.required(input.name, "name", NAME)
        handle = check.handle(input.handle, "handle")
        profile = {
            "handle": handle,
            "handleKey": handle.casefold(),
            "name": name,
            "nameKey": name_key(name),
            "headline": check.text(input.headline or None, "headline", HEADLINE),
            "location": check.text(input.location or None, "location", NAME),
            "industry": check.text(input.industry or None, "industry", NAME),
            "company": check.text(input.company or None, "company", NAME),
            "emails": [address] if (address := check.email(input.email or None, "email")) else [],
        }
        return await change(
            info, MemberPayload, "register_member", input, check, profile=profile, settings=DEFAULT_SETTINGS
        )

    @strawberry.mutation(description="Change some of what is said of the viewer; what is left out stays.")
    async def update_profile(self, info: Info, input: Annotated[inputs.UpdateProfileInput, _WHAT]) -> MemberPayload:
        check = Check()
        changes, lists = revision(inputs.given(input), check)
        return await change(info, MemberPayload, "update_profile", input, check, changes=changes, lists=lists)

    @strawberry.mutation(description="Change some of the viewer's settings; what is left out stays.")
    async def update_settings(self, info: Info, input: Annotated[inputs.UpdateSettingsInput, _WHAT]) -> SettingsPayload:
        check = Check()
        changes = {}
        for name, value in inputs.given(input).items():
            setting = to_camel_case(name)
            changes[setting] = value.value if isinstance(value, Enum) else check.present(value, setting)
        return await change(info, SettingsPayload, "update_settings", input, check, changes=changes)

    @strawberry.mutation(description="Invite a member to connect; if the member has invited the viewer, they connect.")
    async def send_invitation(
        self, info: Info, input: Annotated[inputs.SendInvitationInput, _WHAT]
    ) -> InvitationPayload:
        check = Check()
        parameters = invitation(input, check)
        parameters |= {"invitation": new_id(info.context.now), "judged": True}
        return await change(info, InvitationPayload, "send_invitation", input, check, **parameters)

    @strawberry.mutation(description="Invite up to 40 members, each on its own, or only say what would become of it.")
    async def send_invitations(
        self, info: Info, input: Annotated[inputs.SendInvitationsInput, _WHAT]
    ) -> SendInvitationsPayload:
        return await send_all(info, input)

    @strawberry.mutation(description="Accept an invitation that the viewer has received.")
    async def accept_invitation(self, info: Info, input: Annotated[inputs.InvitationInput, _WHAT]) -> InvitationPayload:
        return await _answer(info, "accept_invitation", input)

    @strawberry.mutation(description="Ignore a received invitation: nobody is told, and it can be accepted later.")
    async def ignore_invitation(
        self, info: Info, input: Annotated[inputs.IgnoreInvitationInput, _WHAT]
    ) -> InvitationPayload:
        return await _answer(info, "ignore_invitation", input, dontKnow=bool(input.dont_know))

    @strawberry.mutation(description="Decline a received invitation: its sender is told, with or without words.")
    async def decline_invitation(
        self, info: Info, input: Annotated[inputs.DeclineInvitationInput, _WHAT]
    ) -> InvitationPayload:
        check = Check()
        words = {"message": check.text(input.message or None, "message")}
        return await _answer(info, "decline_invitation", input, check, field="message", words=words)

    @strawberry.mutation(description="Take back an invitation that the viewer has sent; nobody is told.")
    async def withdraw_invitation(
        self, info: Info, input: Annotated[inputs.InvitationInput, _WHAT]
    ) -> InvitationPayload:
        return await _answer(info, "withdraw_invitation", input)

    @strawberry.mutation(description="Remind the recipient of an invitation that the viewer has sent, once.")
    async def remind_invitation(
        self, info: Info, input: Annotated[inputs.RemindInvitationInput, _WHAT]
    ) -> InvitationPayload:
        check = Check()
        words = {"note": check.text(input.note or None, "note")}
        return await _answer(info, "remind_invitation", input, check, words=words)

    @strawberry.mutation(description="End a connection; nobody is told.")
    async def remove_connection(
        self, info: Info, input: Annotated[inputs.RemoveConnectionInput, _WHAT]
    ) -> RelationshipPayload:
        keep = bool(input.keep_following)
        return await _about(info, RelationshipPayload, "remove_connection", input, keepFollowing=keep)

    @strawberry.mutation(description="Follow a member.")
    async def follow_member(self, info: Info, input: Annotated[inputs.MemberInput, _WHAT]) -> RelationshipPayload:
        return await _about(info, RelationshipPayload, "follow_member", input)

    @strawberry.mutation(description="Stop following a member; a connection stays.")
    async def unfollow_member(self, info: Info, input: Annotated[inputs.MemberInput, _WHAT]) -> RelationshipPayload:
        return await _about(info, RelationshipPayload, "unfollow_member", input)

    @strawberry.mutation(description="Make a member stop following the viewer; nobody is told.")
    async def remove_follower(self, info: Info, input: Annotated[inputs.MemberInput, _WHAT]) -> RelationshipPayload:
        return await _about(info, RelationshipPayload, "remove_follower", input)

    @strawberry.mutation(description="Block a member: nothing between the two remains, and neither finds the other.")
    async def block_member(self, info: Info, input: Annotated[inputs.MemberInput, _WHAT]) -> BlockPayload:
        return await _about(info, BlockPayload, "block_member", input)

    @strawberry.mutation(description="Unblock a member; what the block ended does not come back.")
    async def unblock_member(self, info: Info, input: Annotated[inputs.MemberInput, _WHAT]) -> RelationshipPayload:
        return await _about(info, RelationshipPayload, "unblock_member", input)

    @strawberry.mutation(description="Hide the viewer from everybody; everything is kept until the viewer comes back.")
    async def hibernate_account(self, info: Info, input: Annotated[inputs.AccountInput, _WHAT]) -> AccountPayload:
        return await change(info, AccountPayload, "hibernate_account", input, Check())

    @strawberry.mutation(description="Bring the hibernated viewer back, with everything that was kept.")
    async def reactivate_account(self, info: Info, input: Annotated[inputs.AccountInput, _WHAT]) -> AccountPayload:
        return await change(info, AccountPayload, "reactivate_account", input, Check())

    @strawberry.mutation(description="Delete the viewer for ever: hidden at once, out of the graph a little later.")
    async def delete_account(self, info: Info, input: Annotated[inputs.DeleteAccountInput, _WHAT]) -> AccountPayload:
        handle = input.confirm_handle.casefold()
        handles = [handle, handle.removeprefix("@")]
        done = await change(info, AccountPayload, "delete_account", input, Check(), handles=handles)
        info.context.house.call()
        return done


async def _about(info: Info, kind: type[P], name: str, input: Any, **parameters: Any) -> P:
    """A write about the member whom the input names."""
    check = Check()
    member = check.id(input.member_id, "memberId")
    return await change(info, kind, name, input, check, member=member, **parameters)


async def _answer(
    info: Info, name: str, input: Any, check: Check | None = None, /, field: str = "note", **parameters: Any
) -> InvitationPayload:
    """A write about the invitation that the input names."""
    check = check or Check()
    id = check.id(input.invitation_id, "invitationId")
    return await change(info, InvitationPayload, name, input, check, field=field, invitation=id, **parameters)
