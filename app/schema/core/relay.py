"""Relay's types: Node, and the pair of connection and edge of which each list of the contract is made."""

from typing import Annotated, Generic, TypeVar

import strawberry

from app.schema.core.context import ID

N = TypeVar("N")
E = TypeVar("E")

First = Annotated[int | None, strawberry.argument(description="How many rows, from 1 to the page size (100).")]
After = Annotated[str | None, strawberry.argument(description="A cursor of this list; the page begins after it.")]


@strawberry.interface(description="An object that can be read again by its id.")
class Node:
    id: ID = strawberry.field(description="The same in the API and in the graph; unique over all types.")


@strawberry.type(description="The position of a page in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether rows follow this page.")
    has_previous_page: bool = strawberry.field(description="Whether the page began after a cursor.")
    start_cursor: str | None = strawberry.field(description="The cursor of the first row.")
    end_cursor: str | None = strawberry.field(description="The cursor of the last row: `after` of the next page.")


@strawberry.type
class Edge(Generic[N]):
    """A row of a list: subclass with the node's type, and add what is known of the row beside the node."""

    cursor: str = strawberry.field(description="The position of the row in its list.")
    node: N = strawberry.field(description="The object in this row.")


@strawberry.type
class Connection(Generic[N, E]):
    """A page of a list: subclass with the types of node and edge."""

    total_count: int = strawberry.field(description="How many rows all pages have; counted only when selected.")
    page_info: PageInfo = strawberry.field(description="The position of this page in its list.")
    nodes: list[N] = strawberry.field(description="The objects of this page.")
    edges: list[E] = strawberry.field(description="The rows of this page: each object with its cursor.")
