"""Events: invitations, answers to them, new followers, and the subscription that delivers them."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import suppress
from enum import Enum
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from app.schema.core.arguments import check_id
from app.schema.core.context import ID, Info
from app.schema.core.errors import ClientError
from app.schema.core.references import MemberRef, member
from app.schema.core.rows import from_row
from app.schema.core.scalars import DateTime, milliseconds
from app.schema.invitations.types import Invitation, invitation


@strawberry.enum(description="The kind of an event.")
class NetworkEventKind(Enum):
    INVITATION_RECEIVED = "INVITATION_RECEIVED"
    INVITATION_REMINDER = "INVITATION_REMINDER"
    INVITATION_ACCEPTED = "INVITATION_ACCEPTED"
    INVITATION_DECLINED = "INVITATION_DECLINED"
    NEW_FOLLOWER = "NEW_FOLLOWER"


@strawberry.type(description="An event that concerns the viewer.")
class NetworkEvent:
    id: ID = strawberry.field(description="The id; send it as `after` to get the events after this one.")
    kind: NetworkEventKind = strawberry.field(description="The kind of event.")
    at: DateTime = strawberry.field(description="When it happened.")
    member: MemberRef | None = strawberry.field(description="The member who caused it.")
    invitation: Invitation | None = strawberry.field(description="The invitation; null for a new follower.")


@strawberry.type
class EventSubscriptions:
    @strawberry.subscription(
        description="Events that concern the viewer, in order; without arguments those from now on. "
        "There are no events about being ignored, disconnected, unfollowed or blocked."
    )
    async def network_events(
        self,
        info: Info,
        after: Annotated[ID | None, strawberry.argument(description="The id of the last event received.")] = UNSET,
        since: Annotated[
            DateTime | None,
            strawberry.argument(
                description="Without `after`: begin with the stored events since this time. Give the time at which "
                "the page was read, so that no event is missed."
            ),
        ] = UNSET,
    ) -> AsyncGenerator[NetworkEvent, None]:
        context = info.context
        viewer = context.require_sign_in()
        async with context.watch.of(viewer) as head:
            if head is None:
                raise ClientError("You are not a member yet; use registerMember first.", "FORBIDDEN")
            present = head.seq
            seen = await _start(info, viewer, after, since, present)
            while not (context.watch.ended or _is_over(context.expires)):
                reached = head.seq
                for id, number in (events := await context.watch.page(viewer, seen)):
                    seen = number
                    # Read one by one and anew: a block since the last event counts.
                    context.refresh()
                    row = await context.load.read("deliverable_events", id)
                    # Follows get their numbers late, so an older event can have a higher one.
                    is_early = since and not after and row and number <= present and milliseconds(row["at"]) < since
                    if row and not is_early:
                        yield network_event(row)
                if not events:
                    # The events missing up to there are deleted.
                    seen = max(seen, reached)
                    with suppress(TimeoutError):
                        async with asyncio.timeout(context.expires and context.expires - time.time()):
                            await head.wait_after(seen)
            if _is_over(context.expires):
                raise ClientError("The token has expired; sign in again to get a new one.", "UNAUTHENTICATED")


def _is_over(moment: float | None) -> bool:
    return moment is not None and time.time() >= moment


def network_event(row: dict[str, Any]) -> NetworkEvent:
    """An event from a row of `cypher/reads/events/deliverable_events.cypher`."""
    invited = row["invitation"]
    return from_row(
        NetworkEvent,
        row | {"member": member(row["member"]), "invitation": invitation(invited) if invited else None},
    )


async def _start(info: Info, viewer: str, after: str | None, since: DateTime | None, present: int) -> int:
    """The number of the event after which the stream begins; `present` is the number of the latest event."""
    watch = info.context.watch
    if after:
        number = await watch.place(viewer, check_id(after, "after"))
        if number is None:
            raise ClientError("after is not an event of yours, or too old; leave it out to begin now.")
        return number
    number = await watch.before(viewer, since) if since else None
    return present if number is None else number
