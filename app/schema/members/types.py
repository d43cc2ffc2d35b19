"""The Member type: a card, and the fields that each noun gives it."""

import strawberry

from app.schema.connections.queries import ConnectionFields
from app.schema.core.context import Info
from app.schema.core.mutations import Payload
from app.schema.core.references import member
from app.schema.core.relay import Node
from app.schema.core.scalars import DateTime
from app.schema.follows.queries import FollowFields
from app.schema.members.profile import ProfileFields
from app.schema.relationships.queries import RelationshipFields


@strawberry.type
class Card(Node):
    handle: str = strawberry.field(description="The member's short unique name.")
    name: str = strawberry.field(description="The member's full name.")
    headline: str | None = strawberry.field(description="One line about the member.")
    location: str | None = strawberry.field(description="Where the member lives or works.")
    industry: str | None = strawberry.field(description="The member's industry.")
    company: str | None = strawberry.field(description="The name of the member's current company.")
    member_since: DateTime = strawberry.field(description="When the member joined.")


@strawberry.type(description="A member of the network. A list or count that is withheld is null, never empty or 0.")
class Member(Card, ProfileFields, ConnectionFields, FollowFields, RelationshipFields): ...


@strawberry.type(description="The result of a mutation of the viewer's profile.")
class MemberPayload(Payload):
    @strawberry.field(description="The viewer as a member; null when the viewer is not a member.")
    async def member(self, info: Info) -> Member | None:
        viewer = info.context.viewer
        row = await info.context.load.read("cards", viewer) if viewer else None
        return member(row) if row else None
