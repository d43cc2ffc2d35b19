"""What mutations take. In an update a field that is left out stays as it is."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import strawberry
from strawberry import UNSET

from app.schema import enums
from app.schema.context import ID

_KEY = "A repeat with the same key is told what the first was told; at most 64 characters, remembered for 24 hours."


def _key() -> Any:
    return strawberry.field(default=UNSET, description=_KEY)


def _optional(description: str) -> Any:
    return strawberry.field(default=UNSET, description=description)


@strawberry.input(description="Who the token's subject is going to be as a member.")
class RegisterMemberInput:
    handle: str = strawberry.field(description="3 to 30 of a-z 0-9 . _ -, beginning with a letter or a digit; unique.")
    name: str = strawberry.field(description="The full name, 1 to 100 characters.")
    headline: str | None = _optional("One line about the member, at most 200 characters.")
    location: str | None = _optional("Where the member lives or works, at most 100 characters.")
    industry: str | None = _optional("The member's field, at most 100 characters.")
    company: str | None = _optional("The current company's name, at most 100 characters.")
    email: str | None = _optional("An e-mail address, seen by the member alone.")
    idempotency_key: str | None = _key()


@strawberry.input(description="A place of work. Dates are partial: YYYY, YYYY-MM or YYYY-MM-DD.")
class PositionInput:
    company: str = strawberry.field(description="The company's name, at most 100 characters.")
    title: str = strawberry.field(description="What the member is or was there, at most 100 characters.")
    started_on: str | None = _optional("When it began.")
    ended_on: str | None = _optional("When it ended; leave it out while it lasts.")


@strawberry.input(description="A school. Dates are partial: YYYY, YYYY-MM or YYYY-MM-DD.")
class EducationInput:
    school: str = strawberry.field(description="The school's name, at most 100 characters.")
    degree: str | None = _optional("The degree taken there, at most 100 characters.")
    started_on: str | None = _optional("When it began.")
    ended_on: str | None = _optional("When it ended.")


@strawberry.input(description="What is to be changed; null clears optional text, and lists are replaced as a whole.")
class UpdateProfileInput:
    handle: str | None = _optional("The short unique name.")
    name: str | None = _optional("The full name, 1 to 100 characters.")
    emails: list[str] | None = _optional("At most 5 e-mail addresses.")
    headline: str | None = _optional("At most 200 characters.")
    location: str | None = _optional("At most 100 characters.")
    industry: str | None = _optional("At most 100 characters.")
    about: str | None = _optional("The member's own account, at most 2,600 characters.")
    positions: list[PositionInput] | None = _optional("At most 50; the first current one gives the card its company.")
    education: list[EducationInput] | None = _optional("At most 50.")
    skills: list[str] | None = _optional("At most 50 of 1 to 50 characters.")
    idempotency_key: str | None = _key()


@strawberry.input(description="What is to be changed; null is refused.")
class UpdateSettingsInput:
    connections_visibility: enums.ConnectionsVisibility | None = _optional("Who may list my connections.")
    followers_visibility: enums.FollowVisibility | None = _optional("Who may list my followers.")
    following_visibility: enums.FollowVisibility | None = _optional("Who may list whom I follow.")
    show_follower_count: bool | None = _optional("Whether others see how many follow me and how many I follow.")
    full_profile_visibility: enums.ProfileVisibility | None = _optional("Who may read my full profile.")
    follow_policy: enums.FollowPolicy | None = _optional("Who may follow me.")
    invite_policy: enums.InvitePolicy | None = _optional("Who may invite me to connect.")
    require_note: bool | None = _optional("Whether an invitation to me needs a note.")
    auto_follow_on_connect: bool | None = _optional("Whether I follow whoever I connect with.")
    follow_primary: bool | None = _optional("Whether the first button on my profile is Follow.")
    is_discoverable: bool | None = _optional("Whether I am suggested to others.")
    idempotency_key: str | None = _key()


@strawberry.input(description="An invitation to connect.")
class SendInvitationInput:
    member_id: ID = strawberry.field(description="Whom to invite.")
    note: str | None = _optional("Words to the member, at most 300 characters.")
    how_you_know: enums.HowYouKnow | None = _optional("How the viewer knows the member.")
    email: str | None = _optional("One of the member's addresses, for members who ask for it.")
    idempotency_key: str | None = _key()


@strawberry.input(description="One invitation of several.")
class InvitationItem:
    member_id: ID = strawberry.field(description="Whom to invite.")
    note: str | None = _optional("Words to the member, at most 300 characters.")
    how_you_know: enums.HowYouKnow | None = _optional("How the viewer knows the member.")
    email: str | None = _optional("One of the member's addresses, for members who ask for it.")


@strawberry.input(description="Several invitations, each sent on its own and in this order.")
class SendInvitationsInput:
    items: list[InvitationItem] = strawberry.field(description="At most 40.")
    dry_run: bool | None = strawberry.field(
        default=False, description="Only say what would become of each; no e-mail address is judged."
    )
    idempotency_key: str | None = _key()


@strawberry.input(description="An invitation.")
class InvitationInput:
    invitation_id: ID = strawberry.field(description="Which invitation.")
    idempotency_key: str | None = _key()


@strawberry.input(description="An invitation to ignore.")
class IgnoreInvitationInput:
    invitation_id: ID = strawberry.field(description="Which invitation.")
    dont_know: bool | None = strawberry.field(
        default=False, description="I don't know this person: the sender cannot invite me again."
    )
    idempotency_key: str | None = _key()


@strawberry.input(description="An invitation to decline.")
class DeclineInvitationInput:
    invitation_id: ID = strawberry.field(description="Which invitation.")
    message: str | None = _optional("Words to the sender, at most 300 characters.")
    idempotency_key: str | None = _key()


@strawberry.input(description="An invitation to remind of.")
class RemindInvitationInput:
    invitation_id: ID = strawberry.field(description="Which invitation.")
    note: str | None = _optional("Words to the recipient, at most 300 characters.")
    idempotency_key: str | None = _key()


@strawberry.input(description="A connection to end.")
class RemoveConnectionInput:
    member_id: ID = strawberry.field(description="Whom to disconnect from.")
    keep_following: bool | None = strawberry.field(default=False, description="Go on following the member.")
    idempotency_key: str | None = _key()


@strawberry.input(description="A member.")
class MemberInput:
    member_id: ID = strawberry.field(description="Which member.")
    idempotency_key: str | None = _key()


@strawberry.input(description="The viewer's account.")
class AccountInput:
    idempotency_key: str | None = _key()


@strawberry.input(description="The viewer's account, for ever.")
class DeleteAccountInput:
    confirm_handle: str = strawberry.field(description="The viewer's handle, so that nothing is deleted by mistake.")
    idempotency_key: str | None = _key()


def given(input: object) -> dict[str, Any]:
    """The fields of an input that the client sent, the idempotency key aside, by their names in Python."""
    values = {field.name: getattr(input, field.name) for field in fields(input)}  # type: ignore[arg-type]
    return {name: value for name, value in values.items() if value is not UNSET and name != "idempotency_key"}
