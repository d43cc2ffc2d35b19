"""The fields of Member and Viewer about relationships."""

from typing import Annotated

import strawberry

from app.schema.core.arguments import check_ids
from app.schema.core.context import ID, Info
from app.schema.core.prefetch import prefetched
from app.schema.core.references import ViewerFields, read_about
from app.schema.core.relay import Node
from app.schema.relationships.types import Relationship, relationship


@strawberry.type
class RelationshipFields(Node):
    @prefetched("The relationship of the viewer to this member; null when nobody is signed in.")
    async def relationship(self, info: Info) -> Relationship | None:
        return relationship(await read_about(info, self.id, "relationships"))


@strawberry.type
class ViewerRelationshipFields(ViewerFields):
    @prefetched(
        "The viewer's relationships to these members, in the order of the ids; null for an id that is "
        "malformed or of no member whom the viewer may see."
    )
    async def relationships(
        self, info: Info, member_ids: Annotated[list[ID], strawberry.argument(description="At most 100 ids.")]
    ) -> list[Relationship | None]:
        ids = check_ids(member_ids, "memberIds", info.context.settings.page_size)
        asked = [key and info.context.load.read("relationships", key) for key in ids]
        return [relationship(await row) if row else None for row in asked]
