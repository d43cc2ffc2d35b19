"""The fields of Viewer about invitations."""

from typing import Annotated

import strawberry
from strawberry import UNSET

from app.schema.core.arguments import check_id
from app.schema.core.context import ID, Info
from app.schema.core.paging import PageRequest, page
from app.schema.core.prefetch import prefetched
from app.schema.core.references import ViewerFields, present
from app.schema.core.relay import After, First
from app.schema.invitations.types import (
    Invitation,
    InvitationConnection,
    InvitationEdge,
    InvitationState,
    ReceivedState,
    invitation,
)


@strawberry.type
class ViewerInvitationFields(ViewerFields):
    @prefetched("Open invitations to the viewer, the latest first.")
    async def invitations_received(
        self,
        info: Info,
        first: First = 20,
        after: After = UNSET,
        state: Annotated[
            ReceivedState | None, strawberry.argument(description="IGNORED: those that can still be accepted.")
        ] = ReceivedState.PENDING,
    ) -> InvitationConnection:
        filters = {"state": (state or ReceivedState.PENDING).value}
        request = PageRequest("invitations_received", self.member.id, first, after, filters=filters)
        return present(await page(info, InvitationConnection, InvitationEdge, invitation, request))

    @prefetched("Invitations by the viewer, the latest first.")
    async def invitations_sent(
        self,
        info: Info,
        first: First = 20,
        after: After = UNSET,
        state: Annotated[
            InvitationState | None,
            strawberry.argument(description="The state as the viewer may know it; IGNORED matches nothing."),
        ] = InvitationState.PENDING,
    ) -> InvitationConnection:
        filters = {"state": (state or InvitationState.PENDING).value}
        request = PageRequest("invitations_sent", self.member.id, first, after, filters=filters)
        return present(await page(info, InvitationConnection, InvitationEdge, invitation, request))

    @prefetched("An invitation to or by the viewer; null when there is none that the viewer may see.")
    async def invitation(
        self, info: Info, id: Annotated[ID, strawberry.argument(description="The invitation's id.")]
    ) -> Invitation | None:
        row = await info.context.load.read("invitations", check_id(id, "id"))
        return invitation(row) if row else None
