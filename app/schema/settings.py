"""A member's settings."""

import strawberry

from app.schema import enums


@strawberry.type(description="What a member has decided about who sees and does what; read by the member alone.")
class Settings:
    connections_visibility: enums.ConnectionsVisibility = strawberry.field(description="Who may list my connections.")
    followers_visibility: enums.FollowVisibility = strawberry.field(description="Who may list my followers.")
    following_visibility: enums.FollowVisibility = strawberry.field(description="Who may list whom I follow.")
    show_follower_count: bool = strawberry.field(
        description="Whether others see how many follow me and how many I follow."
    )
    full_profile_visibility: enums.ProfileVisibility = strawberry.field(description="Who may read my full profile.")
    follow_policy: enums.FollowPolicy = strawberry.field(
        description="Who may follow me; followers from outside are suspended, not deleted."
    )
    invite_policy: enums.InvitePolicy = strawberry.field(description="Who may invite me to connect.")
    require_note: bool = strawberry.field(description="Whether an invitation to me needs a note.")
    auto_follow_on_connect: bool = strawberry.field(description="Whether I follow whoever I connect with.")
    follow_primary: bool = strawberry.field(description="Whether the first button on my profile is Follow.")
    is_discoverable: bool = strawberry.field(description="Whether I am suggested to others.")
