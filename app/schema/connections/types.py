"""Lists of connections and of the second degree, paths, network size and network map."""

from enum import Enum
from typing import Any

import strawberry

from app.schema.core.context import ID, Info
from app.schema.core.references import MemberRef, member, present
from app.schema.core.relay import Connection, Edge
from app.schema.core.rows import from_row, from_rows
from app.schema.core.scalars import DateTime


@strawberry.enum(description="The order of a list of connections.")
class ConnectionOrder(Enum):
    RECENT = "RECENT"
    NAME = "NAME"
    MUTUAL_CONNECTIONS = "MUTUAL_CONNECTIONS"


@strawberry.enum(
    description="The order of the second degree; RECENT: by the viewer's newest connection that leads to the member."
)
class SecondDegreeOrder(Enum):
    MUTUAL_CONNECTIONS = "MUTUAL_CONNECTIONS"
    NAME = "NAME"
    RECENT = "RECENT"


@strawberry.type(description="A connection in a list.")
class MemberEdge(Edge[MemberRef]):
    since: DateTime = strawberry.field(description="When the two connected.")


@strawberry.type(description="A page of connections.")
class MemberConnection(Connection[MemberRef, MemberEdge]): ...


@strawberry.type(description="A mutual connection in a list.")
class MutualConnectionEdge(Edge[MemberRef]):
    since: DateTime = strawberry.field(description="When this member and the viewer connected.")


@strawberry.type(description="A page of mutual connections, the viewer's newest first.")
class MutualConnectionConnection(Connection[MemberRef, MutualConnectionEdge]): ...


@strawberry.type(description="A member of the viewer's second degree in a list.")
class SecondDegreeEdge(Edge[MemberRef]):
    mutual_connection_count: int = strawberry.field(
        description="How many of the viewer's connections are connected with the member."
    )

    @strawberry.field(description="Up to three of these connections, the viewer's newest first.")
    async def via(self, info: Info) -> list[MemberRef]:
        rows = await info.context.load.read("via", self.node.id)
        return [member(row) for row in rows or ()]


@strawberry.type(description="A page of the viewer's second degree.")
class SecondDegreeConnection(Connection[MemberRef, SecondDegreeEdge]): ...


@strawberry.type(description="A member on a path; the viewer is the first, the member asked about the last.")
class PathStep:
    member: MemberRef | None = strawberry.field(description="The member; null when the viewer may not see who it is.")


@strawberry.type(description="A shortest path from the viewer to a member, over connections.")
class ConnectionPath:
    length: int = strawberry.field(description="The number of connections on it, 1 to 3.")
    steps: list[PathStep] = strawberry.field(description="The members on it, both ends included.")
    multiplicity: int = strawberry.field(description="How many paths look the same to the viewer.")


def connection_path(row: dict[str, Any]) -> ConnectionPath:
    """A path from a row of `cypher/reads/connections/paths.cypher`."""
    cards = [step["member"] for step in row["steps"]]
    return from_row(
        ConnectionPath,
        row | {"steps": from_rows(PathStep, ({"member": member(card) if card else None} for card in cards))},
    )


@strawberry.type(
    description="How many members the viewer's lists show at each distance, by connections that the viewer may list. "
    "Each number is computed only when selected."
)
class NetworkSize:
    member: strawberry.Private[str]

    @strawberry.field(description="Equal to the totalCount of the viewer's own `connections`.")
    async def first(self, info: Info) -> int:
        return int(present(await info.context.load.count("connections", self.member, {})))

    @strawberry.field(description="Equal to the totalCount of `secondDegree`.")
    async def second(self, info: Info) -> int:
        return int(present(await info.context.load.count("second_degree", self.member, {})))

    @strawberry.field(description="The members whom `searchMembers` shows with degree THIRD.")
    async def third(self, info: Info) -> int:
        return int(present(await info.context.load.read("network_third", self.member)))


@strawberry.type(description="A connection of the viewer in a network map.")
class NetworkMapNode:
    member: MemberRef = strawberry.field(description="The connection.")
    since: DateTime = strawberry.field(description="When the two connected.")
    mutual_connection_count: int = strawberry.field(description="How many connections the two share.")


@strawberry.type(description="Two connections of the viewer who are connected, as far as the viewer may list it.")
class NetworkMapLink:
    source: ID = strawberry.field(description="The id of one of the two.")
    target: ID = strawberry.field(description="The id of the other.")


@strawberry.type(description="The viewer's connections and the connections among them; follows are not part of it.")
class NetworkMap:
    nodes: list[NetworkMapNode] = strawberry.field(
        description="The viewer's connections, those who share most with the viewer first."
    )
    links: list[NetworkMapLink] = strawberry.field(description="The connections among the nodes.")
    total_count: int = strawberry.field(description="How many connections the viewer has.")
    truncated: bool = strawberry.field(description="Whether the viewer has more connections than are shown.")


def network_map(row: dict[str, Any]) -> NetworkMap:
    """A network map from a row of `cypher/reads/connections/network_map.cypher`."""
    nodes = from_rows(NetworkMapNode, (node | {"member": member(node["member"])} for node in row["nodes"]))
    return from_row(
        NetworkMap,
        {
            "nodes": nodes,
            "links": from_rows(NetworkMapLink, row["links"]),
            "total_count": row["total_count"],
            "truncated": row["total_count"] > len(nodes),
        },
    )
