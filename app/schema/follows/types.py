"""Lists of followers and of followed members."""

from enum import Enum

import strawberry

from app.schema.core.context import Info
from app.schema.core.mutations import optional
from app.schema.core.references import MemberRef
from app.schema.core.relay import Connection, Edge
from app.schema.core.scalars import DateTime


@strawberry.enum(description="The order of a list of followers or followed members.")
class FollowOrder(Enum):
    RECENT = "RECENT"
    NAME = "NAME"


@strawberry.input(description="Which members to list: those for whom every given condition holds.")
class FollowFilter:
    is_mutual: bool | None = optional(
        "Whether the member and the viewer follow each other; the viewer is left out of both lists."
    )
    is_connected: bool | None = optional(
        "Whether the member is connected with the viewer; the viewer is left out of both lists."
    )


@strawberry.type(description="A follower or a followed member in a list.")
class FollowEdge(Edge[MemberRef]):
    since: DateTime = strawberry.field(description="When the follow began.")

    @strawberry.field(
        description="Whether this member and the viewer follow each other, also in another member's list."
    )
    async def is_mutual(self, info: Info) -> bool:
        return bool((await info.context.load.read("follow_status", self.node.id))["is_mutual"])

    @strawberry.field(description="Whether this member and the viewer are connected, also in another member's list.")
    async def is_connected(self, info: Info) -> bool:
        return bool((await info.context.load.read("follow_status", self.node.id))["is_connected"])


@strawberry.type(description="A page of followers or followed members.")
class FollowConnection(Connection[MemberRef, FollowEdge]): ...
