"""The signed-in member: what belongs to the viewer alone."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

import strawberry
from strawberry import UNSET

from app.schema.arguments import After, First, SecondDegreeFilter, given
from app.schema.block import BlockedMemberConnection, BlockedMemberEdge, blocked_member
from app.schema.context import ID, Info
from app.schema.enums import InvitationState, ReceivedState, SecondDegreeOrder
from app.schema.invitation import Invitation, InvitationConnection, InvitationEdge, invitation
from app.schema.lists import SecondDegreeConnection, SecondDegreeEdge, SuggestionConnection, SuggestionEdge
from app.schema.member import Member, member
from app.schema.network_map import NetworkMap, network_map
from app.schema.paging import Asked, page
from app.schema.prefetch import PREFETCH
from app.schema.relationship import Relationship, relationship
from app.schema.rows import adopt
from app.schema.settings import Settings
from app.schema.values import check_first, check_id, check_ids

C = TypeVar("C")

_MAP = 1_500  # more cannot be told apart in a picture


@strawberry.type(
    description="How many members the viewer's lists show at each distance, by connections that the viewer may list. "
    "Each number is computed only when selected."
)
class NetworkSize:
    member: strawberry.Private[str]

    @strawberry.field(description="Equal to the totalCount of the viewer's own `connections`.")
    async def first(self, info: Info) -> int:
        return int(_own(await info.context.load.count("connections", self.member, {})))

    @strawberry.field(description="Equal to the totalCount of `secondDegree`.")
    async def second(self, info: Info) -> int:
        return int(_own(await info.context.load.count("second_degree", self.member, {})))

    @strawberry.field(description="The members whom `searchMembers` shows with degree THIRD.")
    async def third(self, info: Info) -> int:
        return int(_own(await info.context.load.read("network_third", self.member)))


@strawberry.type(description="The signed-in member, and what nobody else may ask for.")
class Viewer:
    id: ID = strawberry.field(
        description="The member's id, a space, `viewer`: a key for client caches, not an id for `node`."
    )
    member: Member = strawberry.field(description="The viewer as a member.")
    emails: list[str] = strawberry.field(description="The viewer's e-mail addresses, seen by nobody else.")
    settings: Settings = strawberry.field(description="What the viewer has decided about who sees and does what.")

    @strawberry.field(
        description="What is between the viewer and each of these members, in the order asked; "
        "null in the place of an id that is malformed, or of no member the viewer may see.",
        metadata=PREFETCH,
    )
    async def relationships(
        self, info: Info, member_ids: Annotated[list[ID], strawberry.argument(description="At most 100 ids.")]
    ) -> list[Relationship | None]:
        ids = check_ids(member_ids, "memberIds", info.context.settings.page_size)
        asked = [key and info.context.load.read("relationships", key) for key in ids]
        return [relationship(await row) if row else None for row in asked]

    @strawberry.field(description="How many members the viewer can list one, two and three steps away.")
    async def network_size(self) -> NetworkSize:
        return NetworkSize(member=self.member.id)

    @strawberry.field(description="Who stands behind the viewer's connections.", metadata=PREFETCH)
    async def second_degree(
        self,
        info: Info,
        first: First = 20,
        after: After = UNSET,
        order_by: Annotated[
            SecondDegreeOrder | None, strawberry.argument(description="MUTUAL_CONNECTIONS: the best connected first.")
        ] = SecondDegreeOrder.MUTUAL_CONNECTIONS,
        filter: Annotated[SecondDegreeFilter | None, strawberry.argument(description="Which rows to keep.")] = UNSET,
    ) -> SecondDegreeConnection:
        order = (order_by or SecondDegreeOrder.MUTUAL_CONNECTIONS).value
        asked = Asked("second_degree", self.member.id, first, after, order, given(filter))
        return _own(await page(info, SecondDegreeConnection, SecondDegreeEdge, member, asked))

    @strawberry.field(description="Whom the viewer might know, with the reasons.", metadata=PREFETCH)
    async def people_you_may_know(self, info: Info, first: First = 20, after: After = UNSET) -> SuggestionConnection:
        asked = Asked("suggestions", self.member.id, first, after, "SCORE")
        return _own(await page(info, SuggestionConnection, SuggestionEdge, member, asked))

    @strawberry.field(
        description="The viewer's connections and the ties among them, as a picture wants them.", metadata=PREFETCH
    )
    async def network_map(
        self,
        info: Info,
        first: Annotated[int | None, strawberry.argument(description="How many connections, 1 to 1,500.")] = 1_500,
    ) -> NetworkMap:
        most = check_first(first, _MAP, _MAP)
        return network_map(_own(await info.context.load.read("network_map", self.member.id, (("first", most),))))

    @strawberry.field(description="Open invitations to the viewer, the latest first.", metadata=PREFETCH)
    async def invitations_received(
        self,
        info: Info,
        first: First = 20,
        after: After = UNSET,
        state: Annotated[
            ReceivedState | None, strawberry.argument(description="IGNORED ones can still be accepted.")
        ] = ReceivedState.PENDING,
    ) -> InvitationConnection:
        filters = {"state": (state or ReceivedState.PENDING).value}
        asked = Asked("invitations_received", self.member.id, first, after, filters=filters)
        return _own(await page(info, InvitationConnection, InvitationEdge, invitation, asked))

    @strawberry.field(description="Invitations by the viewer, the latest first.", metadata=PREFETCH)
    async def invitations_sent(
        self,
        info: Info,
        first: First = 20,
        after: After = UNSET,
        state: Annotated[
            InvitationState | None, strawberry.argument(description="As the viewer may know it; IGNORED finds none.")
        ] = InvitationState.PENDING,
    ) -> InvitationConnection:
        filters = {"state": (state or InvitationState.PENDING).value}
        asked = Asked("invitations_sent", self.member.id, first, after, filters=filters)
        return _own(await page(info, InvitationConnection, InvitationEdge, invitation, asked))

    @strawberry.field(
        description="An invitation to or by the viewer; null when there is none the viewer may see.", metadata=PREFETCH
    )
    async def invitation(
        self, info: Info, id: Annotated[ID, strawberry.argument(description="The invitation's id.")]
    ) -> Invitation | None:
        row = await info.context.load.read("invitations", check_id(id, "id"))
        return invitation(row) if row else None

    @strawberry.field(description="Whom the viewer blocks, the latest first.", metadata=PREFETCH)
    async def blocked_members(self, info: Info, first: First = 20, after: After = UNSET) -> BlockedMemberConnection:
        asked = Asked("blocked_members", self.member.id, first, after)
        return _own(await page(info, BlockedMemberConnection, BlockedMemberEdge, blocked_member, asked))


def viewer(row: dict[str, Any]) -> Viewer:
    """The viewer from a row of `cypher/reads/viewers.cypher`."""
    return adopt(Viewer, row | {"member": member(row["member"]), "settings": adopt(Settings, row["settings"])})


def _own(found: C | None) -> C:
    if found is None:
        raise LookupError("the viewer left the graph while the request ran")
    return found
