"""Inputs of the mutations of settings and accounts. A setting that is left out stays as it is."""

import strawberry

from app.schema.accounts.types import (
    ConnectionsVisibility,
    FollowPolicy,
    FollowVisibility,
    InvitePolicy,
    ProfileVisibility,
)
from app.schema.core.mutations import idempotency_key, optional


@strawberry.input(description="Changes of settings; null is refused.")
class UpdateSettingsInput:
    connections_visibility: ConnectionsVisibility | None = optional("Who may list my connections.")
    followers_visibility: FollowVisibility | None = optional("Who may list my followers.")
    following_visibility: FollowVisibility | None = optional("Who may list the members whom I follow.")
    show_follower_count: bool | None = optional(
        "Whether others see how many followers I have and how many members I follow."
    )
    full_profile_visibility: ProfileVisibility | None = optional("Who may read my full profile.")
    follow_policy: FollowPolicy | None = optional("Who may follow me.")
    invite_policy: InvitePolicy | None = optional("Who may invite me to connect.")
    require_note: bool | None = optional("Whether an invitation to me must have a note.")
    auto_follow_on_connect: bool | None = optional("Whether I follow each member I connect with.")
    follow_primary: bool | None = optional("Whether the main button on my profile is Follow.")
    is_discoverable: bool | None = optional("Whether I am suggested to others.")
    idempotency_key: str | None = idempotency_key()


@strawberry.input(description="The input of a mutation of the viewer's account.")
class AccountInput:
    idempotency_key: str | None = idempotency_key()


@strawberry.input(description="The confirmation that the viewer's account is to be deleted.")
class DeleteAccountInput:
    confirm_handle: str = strawberry.field(description="The viewer's handle, to prevent a deletion by mistake.")
    idempotency_key: str | None = idempotency_key()
