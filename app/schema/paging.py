"""Relay connections: one shape for every list of the contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import strawberry
from graphql import FieldNode

from app.graph import cursor
from app.graph.loading import composer
from app.schema.context import Info
from app.schema.errors import ClientError
from app.schema.rows import adopt
from app.schema.selection import Fragments, below, names
from app.schema.values import check_first

C = TypeVar("C")
E = TypeVar("E")
_MORE = frozenset({"location", "industry", "company", "memberSince"})  # of a card, beyond its head


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a client has written below a page; `brief`: of the members in it, the head of the card is enough."""

    total: bool
    nodes: bool
    edges: bool
    cursors: bool
    ends: bool
    brief: bool

    @property
    def rows(self) -> bool:
        return self.nodes or self.edges or self.ends


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
    wanted = _wanted(info)
    edge, of, order, filters = asked.edge, asked.of, asked.order, asked.filters
    bound = cursor.binding(edge, of, order, dict(filters))
    place = _place(bound, edge, order, asked.after) if isinstance(asked.after, str) else None
    # Both are asked before either is awaited, so that they leave together.
    rows = context.load.page(edge, of, order, filters, place, most + 1, brief=wanted.brief) if wanted.rows else None
    total = context.load.count(edge, of, filters) if wanted.total or rows is None else None
    connection: dict[str, Any] = {}
    if rows is not None:
        found = await rows
        if found is None:
            return None
        shown = found[:most]
        nodes = [node_kind(row["node"]) for row in shown] if wanted.nodes or wanted.edges else []
        if wanted.nodes:
            connection["nodes"] = nodes
        if wanted.edges:
            connection["edges"] = _edges(edge_kind, shown, nodes, bound if wanted.cursors else None)
        if wanted.ends:
            connection["page_info"] = _ends(shown, bound, earlier=place is not None, later=len(found) > most)
    if total is not None:
        connection["total_count"] = await total
        if connection["total_count"] is None:
            return None
    return adopt(kind, connection)


def _wanted(info: Info) -> Wanted:
    """The same for every member whose page this is, so it is read once in a request."""
    nodes = info._raw_info.field_nodes
    known: dict[tuple[int, ...], Wanted] = info.context.wanted
    key = tuple([id(node) for node in nodes])
    found = known.get(key)
    if found is None:
        found = known[key] = _read(below(nodes, info._raw_info.fragments), info._raw_info.fragments)
    return found


def _read(fields: list[FieldNode], fragments: Fragments) -> Wanted:
    of_page = names(fields)
    edges = below((field for field in fields if field.name.value == "edges"), fragments)
    of_edge = names(edges)
    members = [field for field in fields if field.name.value == "nodes"]
    members += [field for field in edges if field.name.value == "node"]
    return Wanted(
        total="totalCount" in of_page,
        nodes="nodes" in of_page,
        edges="edges" in of_page,
        cursors="cursor" in of_edge,
        ends="pageInfo" in of_page,
        brief=not _MORE & names(below(members, fragments)),
    )


def _place(bound: str, edge: str, order: str, after: str) -> Mapping[str, Any]:
    try:
        return cursor.decode(bound, after, composer().rank_kind(edge, order))
    except cursor.CursorError:
        raise ClientError(
            "after is no cursor of this list with these arguments; pass an endCursor of it, or leave after out."
        ) from None


def _edges(kind: type[E], rows: list[dict[str, Any]], nodes: list[Any], bound: str | None) -> list[E]:
    """The edges of these rows; without cursors when `bound` is None."""
    # A row is shared by everybody who asked the same, so it is not changed.
    if bound is None:
        return [adopt(kind, row | {"node": node}) for row, node in zip(rows, nodes, strict=True)]
    return [
        adopt(kind, row | {"node": node, "cursor": cursor.of_row(bound, row)})
        for row, node in zip(rows, nodes, strict=True)
    ]


def _ends(rows: list[dict[str, Any]], bound: str, *, earlier: bool, later: bool) -> PageInfo:
    start, end = (cursor.of_row(bound, row) if row else None for row in _outer(rows))
    ends = {"has_next_page": later, "has_previous_page": earlier, "start_cursor": start, "end_cursor": end}
    return adopt(PageInfo, ends)


def _outer(rows: list[dict[str, Any]]) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    return (rows[0], rows[-1]) if rows else (None, None)
