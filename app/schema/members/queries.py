"""Members by their id or handle, and any object by its id."""

from collections.abc import Callable
from typing import Annotated, Any

import strawberry

from app.graph.loading import PendingRead
from app.schema.core.arguments import check_handle, check_id, check_ids
from app.schema.core.context import ID, Info
from app.schema.core.prefetch import prefetch
from app.schema.core.references import member
from app.schema.core.relay import Node
from app.schema.invitations.types import invitation
from app.schema.members.types import Member

_TYPES: dict[str, Callable[[dict[str, Any]], Node]] = {"Member": member, "Invitation": invitation}


@strawberry.type
class MemberQueries:
    @strawberry.field(
        description="The member or invitation with this id; null when there is none that the viewer may see."
    )
    async def node(
        self, info: Info, id: Annotated[ID, strawberry.argument(description="The id of a member or an invitation.")]
    ) -> Node | None:
        return await _node(info.context.load.read("nodes", check_id(id, "id")))

    @strawberry.field(
        description="Members and invitations by up to 100 ids, in the order of the ids; null for an id that is "
        "malformed or of nothing that the viewer may see."
    )
    async def nodes(
        self, info: Info, ids: Annotated[list[ID], strawberry.argument(description="At most 100 ids.")]
    ) -> list[Node | None]:
        # All are asked before one is awaited, so that one batch holds all.
        keys = check_ids(ids, "ids", info.context.settings.page_size)
        asked = [key and info.context.load.read("nodes", key) for key in keys]
        return [await _node(one) if one else None for one in asked]

    @strawberry.field(description="A member by id; null alike for unknown, inactive and blocked members.")
    async def member(
        self, info: Info, id: Annotated[ID, strawberry.argument(description="The member's id.")]
    ) -> Member | None:
        key = check_id(id, "id")
        asked = info.context.load.read("cards", key)
        prefetch(info, member({"id": key}))
        row = await asked
        return member(row) if row else None

    @strawberry.field(
        description="A member by handle, in any case; null alike for unknown, inactive and blocked members."
    )
    async def member_by_handle(
        self, info: Info, handle: Annotated[str, strawberry.argument(description="The handle, without @.")]
    ) -> Member | None:
        row = await info.context.load.read("cards_by_handle", check_handle(handle))
        return member(row) if row else None


async def _node(asked: PendingRead) -> Node | None:
    """The object of a row of `cypher/reads/members/nodes.cypher`."""
    found = await asked
    return _TYPES[found["type"]](found["row"]) if found else None
