"""Blocked members: types, and the field of Viewer that lists them."""

from functools import partial

import strawberry
from strawberry import UNSET

from app.schema.core.context import ID, Info
from app.schema.core.paging import PageRequest, page
from app.schema.core.prefetch import prefetched
from app.schema.core.references import ViewerFields, present
from app.schema.core.relay import After, Connection, Edge, First
from app.schema.core.rows import from_row
from app.schema.core.scalars import DateTime


@strawberry.type(description="A member whom the viewer blocks: no more than is needed to unblock the member.")
class BlockedMember:
    member_id: ID = strawberry.field(description="The blocked member's id.")
    handle: str = strawberry.field(description="The member's handle.")
    since: DateTime = strawberry.field(description="When the viewer blocked the member.")


@strawberry.type(description="A blocked member in a list.")
class BlockedMemberEdge(Edge[BlockedMember]): ...


@strawberry.type(description="A page of blocked members, the latest first.")
class BlockedMemberConnection(Connection[BlockedMember, BlockedMemberEdge]): ...


@strawberry.type
class ViewerBlockFields(ViewerFields):
    @prefetched("The members whom the viewer blocks, the latest first.")
    async def blocked_members(self, info: Info, first: First = 20, after: After = UNSET) -> BlockedMemberConnection:
        request = PageRequest("blocked_members", self.member.id, first, after)
        blocked = partial(from_row, BlockedMember)
        return present(await page(info, BlockedMemberConnection, BlockedMemberEdge, blocked, request))
