"""Invitations to connect, as one of their two members sees them."""

from enum import Enum
from typing import Any

import strawberry

from app.schema.core.references import MemberRef, member
from app.schema.core.relay import Connection, Edge, Node
from app.schema.core.rows import from_row
from app.schema.core.scalars import DateTime


@strawberry.enum(description="The state of an invitation. Its sender sees IGNORED as PENDING.")
class InvitationState(Enum):
    PENDING = "PENDING"
    IGNORED = "IGNORED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"
    CANCELLED = "CANCELLED"


@strawberry.enum(description="The two states in which a received invitation can still be accepted.")
class ReceivedState(Enum):
    PENDING = "PENDING"
    IGNORED = "IGNORED"


@strawberry.enum(description="How the sender of an invitation knows its recipient.")
class HowYouKnow(Enum):
    COLLEAGUE = "COLLEAGUE"
    CLASSMATE = "CLASSMATE"
    DONE_BUSINESS = "DONE_BUSINESS"
    FRIEND = "FRIEND"
    MET_IN_PERSON = "MET_IN_PERSON"
    SAME_EVENT = "SAME_EVENT"
    SAME_GROUP = "SAME_GROUP"
    MUTUAL_CONNECTION = "MUTUAL_CONNECTION"
    OTHER = "OTHER"
    DONT_KNOW = "DONT_KNOW"


@strawberry.type(description="An invitation to connect. Its sender sees IGNORED as PENDING, everywhere.")
class Invitation(Node):
    sender: MemberRef = strawberry.field(description="The member who sent it.")
    recipient: MemberRef = strawberry.field(description="The member who is invited.")
    state: InvitationState = strawberry.field(description="The state, as far as the viewer may know it.")
    note: str | None = strawberry.field(description="The sender's note.")
    how_you_know: HowYouKnow | None = strawberry.field(description="How the sender knows the recipient.")
    sent_at: DateTime = strawberry.field(description="When it was sent.")
    expires_at: DateTime = strawberry.field(description="When it becomes EXPIRED, unless it is closed before.")
    closed_at: DateTime | None = strawberry.field(
        description="When it was answered, withdrawn, cancelled or expired; null while it is open."
    )
    reminder_count: int = strawberry.field(description="How many reminders the sender has sent.")
    reminder_note: str | None = strawberry.field(description="The note of the reminder.")
    message: str | None = strawberry.field(description="The recipient's message on declining.")


def invitation(row: dict[str, Any]) -> Invitation:
    """An invitation from a row of `cypher/views/invitation_view.cypher`."""
    return from_row(Invitation, row | {"sender": member(row["sender"]), "recipient": member(row["recipient"])})


@strawberry.type(description="An invitation in a list.")
class InvitationEdge(Edge[Invitation]): ...


@strawberry.type(description="A page of invitations, the latest first.")
class InvitationConnection(Connection[Invitation, InvitationEdge]): ...
