"""The relationship of the viewer to another member."""

from enum import Enum
from typing import Any

import strawberry

from app.schema.core.context import ID, Info
from app.schema.core.references import MemberRef, member
from app.schema.core.rows import from_row
from app.schema.core.scalars import DateTime
from app.schema.invitations.types import Invitation, invitation
from app.schema.relationships.actions import Action, ActionName, actions, primary_action
from app.schema.relationships.advice import Advice, advice, no_advice


@strawberry.enum(description="The distance between the viewer and a member.")
class Degree(Enum):
    SELF = "SELF"
    FIRST = "FIRST"
    SECOND = "SECOND"
    THIRD = "THIRD"
    OUT_OF_NETWORK = "OUT_OF_NETWORK"


@strawberry.type(description="The relationship of the viewer to a member.")
class Relationship:
    id: ID = strawberry.field(
        description="The viewer's id, a space, the member's id: a key for client caches, not an id for `node`."
    )
    member: MemberRef = strawberry.field(description="The other member.")
    degree: Degree = strawberry.field(
        description="The shortest distance by connections that the viewer may know of. Lists and `networkSize` go by "
        "connections that the viewer may list, and can show a larger distance."
    )
    connected_since: DateTime | None = strawberry.field(description="When the two connected; null when they are not.")
    is_following: bool = strawberry.field(description="Whether the viewer follows the member.")
    is_followed_by: bool = strawberry.field(description="Whether the member follows the viewer.")
    following_since: DateTime | None = strawberry.field(
        description="When the viewer began to follow the member; null when the viewer does not."
    )
    invitation: Invitation | None = strawberry.field(
        description="The open invitation between the two, as the viewer may see it."
    )
    mutual_connection_count: int = strawberry.field(description="How many connections the two share.")

    @strawberry.field(
        description="What the viewer can do next, and what is refused and why, as the mutations would answer now."
    )
    async def actions(self, info: Info) -> list[Action]:
        row = await info.context.load.read("actions", self.member.id)
        return actions(row) if row else []

    @strawberry.field(description="The action for the main button of a profile; null when there is none.")
    async def primary_action(self, info: Info) -> ActionName | None:
        row = await info.context.load.read("actions", self.member.id)
        return primary_action(row) if row else None

    @strawberry.field(description="Whether to connect or to follow, with reasons.")
    async def recommendation(self, info: Info) -> Advice:
        load = info.context.load
        decisions, facts = load.read("actions", self.member.id), load.read("advice_facts", self.member.id)
        row, known = await decisions, await facts
        return advice(row, known) if row and known else no_advice()

    @strawberry.field(
        description="How many members would come within second degree if the two connected, this one included."
    )
    async def second_degree_gain(self, info: Info) -> int:
        return int(await info.context.load.read("second_degree_gains", self.member.id) or 0)


def relationship(row: dict[str, Any] | None) -> Relationship | None:
    """A relationship from a row of `cypher/reads/relationships/relationships.cypher`."""
    if row is None:
        return None
    invited = row["invitation"]
    return from_row(
        Relationship,
        row | {"member": member(row["member"]), "invitation": invitation(invited) if invited else None},
    )
