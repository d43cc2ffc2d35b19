"""Scalars of the contract."""

from typing import NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

DateTime = NewType("DateTime", str)
"""A time as ISO 8601 text in UTC, as `cypher/` hands it over."""


def _milliseconds(value: str) -> str:
    """`2026-01-01T00:00:00Z` and `….5Z` with exactly three digits, so that every time has one length."""
    seconds, _, fraction = value.removesuffix("Z").partition(".")
    return f"{seconds}.{fraction[:3]:0<3}Z"


SCALARS: dict[object, ScalarDefinition] = {
    DateTime: strawberry.scalar(
        name="DateTime",
        description="ISO 8601 with offset: UTC, milliseconds.",
        serialize=_milliseconds,
        parse_value=str,
    )
}
