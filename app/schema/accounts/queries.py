"""The Viewer type: the viewer's account, and the fields that each noun gives it."""

from typing import Any

import strawberry

from app.schema.accounts.types import Settings
from app.schema.blocks.queries import ViewerBlockFields
from app.schema.connections.queries import ViewerConnectionFields
from app.schema.core.context import ID, Info
from app.schema.core.prefetch import prefetch
from app.schema.core.references import member
from app.schema.core.rows import from_row
from app.schema.invitations.queries import ViewerInvitationFields
from app.schema.relationships.queries import ViewerRelationshipFields
from app.schema.suggestions.queries import ViewerSuggestionFields


@strawberry.type(description="The signed-in member, with the fields that only this member may read.")
class Viewer(
    ViewerRelationshipFields,
    ViewerConnectionFields,
    ViewerSuggestionFields,
    ViewerInvitationFields,
    ViewerBlockFields,
):
    id: ID = strawberry.field(
        description="The member's id, a space, `viewer`: a key for client caches, not an id for `node`."
    )
    emails: list[str] = strawberry.field(description="The viewer's e-mail addresses; only the viewer sees them.")
    settings: Settings = strawberry.field(description="The viewer's settings.")


def viewer(row: dict[str, Any]) -> Viewer:
    """The viewer from a row of `cypher/reads/accounts/viewers.cypher`."""
    return from_row(Viewer, row | {"member": member(row["member"]), "settings": from_row(Settings, row["settings"])})


@strawberry.type
class AccountQueries:
    @strawberry.field(
        description="The signed-in member; null when nobody is signed in, or the subject of the token is not a member."
    )
    async def viewer(self, info: Info) -> Viewer | None:
        id = info.context.viewer
        if id is None:
            return None
        asked = info.context.load.read("viewers", id)
        prefetch(info, from_row(Viewer, {"member": member({"id": id})}))
        row = await asked
        return viewer(row) if row else None
