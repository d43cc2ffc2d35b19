"""The fields of Member and Viewer about relationships."""

from __future__ import annotations

from typing import Annotated

import strawberry

from app.schema.core.arguments import check_ids
from app.schema.core.context import ID, Info
from app.schema.core.prefetch import PREFETCH
from app.schema.core.references import ViewerFields, read_about
from app.schema.core.relay import Node
from app.schema.relationships.types import Relationship, relationship


@strawberry.type
class RelationshipFields(Node):
    @strawberry.field(
        description="The relationship of the viewer to this member; null when nobody is signed in.", metadata=PREFETCH
    )
    async def relationship(self, info: Info) -> Relationship | None:
        return relationship(await read_about(info, self.id, "relationships"))


@strawberry.type
class ViewerRelationshipFields(ViewerFields):
    @strawberry.field(
        description="The viewer's relationships to these members, in the order of the ids; null for an id that is "
        "malformed or of no member whom the viewer may see.",
        metadata=PREFETCH,
    )
    async def relationships(
        self, info: Info, member_ids: Annotated[list[ID], strawberry.argument(description="At most 100 ids.")]
    ) -> list[Relationship | None]:
        ids = check_ids(member_ids, "memberIds", info.context.settings.page_size)
        asked = [key and info.context.load.read("relationships", key) for key in ids]
        return [relationship(await row) if row else None for row in asked]
