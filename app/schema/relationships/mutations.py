"""Shared parts of mutations about another member: input, payload, and the way from the one to the other."""

from typing import Any, TypeVar

import strawberry

from app.schema.core.check import Check
from app.schema.core.context import ID, Info
from app.schema.core.errors import SHARED, Words
from app.schema.core.mutations import Payload, change, idempotency_key, read_again
from app.schema.relationships.types import Relationship, relationship

P = TypeVar("P", bound=Payload)


@strawberry.input(description="The member whom a mutation is about.")
class MemberInput:
    member_id: ID = strawberry.field(description="The member's id.")
    idempotency_key: str | None = idempotency_key()


@strawberry.type(
    description="The result of a mutation about another member; a repeat that changes nothing succeeds, too."
)
class RelationshipPayload(Payload):
    @strawberry.field(description="The relationship after the mutation; null when the viewer may not see the member.")
    async def relationship(self, info: Info) -> Relationship | None:
        return relationship(await read_again(info, "relationships", self.result.member))


async def change_relationship(
    info: Info, kind: type[P], name: str, input: Any, words: Words = SHARED, /, **parameters: Any
) -> P:
    """Do `cypher/writes/<name>` about the member whom the input names."""
    check = Check()
    member = check.id(input.member_id, "memberId")
    return await change(info, kind, name, input, check, words, member=member, **parameters)
