"""What a member is told: invitations, answers to them, new followers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from app.schema.context import ID, Info
from app.schema.enums import NetworkEventKind
from app.schema.errors import ClientError
from app.schema.invitation import Invitation, invitation
from app.schema.member import Member, member
from app.schema.rows import adopt
from app.schema.scalars import DateTime, milliseconds
from app.schema.values import check_id


@strawberry.type(description="Something that concerns the viewer.")
class NetworkEvent:
    id: ID = strawberry.field(description="Send it as `after` to go on from here.")
    kind: NetworkEventKind = strawberry.field(description="What has happened.")
    at: DateTime = strawberry.field(description="When it happened.")
    member: Member | None = strawberry.field(description="Who did it.")
    invitation: Invitation | None = strawberry.field(description="The invitation it is about; null for a follower.")


@strawberry.type(description="Everything that can be watched.")
class Subscription:
    @strawberry.subscription(
        description="Events that concern the viewer, in order. Without arguments: those from now on. "
        "There is no event for being ignored, disconnected, unfollowed or blocked."
    )
    async def network_events(
        self,
        info: Info,
        after: Annotated[ID | None, strawberry.argument(description="The id of the last event seen.")] = UNSET,
        since: Annotated[
            DateTime | None,
            strawberry.argument(
                description="Without `after`: first the kept events since this time, such as that of the request which "
                "read the page, so that none is missed before the first one is seen."
            ),
        ] = UNSET,
    ) -> AsyncGenerator[NetworkEvent, None]:
        context = info.context
        viewer = context.require_sign_in()
        async with context.watch.of(viewer) as head:
            if head is None:
                raise ClientError("You are no member yet; use registerMember first.", "FORBIDDEN")
            present = head.seq
            seen = await _start(info, viewer, after, since, present)
            while not (context.watch.ended or _is_over(context.expires)):
                reached = head.seq
                for id, number in (events := await context.watch.page(viewer, seen)):
                    seen = number
                    # Judged one by one and now: a block since the last one counts.
                    context.refresh()
                    row = await context.load.read("news", id)
                    # Follows get their numbers late, so that older events can have higher ones.
                    is_early = since and not after and row and number <= present and milliseconds(row["at"]) < since
                    if row and not is_early:
                        yield network_event(row)
                if not events:
                    # What is missing up to there is forgotten.
                    seen = max(seen, reached)
                    with suppress(TimeoutError):
                        async with asyncio.timeout(context.expires and context.expires - time.time()):
                            await head.beyond(seen)
            if _is_over(context.expires):
                raise ClientError("The token has expired; sign in again to get a new one.", "UNAUTHENTICATED")


def _is_over(moment: float | None) -> bool:
    return moment is not None and time.time() >= moment


def network_event(row: dict[str, Any]) -> NetworkEvent:
    """An event from a row of `cypher/reads/news.cypher`."""
    letter = row["invitation"]
    return adopt(
        NetworkEvent,
        row
        | {
            "member": member(row["member"]),
            "invitation": invitation(letter) if letter else None,
        },
    )


async def _start(info: Info, viewer: str, after: str | None, since: DateTime | None, present: int) -> int:
    """The number of the event after which the stream begins; `present` is that of the latest event."""
    watch = info.context.watch
    if after:
        number = await watch.place(viewer, check_id(after, "after"))
        if number is None:
            raise ClientError("after is no event of yours, or one long forgotten; leave it out to begin now.")
        return number
    number = await watch.before(viewer, since) if since else None
    return present if number is None else number
