"""The settings of a member."""

from enum import Enum

import strawberry


@strawberry.enum(
    description="Who may list a member's connections. RECIPROCAL: connections who let the member list theirs; "
    "HIDDEN: nobody else, and the connections count for nobody else's network."
)
class ConnectionsVisibility(Enum):
    EVERYONE = "EVERYONE"
    SECOND_DEGREE = "SECOND_DEGREE"
    CONNECTIONS = "CONNECTIONS"
    RECIPROCAL = "RECIPROCAL"
    ONLY_ME = "ONLY_ME"
    HIDDEN = "HIDDEN"


@strawberry.enum(description="Who may list a member's followers, or the members whom the member follows.")
class FollowVisibility(Enum):
    EVERYONE = "EVERYONE"
    CONNECTIONS = "CONNECTIONS"
    ONLY_ME = "ONLY_ME"


@strawberry.enum(description="Who may read a member's full profile.")
class ProfileVisibility(Enum):
    EVERYONE = "EVERYONE"
    SECOND_DEGREE = "SECOND_DEGREE"
    CONNECTIONS = "CONNECTIONS"


@strawberry.enum(description="Who may follow a member.")
class FollowPolicy(Enum):
    EVERYONE = "EVERYONE"
    CONNECTIONS = "CONNECTIONS"


@strawberry.enum(description="Who may invite a member.")
class InvitePolicy(Enum):
    EVERYONE = "EVERYONE"
    SECOND_DEGREE = "SECOND_DEGREE"
    EMAIL = "EMAIL"
    NOBODY = "NOBODY"


@strawberry.type(description="The settings of a member, which only the member can read.")
class Settings:
    connections_visibility: ConnectionsVisibility = strawberry.field(description="Who may list my connections.")
    followers_visibility: FollowVisibility = strawberry.field(description="Who may list my followers.")
    following_visibility: FollowVisibility = strawberry.field(description="Who may list the members whom I follow.")
    show_follower_count: bool = strawberry.field(
        description="Whether others see how many followers I have and how many members I follow."
    )
    full_profile_visibility: ProfileVisibility = strawberry.field(description="Who may read my full profile.")
    follow_policy: FollowPolicy = strawberry.field(
        description="Who may follow me; follows that it no longer allows are suspended, not deleted."
    )
    invite_policy: InvitePolicy = strawberry.field(description="Who may invite me to connect.")
    require_note: bool = strawberry.field(description="Whether an invitation to me must have a note.")
    auto_follow_on_connect: bool = strawberry.field(description="Whether I follow each member I connect with.")
    follow_primary: bool = strawberry.field(description="Whether the main button on my profile is Follow.")
    is_discoverable: bool = strawberry.field(description="Whether I am suggested to others.")
