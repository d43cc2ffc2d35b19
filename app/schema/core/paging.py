"""Pages of lists, read as far as the client selects them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from graphql import FieldNode

from app.graph import cursor
from app.graph.loading import composer
from app.schema.core.arguments import check_first
from app.schema.core.context import Info
from app.schema.core.errors import ClientError
from app.schema.core.relay import Connection, Edge, PageInfo
from app.schema.core.rows import from_row
from app.schema.core.selection import Fragments, below, names

C = TypeVar("C", bound=Connection[Any, Any])
E = TypeVar("E", bound=Edge[Any])
_MORE = frozenset({"location", "industry", "company", "memberSince"})  # of a card, beyond its head


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A page of `cypher/edges/<edge>` of the member `of`, in one of its orders."""

    edge: str
    of: str
    first: int | None
    after: str | None
    order: str = "RECENT"
    filters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageSelection:
    """The parts of a page that a client selects; `brief`: of its members no more than the head of the card."""

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
    edge_kind: type[Edge[Any]],
    node_kind: Callable[[dict[str, Any]], Any],
    request: PageRequest,
) -> C | None:
    """A page of a list; None when its owner withholds the list, or nobody is signed in.

    Rows are read only when the client selects rows, and the total only when it selects the total.
    """
    context = info.context
    most = check_first(request.first, context.settings.page_size)
    if context.viewer is None:
        return None
    selected = _selection(info)
    edge, of, order, filters = request.edge, request.of, request.order, request.filters
    bound = cursor.binding(edge, of, order, dict(filters))
    position = _position(bound, edge, order, request.after) if isinstance(request.after, str) else None
    # Both are asked before either is awaited, so that one batch holds both.
    rows = None
    if selected.rows:
        rows = context.load.page(edge, of, order, filters, position, most + 1, brief=selected.brief)
    total = context.load.count(edge, of, filters) if selected.total or rows is None else None
    connection: dict[str, Any] = {}
    if rows is not None:
        found = await rows
        if found is None:
            return None
        shown = found[:most]
        nodes = [node_kind(row["node"]) for row in shown] if selected.nodes or selected.edges else []
        if selected.nodes:
            connection["nodes"] = nodes
        if selected.edges:
            connection["edges"] = _edges(edge_kind, shown, nodes, bound if selected.cursors else None)
        if selected.ends:
            connection["page_info"] = _ends(shown, bound, earlier=position is not None, later=len(found) > most)
    if total is not None:
        connection["total_count"] = await total
        if connection["total_count"] is None:
            return None
    return from_row(kind, connection)


def _selection(info: Info) -> PageSelection:
    """The selection of this page: read once in a request, as it is the same for all members in a list."""
    nodes = info._raw_info.field_nodes
    known: dict[tuple[int, ...], PageSelection] = info.context.page_selections
    key = tuple([id(node) for node in nodes])
    found = known.get(key)
    if found is None:
        found = known[key] = _read(below(nodes, info._raw_info.fragments), info._raw_info.fragments)
    return found


def _read(fields: list[FieldNode], fragments: Fragments) -> PageSelection:
    of_page = names(fields)
    edges = below((field for field in fields if field.name.value == "edges"), fragments)
    of_edge = names(edges)
    members = [field for field in fields if field.name.value == "nodes"]
    members += [field for field in edges if field.name.value == "node"]
    return PageSelection(
        total="totalCount" in of_page,
        nodes="nodes" in of_page,
        edges="edges" in of_page,
        cursors="cursor" in of_edge,
        ends="pageInfo" in of_page,
        brief=not _MORE & names(below(members, fragments)),
    )


def _position(bound: str, edge: str, order: str, after: str) -> Mapping[str, Any]:
    try:
        return cursor.decode(bound, after, composer().rank_kind(edge, order))
    except cursor.CursorError:
        raise ClientError(
            "after is not a cursor of this list with these arguments; pass an endCursor of it, or leave after out."
        ) from None


def _edges(kind: type[E], rows: list[dict[str, Any]], nodes: list[Any], bound: str | None) -> list[E]:
    """The edges of these rows, without cursors when `bound` is None."""
    # Equal questions share their rows, so a row is never changed.
    if bound is None:
        return [from_row(kind, row | {"node": node}) for row, node in zip(rows, nodes, strict=True)]
    return [
        from_row(kind, row | {"node": node, "cursor": cursor.of_row(bound, row)})
        for row, node in zip(rows, nodes, strict=True)
    ]


def _ends(rows: list[dict[str, Any]], bound: str, *, earlier: bool, later: bool) -> PageInfo:
    outer = (rows[0], rows[-1]) if rows else ()
    start, end = [cursor.of_row(bound, row) for row in outer] or (None, None)
    ends = {"has_next_page": later, "has_previous_page": earlier, "start_cursor": start, "end_cursor": end}
    return from_row(PageInfo, ends)
