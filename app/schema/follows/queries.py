"""The fields of Member about follows."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import UNSET

from app.schema.core.arguments import check_filter
from app.schema.core.context import Info
from app.schema.core.paging import PageRequest, page
from app.schema.core.prefetch import PREFETCH
from app.schema.core.references import member, read_about
from app.schema.core.relay import After, First, Node
from app.schema.follows.types import FollowConnection, FollowEdge, FollowFilter, FollowOrder

_Order = Annotated[FollowOrder | None, strawberry.argument(description="RECENT: the newest follow first.")]
_Filter = Annotated[FollowFilter | None, strawberry.argument(description="Which members to list.")]


@strawberry.type
class FollowFields(Node):
    @strawberry.field(
        description="How many followers the member has; null when the number is withheld.", metadata=PREFETCH
    )
    async def follower_count(self, info: Info) -> int | None:
        count: int | None = await read_about(info, self.id, "follower_counts")
        return count

    @strawberry.field(
        description="How many members the member follows; null when the number is withheld.", metadata=PREFETCH
    )
    async def following_count(self, info: Info) -> int | None:
        count: int | None = await read_about(info, self.id, "following_counts")
        return count

    @strawberry.field(description="The member's followers; null when the list is withheld.", metadata=PREFETCH)
    async def followers(
        self,
        info: Info,
        first: First = 20,
        after: After = UNSET,
        order_by: _Order = FollowOrder.RECENT,
        filter: _Filter = UNSET,
    ) -> FollowConnection | None:
        request = PageRequest("followers", self.id, first, after, _order(order_by), check_filter(filter))
        return await page(info, FollowConnection, FollowEdge, member, request)

    @strawberry.field(
        description="The members whom the member follows; null when the list is withheld.", metadata=PREFETCH
    )
    async def following(
        self,
        info: Info,
        first: First = 20,
        after: After = UNSET,
        order_by: _Order = FollowOrder.RECENT,
        filter: _Filter = UNSET,
    ) -> FollowConnection | None:
        request = PageRequest("following", self.id, first, after, _order(order_by), check_filter(filter))
        return await page(info, FollowConnection, FollowEdge, member, request)


def _order(order: FollowOrder | None) -> str:
    return (order or FollowOrder.RECENT).value
