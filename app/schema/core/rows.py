"""Rows of the graph as objects of the schema."""

from collections.abc import Iterable
from typing import Any, TypeVar

T = TypeVar("T")


def from_row(kind: type[T], row: dict[str, Any]) -> T:
    """The object whose attributes are a row's entries; the row's keys must be the type's attribute names."""
    made = object.__new__(kind)
    made.__dict__ = row
    return made


def from_rows(kind: type[T], rows: Iterable[dict[str, Any]]) -> list[T]:
    return [from_row(kind, row) for row in rows]
