"""Rows of the graph become objects of the schema."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

T = TypeVar("T")


def adopt(kind: type[T], row: dict[str, Any]) -> T:
    """The object whose attributes are a row's entries; the row's keys must be the type's attribute names."""
    thing = object.__new__(kind)
    thing.__dict__ = row
    return thing


def adopt_or_none(kind: type[T], row: dict[str, Any] | None) -> T | None:
    return None if row is None else adopt(kind, row)


def adopt_all(kind: type[T], rows: Iterable[dict[str, Any]]) -> list[T]:
    return [adopt(kind, row) for row in rows]
