"""The GraphQL schema, put together from one class a noun: plain types and short resolvers; no Cypher, no driver."""

from collections.abc import Callable, Sequence
from functools import cache

import graphql
import strawberry
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.name_converter import NameConverter

from app.schema.accounts.mutations import AccountMutations
from app.schema.accounts.queries import AccountQueries
from app.schema.blocks.mutations import BlockMutations
from app.schema.connections.mutations import ConnectionMutations
from app.schema.core.scalars import SCALARS
from app.schema.events.subscriptions import EventSubscriptions
from app.schema.follows.mutations import FollowMutations
from app.schema.invitations.mutations import InvitationMutations
from app.schema.invitations.types import Invitation
from app.schema.members.mutations import MemberMutations
from app.schema.members.queries import MemberQueries
from app.schema.members.types import Member
from app.schema.search.queries import SearchQueries

Extensions = Sequence[type[SchemaExtension] | Callable[[], SchemaExtension]]


@strawberry.type(description="The entry points for reading.")
class Query(MemberQueries, AccountQueries, SearchQueries): ...


@strawberry.type(description="The entry points for writing; each mutation is done completely or not at all.")
class Mutation(
    MemberMutations, AccountMutations, InvitationMutations, ConnectionMutations, FollowMutations, BlockMutations
): ...


@strawberry.type(description="The entry points for subscribing.")
class Subscription(EventSubscriptions): ...


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
    """Caches names, as Strawberry converts the same few again at every argument of every request."""

    def __init__(self) -> None:
        super().__init__()
        self.apply_naming_config = cache(super().apply_naming_config)  # type: ignore[method-assign]


def sdl() -> str:
    """The schema as text, sorted, so that two versions can be compared line by line."""
    # Sorted as text, not as an object: a sorted copy loses Strawberry's enumerations and cannot print their defaults.
    return graphql.print_schema(graphql.lexicographic_sort_schema(graphql.build_schema(build_schema().as_str())))
