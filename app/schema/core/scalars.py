"""Custom scalars of the contract."""

from datetime import datetime
from typing import NewType

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from app.values.times import utc

DateTime = NewType("DateTime", str)
"""A time as ISO 8601 text in UTC, as `cypher/` returns it."""


def milliseconds(value: str) -> str:
    """`2026-01-01T00:00:00Z` and `….5Z` with exactly three digits, so that every time has one length."""
    seconds, _, fraction = value.removesuffix("Z").partition(".")
    return f"{seconds}.{fraction[:3]:0<3}Z"


def _parsed(value: object) -> str:
    """A client's time in the form of `milliseconds`, so that texts compare as times do."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        if moment is not None and moment.tzinfo is not None:
            return utc(moment)
    except (ValueError, OverflowError):
        pass
    raise GraphQLError("DateTime must be text in ISO 8601 with an offset, such as 2026-01-31T09:30:00Z.")


SCALARS: dict[object, ScalarDefinition] = {
    DateTime: strawberry.scalar(
        name="DateTime",
        description="A time in ISO 8601: sent in UTC with milliseconds, taken with any offset.",
        serialize=milliseconds,
        parse_value=_parsed,
    )
}
