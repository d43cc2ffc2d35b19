"""Search: the members that match a text, and the field of Query that finds them."""

from typing import Annotated

import strawberry
from strawberry import UNSET

from app.schema.core.context import Info
from app.schema.core.errors import ClientError
from app.schema.core.paging import PageRequest, page
from app.schema.core.references import MemberRef, member
from app.schema.core.relay import After, Connection, Edge, First
from app.schema.relationships.types import Degree
from app.schema.search.terms import search_filters


@strawberry.type(description="A found member in a list.")
class MemberSearchEdge(Edge[MemberRef]):
    degree: Degree = strawberry.field(
        description="The distance between the viewer and the member, by connections that the viewer may list."
    )


@strawberry.type(description="A page of found members, the best match first; a shorter distance raises the rank.")
class MemberSearchConnection(Connection[MemberRef, MemberSearchEdge]): ...


@strawberry.type
class SearchQueries:
    @strawberry.field(
        description="Members by words of their name, headline and company; fails when nobody is signed in."
    )
    async def search_members(
        self,
        info: Info,
        query: Annotated[
            str, strawberry.argument(description="At most ten words; each must be found, or begin a found word.")
        ],
        first: First = 20,
        after: After = UNSET,
        degrees: Annotated[
            list[Degree] | None, strawberry.argument(description="Only members at these distances.")
        ] = UNSET,
        location: Annotated[str | None, strawberry.argument(description="Only members of this location.")] = UNSET,
        company: Annotated[
            str | None, strawberry.argument(description="Only members whose current company has this name.")
        ] = UNSET,
        skill: Annotated[
            str | None, strawberry.argument(description="Only members with this skill, where the viewer may see it.")
        ] = UNSET,
    ) -> MemberSearchConnection:
        viewer = info.context.require_sign_in()
        filters = search_filters(query, degrees or None, location or None, company or None, skill or None)
        request = PageRequest("member_search", viewer, first, after, "RELEVANCE", filters)
        found = await page(info, MemberSearchConnection, MemberSearchEdge, member, request)
        if found is None:
            raise ClientError("You are not a member yet; use registerMember first.", "FORBIDDEN")
        return found
