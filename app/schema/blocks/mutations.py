"""Mutations of blocks."""

from typing import Annotated

import strawberry

from app.schema.blocks.queries import BlockedMember
from app.schema.core.context import Info
from app.schema.core.errors import ErrorCode, Words
from app.schema.core.mutations import INPUT, Payload, read_again
from app.schema.core.rows import from_row
from app.schema.relationships.mutations import MemberInput, RelationshipPayload, change_relationship

WORDS: Words = {
    ErrorCode.NOT_BLOCKED: ("You do not block this member; there is nothing to undo.", "memberId"),
}


@strawberry.type(description="The result of blocking a member.")
class BlockPayload(Payload):
    @strawberry.field(description="The blocked member; null when the viewer does not block the member.")
    async def blocked_member(self, info: Info) -> BlockedMember | None:
        row = await read_again(info, "blocked", self.result.member)
        return from_row(BlockedMember, row) if row else None


@strawberry.type
class BlockMutations:
    @strawberry.mutation(
        description="Block a member: connection, follows and open invitations between the two end, and neither finds "
        "the other."
    )
    async def block_member(self, info: Info, input: Annotated[MemberInput, INPUT]) -> BlockPayload:
        return await change_relationship(info, BlockPayload, "block_member", input)

    @strawberry.mutation(description="Unblock a member; what the block ended does not come back.")
    async def unblock_member(self, info: Info, input: Annotated[MemberInput, INPUT]) -> RelationshipPayload:
        return await change_relationship(info, RelationshipPayload, "unblock_member", input, WORDS)
