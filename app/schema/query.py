"""The questions that a request may begin with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from app.graph.loading import Answer
from app.schema.arguments import After, First
from app.schema.context import ID, Info
from app.schema.enums import Degree
from app.schema.errors import ClientError
from app.schema.invitation import invitation
from app.schema.lists import MemberSearchConnection, MemberSearchEdge
from app.schema.member import Member, member
from app.schema.node import Node
from app.schema.paging import Asked, page
from app.schema.prefetch import prefetch
from app.schema.rows import adopt
from app.schema.search import asked_for
from app.schema.values import check_handle, check_id, check_ids
from app.schema.viewer import Viewer, viewer

_TYPES: dict[str, Callable[[dict[str, Any]], Node]] = {"Member": member, "Invitation": invitation}


@strawberry.type(description="Everything that can be read.")
class Query:
    @strawberry.field(description="The member or invitation with this id; null when there is none the viewer may see.")
    async def node(
        self, info: Info, id: Annotated[ID, strawberry.argument(description="The id of a member or an invitation.")]
    ) -> Node | None:
        return await _node(info.context.load.read("nodes", check_id(id, "id")))

    @strawberry.field(
        description="Members and invitations by up to 100 ids, in the order asked; null in the place of an id that is "
        "malformed, or of nothing the viewer may see."
    )
    async def nodes(
        self, info: Info, ids: Annotated[list[ID], strawberry.argument(description="At most 100 ids.")]
    ) -> list[Node | None]:
        # All are asked before one is awaited, so that they leave together.
        keys = check_ids(ids, "ids", info.context.settings.page_size)
        asked = [key and info.context.load.read("nodes", key) for key in keys]
        return [await _node(one) if one else None for one in asked]

    @strawberry.field(description="The signed-in member; null when nobody is, or the token's subject is no member yet.")
    async def viewer(self, info: Info) -> Viewer | None:
        id = info.context.viewer
        if id is None:
            return None
        asked = info.context.load.read("viewers", id)
        prefetch(info, adopt(Viewer, {"member": adopt(Member, {"id": id})}))
        row = await asked
        return viewer(row) if row else None

    @strawberry.field(description="A member by id; null alike for unknown, inactive and blocked.")
    async def member(
        self, info: Info, id: Annotated[ID, strawberry.argument(description="The member's id.")]
    ) -> Member | None:
        key = check_id(id, "id")
        asked = info.context.load.read("cards", key)
        prefetch(info, adopt(Member, {"id": key}))
        row = await asked
        return member(row) if row else None

    @strawberry.field(
        description="A member by handle, whatever its case; null alike for unknown, inactive and blocked."
    )
    async def member_by_handle(
        self, info: Info, handle: Annotated[str, strawberry.argument(description="The handle, without @.")]
    ) -> Member | None:
        row = await info.context.load.read("cards_by_handle", check_handle(handle))
        return member(row) if row else None

    @strawberry.field(description="Members by the words of their name, headline and company. Signed in only.")
    async def search_members(
        self,
        info: Info,
        query: Annotated[str, strawberry.argument(description="At most ten words: all must be found, or begin one.")],
        first: First = 20,
        after: After = UNSET,
        degrees: Annotated[list[Degree] | None, strawberry.argument(description="Whoever stands so far away.")] = UNSET,
        location: Annotated[str | None, strawberry.argument(description="Lives or works there.")] = UNSET,
        company: Annotated[str | None, strawberry.argument(description="Works there now.")] = UNSET,
        skill: Annotated[
            str | None, strawberry.argument(description="Names this skill, where the viewer may see it.")
        ] = UNSET,
    ) -> MemberSearchConnection:
        viewer = info.context.require_sign_in()
        filters = asked_for(query, degrees or None, location or None, company or None, skill or None)
        asked = Asked("found", viewer, first, after, "RELEVANCE", filters)
        found = await page(info, MemberSearchConnection, MemberSearchEdge, member, asked)
        if found is None:
            raise ClientError("You are no member yet; use registerMember first.", "FORBIDDEN")
        return found


async def _node(asked: Answer) -> Node | None:
    """The object of a row of `cypher/reads/nodes.cypher`."""
    found = await asked
    return _TYPES[found["type"]](found["row"]) if found else None
