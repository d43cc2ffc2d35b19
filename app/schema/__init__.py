"""The GraphQL contract: plain types and short resolvers; no Cypher, no driver."""

from collections.abc import Callable, Sequence
from functools import cache

import graphql
import strawberry
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.name_converter import NameConverter

from app.schema.event import Subscription
from app.schema.invitation import Invitation
from app.schema.member import Member
from app.schema.mutation import Mutation
from app.schema.query import Query
from app.schema.scalars import SCALARS

Extensions = Sequence[type[SchemaExtension] | Callable[[], SchemaExtension]]


def build_schema(*, extensions: Extensions = ()) -> strawberry.Schema:
    """The executable schema."""
    return strawberry.Schema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        types=[Member, Invitation],
        extensions=list(extensions),
        config=StrawberryConfig(scalar_map=SCALARS, name_converter=_Names()),
    )


class _Names(NameConverter):
    """Strawberry asks for the same few names again at every argument of every request."""

    def __init__(self) -> None:
        super().__init__()
        self.apply_naming_config = cache(super().apply_naming_config)  # type: ignore[method-assign]


def sdl(schema: strawberry.Schema) -> str:
    """The schema as text, sorted, so that two versions can be compared line by line."""
    # Sorted as text, not as an object: a sorted copy loses Strawberry's enumerations and cannot print their defaults.
    return graphql.print_schema(graphql.lexicographic_sort_schema(graphql.build_schema(schema.as_str()))) + "\n"
