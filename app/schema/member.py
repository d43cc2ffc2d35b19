"""Members: the card, the full profile, the lists around them, and what is between them and the viewer."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from app.graph.loading import Arguments
from app.schema.arguments import After, ConnectionFilter, First, FollowFilter, given
from app.schema.context import Info
from app.schema.enums import ConnectionOrder, FollowOrder
from app.schema.lists import (
    FollowConnection,
    FollowEdge,
    MemberConnection,
    MemberEdge,
    MutualConnectionConnection,
    MutualConnectionEdge,
)
from app.schema.node import Node
from app.schema.paging import Asked, page
from app.schema.path import ConnectionPath, connection_path
from app.schema.prefetch import PREFETCH
from app.schema.profile import Education, Position
from app.schema.relationship import Relationship, relationship
from app.schema.rows import adopt, adopt_all
from app.schema.scalars import DateTime
from app.schema.values import check_first
from app.schema.withheld import Withheld, withheld


@strawberry.type(description="A member of the network. A list or count that is withheld is null, never empty or 0.")
class Member(Node):
    handle: str = strawberry.field(description="The member's short unique name.")
    name: str = strawberry.field(description="The member's full name.")
    headline: str | None = strawberry.field(description="One line about the member.")
    location: str | None = strawberry.field(description="Where the member lives or works.")
    industry: str | None = strawberry.field(description="The member's field.")
    company: str | None = strawberry.field(description="The current company's name.")
    member_since: DateTime = strawberry.field(description="When the member joined.")

    @strawberry.field(description="The member's own account. Full profile.", metadata=PREFETCH)
    async def about(self, info: Info) -> str | None:
        profile = await _profile(self, info)
        return str(profile["about"]) if profile and profile["about"] is not None else None

    @strawberry.field(description="Where the member works and worked. Full profile.", metadata=PREFETCH)
    async def positions(self, info: Info) -> list[Position] | None:
        profile = await _profile(self, info)
        return adopt_all(Position, profile["positions"]) if profile else None

    @strawberry.field(description="Where the member studied. Full profile.", metadata=PREFETCH)
    async def education(self, info: Info) -> list[Education] | None:
        profile = await _profile(self, info)
        return adopt_all(Education, profile["education"]) if profile else None

    @strawberry.field(description="What the member can do. Full profile.", metadata=PREFETCH)
    async def skills(self, info: Info) -> list[str] | None:
        profile = await _profile(self, info)
        return list(profile["skills"]) if profile else None

    @strawberry.field(
        description="How many connections the member has: the same for every signed-in viewer.", metadata=PREFETCH
    )
    async def connection_count(self, info: Info) -> int | None:
        return await _count(self, info, "connection_counts")

    @strawberry.field(description="How many follow the member.", metadata=PREFETCH)
    async def follower_count(self, info: Info) -> int | None:
        return await _count(self, info, "follower_counts")

    @strawberry.field(description="How many the member follows.", metadata=PREFETCH)
    async def following_count(self, info: Info) -> int | None:
        return await _count(self, info, "following_counts")

    @strawberry.field(
        description="Whom the member is connected with; null when the list is withheld.", metadata=PREFETCH
    )
    async def connections(
        self,
        info: Info,
        first: First = 20,
        after: After = UNSET,
        order_by: Annotated[
            ConnectionOrder | None, strawberry.argument(description="RECENT: the newest connection first.")
        ] = ConnectionOrder.RECENT,
        filter: Annotated[ConnectionFilter | None, strawberry.argument(description="Which rows to keep.")] = UNSET,
    ) -> MemberConnection | None:
        order = (order_by or ConnectionOrder.RECENT).value
        asked = Asked("connections", self.id, first, after, order, given(filter))
        return await page(info, MemberConnection, MemberEdge, member, asked)

    @strawberry.field(description="Who follows the member; null when the list is withheld.", metadata=PREFETCH)
    async def followers(
        self,
        info: Info,
        first: First = 20,
        after: After = UNSET,
        order_by: Annotated[
            FollowOrder | None, strawberry.argument(description="RECENT: the newest follower first.")
        ] = FollowOrder.RECENT,
        filter: Annotated[FollowFilter | None, strawberry.argument(description="Which rows to keep.")] = UNSET,
    ) -> FollowConnection | None:
        order = (order_by or FollowOrder.RECENT).value
        asked = Asked("followers", self.id, first, after, order, given(filter))
        return await page(info, FollowConnection, FollowEdge, member, asked)

    @strawberry.field(description="Whom the member follows; null when the list is withheld.", metadata=PREFETCH)
    async def following(
        self,
        info: Info,
        first: First = 20,
        after: After = UNSET,
        order_by: Annotated[
            FollowOrder | None, strawberry.argument(description="RECENT: the newest follow first.")
        ] = FollowOrder.RECENT,
        filter: Annotated[FollowFilter | None, strawberry.argument(description="Which rows to keep.")] = UNSET,
    ) -> FollowConnection | None:
        order = (order_by or FollowOrder.RECENT).value
        asked = Asked("following", self.id, first, after, order, given(filter))
        return await page(info, FollowConnection, FollowEdge, member, asked)

    @strawberry.field(
        description="Connections shared with the viewer; null when nobody is signed in, and on the viewer.",
        metadata=PREFETCH,
    )
    async def mutual_connections(
        self, info: Info, first: First = 20, after: After = UNSET
    ) -> MutualConnectionConnection | None:
        asked = Asked("mutual_connections", self.id, first, after)
        return await page(info, MutualConnectionConnection, MutualConnectionEdge, member, asked)

    @strawberry.field(
        description="How many connections are shared with the viewer; null when nobody is signed in, and on the "
        "viewer.",
        metadata=PREFETCH,
    )
    async def mutual_connection_count(self, info: Info) -> int | None:
        return await _count(self, info, "mutual_counts")

    @strawberry.field(
        description="What is between the viewer and this member; null when nobody is signed in.", metadata=PREFETCH
    )
    async def relationship(self, info: Info) -> Relationship | None:
        return relationship(await _read(self, info, "relationships"))

    @strawberry.field(
        description="All shortest ways from the viewer, at most 3 steps, the best first; none when nobody is signed "
        "in.",
        metadata=PREFETCH,
    )
    async def connection_paths(
        self, info: Info, first: Annotated[int | None, strawberry.argument(description="How many, 1 to 100.")] = 10
    ) -> list[ConnectionPath]:
        most = check_first(first, info.context.settings.page_size, 10)
        rows = await _read(self, info, "paths", (("first", most),))
        return [connection_path(row) for row in rows or ()]

    @strawberry.field(description="Every withheld field with its reason, whatever was selected.", metadata=PREFETCH)
    async def withheld(self, info: Info) -> list[Withheld]:
        return withheld(await _read(self, info, "access"))


def member(row: dict[str, Any]) -> Member:
    """A member from a card (`cypher/visibility/card.cypher`)."""
    return adopt(Member, row)


async def _read(of: Member, info: Info, name: str, arguments: Arguments = ()) -> Any:
    return None if info.context.viewer is None else await info.context.load.read(name, of.id, arguments)


async def _profile(of: Member, info: Info) -> dict[str, Any] | None:
    row: dict[str, Any] | None = await _read(of, info, "profiles")
    return row


async def _count(of: Member, info: Info, name: str) -> int | None:
    number: int | None = await _read(of, info, name)
    return number
