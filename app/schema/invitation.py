"""Invitations to connect, as one of their two members sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from app.schema.enums import HowYouKnow, InvitationState
from app.schema.node import Node
from app.schema.paging import PageInfo
from app.schema.rows import adopt
from app.schema.scalars import DateTime

if TYPE_CHECKING:
    from app.schema.member import Member

_Member = Annotated["Member", strawberry.lazy("app.schema.member")]


@strawberry.type(description="An invitation to connect. Its sender sees IGNORED as PENDING, everywhere.")
class Invitation(Node):
    sender: _Member = strawberry.field(description="Who invites.")
    recipient: _Member = strawberry.field(description="Who is invited.")
    state: InvitationState = strawberry.field(description="What has become of it, as far as the viewer may know.")
    note: str | None = strawberry.field(description="The sender's words.")
    how_you_know: HowYouKnow | None = strawberry.field(description="How the sender knows the recipient.")
    sent_at: DateTime = strawberry.field(description="When it was sent.")
    expires_at: DateTime = strawberry.field(description="From then on it counts as EXPIRED.")
    closed_at: DateTime | None = strawberry.field(description="When it was answered, withdrawn, cancelled or expired.")
    reminder_count: int = strawberry.field(description="How often the sender has reminded.")
    reminder_note: str | None = strawberry.field(description="The sender's words on reminding.")
    message: str | None = strawberry.field(description="The recipient's words on declining.")


def invitation(row: dict[str, Any]) -> Invitation:
    """An invitation from a row of `cypher/visibility/letter.cypher`."""
    from app.schema.member import Member

    return adopt(
        Invitation, row | {"sender": adopt(Member, row["sender"]), "recipient": adopt(Member, row["recipient"])}
    )


@strawberry.type(description="An invitation in a list.")
class InvitationEdge:
    cursor: str = strawberry.field(description="Where the row stands in its list.")
    node: Invitation = strawberry.field(description="The invitation.")


@strawberry.type(description="A page of invitations, the latest first.")
class InvitationConnection:
    total_count: int = strawberry.field(description="How many rows all pages have.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    nodes: list[Invitation] = strawberry.field(description="The invitations of this page.")
    edges: list[InvitationEdge] = strawberry.field(description="The same with their cursors.")
