"""Relay connections: one shape for every list of the contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import strawberry
from graphql import FieldNode, FragmentSpreadNode, GraphQLResolveInfo, SelectionSetNode

from app.graph import cursor
from app.graph.loading import composer
from app.schema.context import Context, Info
from app.schema.errors import ClientError
from app.schema.rows import adopt, adopt_all
from app.schema.values import check_first

C = TypeVar("C")
_ROWS = frozenset({"nodes", "edges", "pageInfo"})


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether rows follow this page.")
    has_previous_page: bool = strawberry.field(description="Whether the page began after a cursor.")
    start_cursor: str | None = strawberry.field(description="The cursor of the first row.")
    end_cursor: str | None = strawberry.field(description="The cursor of the last row: `after` of the next page.")


@dataclass(frozen=True, slots=True)
class Asked:
    """The page that is asked for: of `cypher/edges/<edge>` of the member `of`, in one of its orders."""

    edge: str
    of: str
    first: int | None
    after: str | None
    order: str = "RECENT"
    filters: Mapping[str, Any] = field(default_factory=dict)


async def page(
    info: Info,
    kind: type[C],
    edge_kind: type[Any],
    node_kind: Callable[[dict[str, Any]], Any],
    asked: Asked,
) -> C | None:
    """A page of an edge; None when its owner withholds the list, or nobody is signed in.

    Rows are read only when the client asks for rows, and the total only when it asks for the total.
    """
    context = info.context
    most = check_first(asked.first, context.settings.page_size)
    if context.viewer is None:
        return None
    wanted = selected(info._raw_info)
    edge, of, order, filters = asked.edge, asked.of, asked.order, asked.filters
    bound = cursor.binding(edge, of, order, dict(filters))
    place = _place(bound, edge, order, asked.after) if isinstance(asked.after, str) else None
    # Both are asked before either is awaited, so that they leave together.
    rows = context.load.page(edge, of, order, filters, place, most + 1) if wanted & _ROWS else None
    total = context.load.count(edge, of, filters) if "totalCount" in wanted or rows is None else None
    connection: dict[str, Any] = {}
    if rows is not None:
        found = await rows
        if found is None:
            return None
        connection |= _rows(found, most, bound, place is not None, edge_kind, node_kind)
    if total is not None:
        connection["total_count"] = await total
        if connection["total_count"] is None:
            return None
    return adopt(kind, connection)


def selected(info: GraphQLResolveInfo[Context]) -> set[str]:
    """Names of the fields asked for directly below the field being resolved."""
    names: set[str] = set()
    seen: set[str] = set()

    def look(selections: SelectionSetNode | None) -> None:
        for node in selections.selections if selections else ():
            if isinstance(node, FieldNode):
                names.add(node.name.value)
            elif isinstance(node, FragmentSpreadNode):
                if node.name.value not in seen:
                    seen.add(node.name.value)
                    look(info.fragments[node.name.value].selection_set)
            else:
                look(getattr(node, "selection_set", None))

    for node in info.field_nodes:
        look(node.selection_set)
    return names


def _place(bound: str, edge: str, order: str, after: str) -> Mapping[str, Any]:
    try:
        return cursor.decode(bound, after, composer().rank_kind(edge, order))
    except cursor.CursorError:
        raise ClientError(
            "after is no cursor of this list with these arguments; pass an endCursor of it, or leave after out."
        ) from None


def _rows(
    found: list[dict[str, Any]], most: int, bound: str, later: bool, edge_kind: type[Any], node_kind: Callable[..., Any]
) -> dict[str, Any]:
    shown = found[:most]
    nodes = []
    edges = []
    for row in shown:
        # A row is shared by everybody who asked the same, so it is not changed.
        node = node_kind(row["node"])
        nodes.append(node)
        edges.append(row | {"node": node, "cursor": cursor.encode(bound, row["rank"], row["key"])})
    ends = {
        "has_next_page": len(found) > most,
        "has_previous_page": later,
        "start_cursor": edges[0]["cursor"] if edges else None,
        "end_cursor": edges[-1]["cursor"] if edges else None,
    }
    return {"nodes": nodes, "edges": adopt_all(edge_kind, edges), "page_info": adopt(PageInfo, ends)}
