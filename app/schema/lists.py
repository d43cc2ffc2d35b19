"""Pages of members: one connection and one edge type for each list of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

from app.schema.context import Info
from app.schema.enums import Degree, SuggestionReasonKind
from app.schema.paging import PageInfo
from app.schema.rows import adopt, adopt_all
from app.schema.scalars import DateTime

if TYPE_CHECKING:
    from app.schema.member import Member

_Member = Annotated["Member", strawberry.lazy("app.schema.member")]


@strawberry.type(description="A member in a list.")
class _Edge:
    cursor: str = strawberry.field(description="Where the row stands in its list.")
    node: _Member = strawberry.field(description="The member.")


@strawberry.type(description="A page of members.")
class _Page:
    total_count: int = strawberry.field(description="How many rows all pages have; counted only when asked for.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    nodes: list[_Member] = strawberry.field(description="The members of this page.")


@strawberry.type(description="A connection in a list.")
class MemberEdge(_Edge):
    since: DateTime = strawberry.field(description="When the two connected.")


@strawberry.type(description="A page of connections.")
class MemberConnection(_Page):
    edges: list[MemberEdge] = strawberry.field(description="The members with cursor and date.")


@strawberry.type(description="A follower, or somebody followed, in a list.")
class FollowEdge(_Edge):
    since: DateTime = strawberry.field(description="Since when the one follows the other.")

    @strawberry.field(description="Whether this member and the viewer follow each other, whoever owns the list.")
    async def is_mutual(self, info: Info) -> bool:
        return bool((await info.context.load.read("ties", self.node.id))["is_mutual"])

    @strawberry.field(description="Whether this member and the viewer are connected, whoever owns the list.")
    async def is_connected(self, info: Info) -> bool:
        return bool((await info.context.load.read("ties", self.node.id))["is_connected"])


@strawberry.type(description="A page of followers, or of those followed.")
class FollowConnection(_Page):
    edges: list[FollowEdge] = strawberry.field(description="The members with cursor and date.")


@strawberry.type(description="A shared connection in a list.")
class MutualConnectionEdge(_Edge):
    since: DateTime = strawberry.field(description="When this member and the viewer connected.")


@strawberry.type(description="A page of shared connections, the viewer's newest first.")
class MutualConnectionConnection(_Page):
    edges: list[MutualConnectionEdge] = strawberry.field(description="The members with cursor and date.")


@strawberry.type(description="A member of the viewer's second degree in a list.")
class SecondDegreeEdge(_Edge):
    mutual_connection_count: int = strawberry.field(description="How many of the viewer's connections lead there.")

    @strawberry.field(description="Up to three of the connections that lead there, the viewer's newest first.")
    async def via(self, info: Info) -> list[_Member]:
        from app.schema.member import Member

        rows = await info.context.load.read("via", self.node.id)
        return [adopt(Member, row) for row in rows or ()]


@strawberry.type(description="A page of the viewer's second degree.")
class SecondDegreeConnection(_Page):
    edges: list[SecondDegreeEdge] = strawberry.field(description="The members with cursor and what leads there.")


@strawberry.type(description="Something that speaks for knowing a member.")
class SuggestionReason:
    kind: SuggestionReasonKind = strawberry.field(description="What it is.")
    count: int = strawberry.field(description="How many: of mutual connections; 1 for the others.")


@strawberry.type(description="A member whom the viewer may know, in a list.")
class SuggestionEdge(_Edge):
    score: float = strawberry.field(
        description="The sum of 1/ln(1+degree) over the shared connections, 2 for the same company, 1 for the same "
        "school, 1 for a follower."
    )
    mutual_connection_count: int = strawberry.field(description="How many of the viewer's connections lead there.")

    @strawberry.field(description="What speaks for it.")
    def reasons(self) -> list[SuggestionReason]:
        return adopt_all(SuggestionReason, vars(self)["reasons"])


@strawberry.type(description="A page of members whom the viewer may know, the likeliest first.")
class SuggestionConnection(_Page):
    edges: list[SuggestionEdge] = strawberry.field(description="The members with score and reasons.")


@strawberry.type(description="A member who was found, in a list.")
class MemberSearchEdge(_Edge):
    degree: Degree = strawberry.field(
        description="How far the member stands from the viewer, by connections that the viewer may list."
    )


@strawberry.type(description="A page of members who were found, the best match first; whoever is near counts more.")
class MemberSearchConnection(_Page):
    edges: list[MemberSearchEdge] = strawberry.field(description="The members with cursor and degree.")
