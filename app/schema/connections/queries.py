"""The fields of Member and Viewer about connections."""

from typing import Annotated

import strawberry
from strawberry import UNSET

from app.schema.connections.inputs import ConnectionFilter, SecondDegreeFilter
from app.schema.connections.types import (
    ConnectionOrder,
    ConnectionPath,
    MemberConnection,
    MemberEdge,
    MutualConnectionConnection,
    MutualConnectionEdge,
    NetworkMap,
    NetworkSize,
    SecondDegreeConnection,
    SecondDegreeEdge,
    SecondDegreeOrder,
    connection_path,
    network_map,
)
from app.schema.core.arguments import check_filter, check_first
from app.schema.core.context import Info
from app.schema.core.paging import PageRequest, page
from app.schema.core.prefetch import prefetched
from app.schema.core.references import ViewerFields, member, present, read_about
from app.schema.core.relay import After, First, Node

_MAP = 1_500  # more cannot be told apart in a picture


@strawberry.type
class ConnectionFields(Node):
    @prefetched("How many connections the member has: the same for every viewer; null when nobody is signed in.")
    async def connection_count(self, info: Info) -> int | None:
        count: int | None = await read_about(info, self.id, "connection_counts")
        return count

    @prefetched("The member's connections; null when the list is withheld.")
    async def connections(
        self,
        info: Info,
        first: First = 20,
        after: After = UNSET,
        order_by: Annotated[
            ConnectionOrder | None, strawberry.argument(description="RECENT: the newest connection first.")
        ] = ConnectionOrder.RECENT,
        filter: Annotated[
            ConnectionFilter | None, strawberry.argument(description="Which connections to list.")
        ] = UNSET,
    ) -> MemberConnection | None:
        order = (order_by or ConnectionOrder.RECENT).value
        request = PageRequest("connections", self.id, first, after, order, check_filter(filter))
        return await page(info, MemberConnection, MemberEdge, member, request)

    @prefetched(
        "Connections that the member shares with the viewer; null when nobody is signed in, and for the viewer."
    )
    async def mutual_connections(
        self, info: Info, first: First = 20, after: After = UNSET
    ) -> MutualConnectionConnection | None:
        request = PageRequest("mutual_connections", self.id, first, after)
        return await page(info, MutualConnectionConnection, MutualConnectionEdge, member, request)

    @prefetched(
        "How many connections the member shares with the viewer; null when nobody is signed in, and for the viewer."
    )
    async def mutual_connection_count(self, info: Info) -> int | None:
        count: int | None = await read_about(info, self.id, "mutual_counts")
        return count

    @prefetched(
        "All shortest paths from the viewer, of at most 3 connections, the best first; empty when nobody is signed in."
    )
    async def connection_paths(
        self, info: Info, first: Annotated[int | None, strawberry.argument(description="How many, 1 to 100.")] = 10
    ) -> list[ConnectionPath]:
        most = check_first(first, info.context.settings.page_size, 10)
        rows = await read_about(info, self.id, "paths", (("first", most),))
        return [connection_path(row) for row in rows or ()]


@strawberry.type
class ViewerConnectionFields(ViewerFields):
    @strawberry.field(description="How many members the viewer can list one, two and three steps away.")
    async def network_size(self) -> NetworkSize:
        return NetworkSize(member=self.member.id)

    @prefetched("The members two connections away from the viewer.")
    async def second_degree(
        self,
        info: Info,
        first: First = 20,
        after: After = UNSET,
        order_by: Annotated[
            SecondDegreeOrder | None,
            strawberry.argument(description="MUTUAL_CONNECTIONS: the most mutual connections first."),
        ] = SecondDegreeOrder.MUTUAL_CONNECTIONS,
        filter: Annotated[SecondDegreeFilter | None, strawberry.argument(description="Which members to list.")] = UNSET,
    ) -> SecondDegreeConnection:
        order = (order_by or SecondDegreeOrder.MUTUAL_CONNECTIONS).value
        request = PageRequest("second_degree", self.member.id, first, after, order, check_filter(filter))
        return present(await page(info, SecondDegreeConnection, SecondDegreeEdge, member, request))

    @prefetched("The viewer's connections and the connections among them, for drawing.")
    async def network_map(
        self,
        info: Info,
        first: Annotated[int | None, strawberry.argument(description="How many connections, 1 to 1,500.")] = _MAP,
    ) -> NetworkMap:
        most = check_first(first, _MAP, _MAP)
        return network_map(present(await info.context.load.read("network_map", self.member.id, (("first", most),))))
