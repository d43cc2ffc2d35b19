"""Whom the viewer has blocked."""

from __future__ import annotations

from typing import Any

import strawberry

from app.schema.context import ID
from app.schema.paging import PageInfo
from app.schema.rows import adopt
from app.schema.scalars import DateTime


@strawberry.type(description="A member whom the viewer blocks: no more than is needed to unblock.")
class BlockedMember:
    member_id: ID = strawberry.field(description="The blocked member's id.")
    handle: str = strawberry.field(description="The member's handle.")
    since: DateTime = strawberry.field(description="When the viewer blocked the member.")


def blocked_member(row: dict[str, Any]) -> BlockedMember:
    return adopt(BlockedMember, row)


@strawberry.type(description="A blocked member in a list.")
class BlockedMemberEdge:
    cursor: str = strawberry.field(description="Where the row stands in its list.")
    node: BlockedMember = strawberry.field(description="The blocked member.")


@strawberry.type(description="A page of blocked members, the latest first.")
class BlockedMemberConnection:
    total_count: int = strawberry.field(description="How many rows all pages have.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    nodes: list[BlockedMember] = strawberry.field(description="The blocked members of this page.")
    edges: list[BlockedMemberEdge] = strawberry.field(description="The same with their cursors.")
