"""Relay's Node: whatever can be asked for again by its id."""

import strawberry

from app.schema.context import ID


@strawberry.interface(description="Whatever has an id by which it can be asked for again.")
class Node:
    id: ID = strawberry.field(description="The same in the API and in the graph; unique over all types.")
