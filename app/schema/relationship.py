"""What is between the viewer and another member."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from app.schema.action import Action, actions, primary_action
from app.schema.context import ID, Info
from app.schema.enums import ActionName, Degree
from app.schema.invitation import Invitation, invitation
from app.schema.recommendation import Recommendation, nothing, recommendation
from app.schema.rows import adopt
from app.schema.scalars import DateTime

if TYPE_CHECKING:
    from app.schema.member import Member

_Member = Annotated["Member", strawberry.lazy("app.schema.member")]


@strawberry.type(description="What is between the viewer and a member.")
class Relationship:
    id: ID = strawberry.field(
        description="The viewer's id, a space, the member's id: a key for client caches, not an id for `node`."
    )
    member: _Member = strawberry.field(description="The other one.")
    degree: Degree = strawberry.field(
        description="The shortest distance by connections that the viewer may know of. Lists and `networkSize` go by "
        "connections that the viewer may list, and can show a larger distance."
    )
    connected_since: DateTime | None = strawberry.field(description="When the two connected; null when they are not.")
    is_following: bool = strawberry.field(description="Whether the viewer follows the member.")
    is_followed_by: bool = strawberry.field(description="Whether the member follows the viewer.")
    following_since: DateTime | None = strawberry.field(description="Since when the viewer follows the member.")
    invitation: Invitation | None = strawberry.field(
        description="The open invitation between the two, as the viewer may see it."
    )
    mutual_connection_count: int = strawberry.field(description="How many connections the two share.")

    @strawberry.field(description="What the viewer may do next, and why not: what the mutations themselves would say.")
    async def actions(self, info: Info) -> list[Action]:
        row = await info.context.load.read("actions", self.member.id)
        return actions(row) if row else []

    @strawberry.field(description="The one button that a profile would show; null when there is none.")
    async def primary_action(self, info: Info) -> ActionName | None:
        row = await info.context.load.read("actions", self.member.id)
        return primary_action(row) if row else None

    @strawberry.field(description="Connect or follow? With the reasons.")
    async def recommendation(self, info: Info) -> Recommendation:
        load = info.context.load
        decisions, grounds = load.read("actions", self.member.id), load.read("grounds", self.member.id)
        row, known = await decisions, await grounds
        return recommendation(row, known) if row and known else nothing()

    @strawberry.field(
        description="How many members would newly be at most second degree if the two connected, this one included."
    )
    async def second_degree_gain(self, info: Info) -> int:
        return int(await info.context.load.read("gains", self.member.id) or 0)


def relationship(row: dict[str, Any] | None) -> Relationship | None:
    """A relationship from a row of `cypher/reads/relationships.cypher`."""
    from app.schema.member import Member

    if row is None:
        return None
    letter = row["invitation"]
    return adopt(
        Relationship,
        row | {"member": adopt(Member, row["member"]), "invitation": invitation(letter) if letter else None},
    )
