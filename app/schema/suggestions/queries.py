"""Suggestions: members whom the viewer may know, and the field of Viewer that lists them."""

from enum import Enum

import strawberry
from strawberry import UNSET

from app.schema.core.context import Info
from app.schema.core.paging import PageRequest, page
from app.schema.core.prefetch import prefetched
from app.schema.core.references import MemberRef, ViewerFields, member, present
from app.schema.core.relay import After, Connection, Edge, First
from app.schema.core.rows import from_rows


@strawberry.enum(description="A reason to suggest a member.")
class SuggestionReasonKind(Enum):
    MUTUAL_CONNECTIONS = "MUTUAL_CONNECTIONS"
    SAME_COMPANY = "SAME_COMPANY"
    SAME_SCHOOL = "SAME_SCHOOL"
    FOLLOWS_YOU = "FOLLOWS_YOU"


@strawberry.type(description="A reason to suggest a member, with a number.")
class SuggestionReason:
    kind: SuggestionReasonKind = strawberry.field(description="The reason.")
    count: int = strawberry.field(description="The number of mutual connections; 1 for other reasons.")


@strawberry.type(description="A suggested member in a list.")
class SuggestionEdge(Edge[MemberRef]):
    score: float = strawberry.field(
        description="The sum of 1/ln(1+degree) over the mutual connections, 2 for the same company, 1 for the same "
        "school, 1 for a follower."
    )
    mutual_connection_count: int = strawberry.field(
        description="How many of the viewer's connections are connected with the member."
    )

    @strawberry.field(description="All reasons that hold.")
    def reasons(self) -> list[SuggestionReason]:
        return from_rows(SuggestionReason, vars(self)["reasons"])


@strawberry.type(description="A page of suggested members, the highest score first.")
class SuggestionConnection(Connection[MemberRef, SuggestionEdge]): ...


@strawberry.type
class ViewerSuggestionFields(ViewerFields):
    @prefetched("Members whom the viewer may know, with the reasons.")
    async def people_you_may_know(self, info: Info, first: First = 20, after: After = UNSET) -> SuggestionConnection:
        request = PageRequest("suggestions", self.member.id, first, after, "SCORE")
        return present(await page(info, SuggestionConnection, SuggestionEdge, member, request))
