"""The viewer's network as a picture: connections, and the ties among them."""

from __future__ import annotations

from typing import Any

import strawberry

from app.schema.context import ID
from app.schema.member import Member, member
from app.schema.rows import adopt, adopt_all
from app.schema.scalars import DateTime


@strawberry.type(description="A connection of the viewer in the picture.")
class NetworkMapNode:
    member: Member = strawberry.field(description="Who it is.")
    since: DateTime = strawberry.field(description="When the two connected.")
    mutual_connection_count: int = strawberry.field(description="How many connections the two share.")


@strawberry.type(description="Two connections of the viewer who are connected, as far as the viewer may list it.")
class NetworkMapLink:
    source: ID = strawberry.field(description="The id of the one.")
    target: ID = strawberry.field(description="The id of the other.")


@strawberry.type(description="The viewer's connections and the ties among them; nobody's follows.")
class NetworkMap:
    nodes: list[NetworkMapNode] = strawberry.field(description="Who shares most with the viewer comes first.")
    links: list[NetworkMapLink] = strawberry.field(description="The ties among the nodes.")
    total_count: int = strawberry.field(description="How many connections there are.")
    truncated: bool = strawberry.field(description="Whether there are more than are shown.")


def network_map(row: dict[str, Any]) -> NetworkMap:
    """The picture from a row of `cypher/reads/network_map.cypher`."""
    nodes = [adopt(NetworkMapNode, node | {"member": member(node["member"])}) for node in row["nodes"]]
    return adopt(
        NetworkMap,
        {
            "nodes": nodes,
            "links": adopt_all(NetworkMapLink, row["links"]),
            "total_count": row["total_count"],
            "truncated": row["total_count"] > len(nodes),
        },
    )
