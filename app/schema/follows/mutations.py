"""Mutations of follows."""

from typing import Annotated

import strawberry

from app.schema.core.context import Info
from app.schema.core.errors import ErrorCode, Words
from app.schema.core.mutations import INPUT
from app.schema.relationships.mutations import MemberInput, RelationshipPayload, change_relationship

WORDS: Words = {
    ErrorCode.FOLLOW_NOT_ALLOWED: ("Only connections may follow this member; invite the member first.", "memberId"),
}


@strawberry.type
class FollowMutations:
    @strawberry.mutation(description="Follow a member.")
    async def follow_member(self, info: Info, input: Annotated[MemberInput, INPUT]) -> RelationshipPayload:
        return await change_relationship(info, RelationshipPayload, "follow_member", input, WORDS)

    @strawberry.mutation(description="Stop following a member; a connection stays.")
    async def unfollow_member(self, info: Info, input: Annotated[MemberInput, INPUT]) -> RelationshipPayload:
        return await change_relationship(info, RelationshipPayload, "unfollow_member", input)

    @strawberry.mutation(description="Make a member stop following the viewer; the member gets no event.")
    async def remove_follower(self, info: Info, input: Annotated[MemberInput, INPUT]) -> RelationshipPayload:
        return await change_relationship(info, RelationshipPayload, "remove_follower", input)
