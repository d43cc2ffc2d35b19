"""The mutation of connections; invitations make them."""

from typing import Annotated

import strawberry

from app.schema.connections.inputs import RemoveConnectionInput
from app.schema.core.context import Info
from app.schema.core.errors import ErrorCode, Words
from app.schema.core.mutations import INPUT
from app.schema.relationships.mutations import RelationshipPayload, change_relationship

WORDS: Words = {
    ErrorCode.NOT_CONNECTED: ("You are not connected with this member; there is nothing to remove.", "memberId"),
}


@strawberry.type
class ConnectionMutations:
    @strawberry.mutation(description="Remove a connection; the other member gets no event.")
    async def remove_connection(
        self, info: Info, input: Annotated[RemoveConnectionInput, INPUT]
    ) -> RelationshipPayload:
        keep = bool(input.keep_following)
        return await change_relationship(
            info, RelationshipPayload, "remove_connection", input, WORDS, keepFollowing=keep
        )
