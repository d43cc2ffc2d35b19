"""The fields of Member about follows."""

from typing import Annotated

import strawberry
from strawberry import UNSET

from app.schema.core.arguments import check_filter
from app.schema.core.context import Info
from app.schema.core.paging import PageRequest, page
from app.schema.core.prefetch import prefetched
from app.schema.core.references import member, read_about
from app.schema.core.relay import After, First, Node
from app.schema.follows.types import FollowConnection, FollowEdge, FollowFilter, FollowOrder

_Order = Annotated[FollowOrder | None, strawberry.argument(description="RECENT: the newest follow first.")]
_Filter = Annotated[FollowFilter | None, strawberry.argument(description="Which members to list.")]


@strawberry.type
class FollowFields(Node):
    @prefetched("How many followers the member has; null when the number is withheld.")
    async def follower_count(self, info: Info) -> int | None:
        count: int | None = await read_about(info, self.id, "follower_counts")
        return count

    @prefetched("How many members the member follows; null when the number is withheld.")
    async def following_count(self, info: Info) -> int | None:
        count: int | None = await read_about(info, self.id, "following_counts")
        return count

    @prefetched("The member's followers; null when the list is withheld.")
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

    @prefetched("The members whom the member follows; null when the list is withheld.")
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
