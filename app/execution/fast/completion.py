"""Functions that complete values of known exact types, and raise for all others."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import Any, Never

from graphql import (
    GRAPHQL_MAX_INT,
    GRAPHQL_MIN_INT,
    GraphQLBoolean,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLOutputType,
    GraphQLString,
    is_list_type,
    is_non_null_type,
)
from strawberry.schema.schema_converter import CustomGraphQLEnumType
from strawberry.types.cast import TYPE_CAST_ATTRIBUTE

Complete = Callable[[Any], Any]
Field = tuple[str, str | None, type | None, Any]
"""Response key, attribute, exact type, function for other values; without an attribute the last is a constant."""


class NotPlain(Exception):
    """Raised for a value of an unexpected type, which the stock executor must complete."""


def of_object(kind: type, fields: list[Field]) -> Complete:
    """A function that completes instances of a class; type tests are inlined, because calls are too slow here."""

    def complete(value: Any) -> dict[str, Any]:
        if type(value) is not kind:
            raise NotPlain
        attributes = value.__dict__
        if TYPE_CAST_ATTRIBUTE in attributes:
            raise NotPlain
        return {
            key: (v if type(v := attributes[name]) is exact else other(v)) if name else other
            for key, name, exact, other in fields
        }

    return complete


def of_value(type_: GraphQLOutputType, below: Complete | None = None) -> tuple[type | None, Complete]:
    """The type whose values need no completion, None if none, and the function for others; `below` is for objects."""
    if is_non_null_type(type_):
        return _required(type_.of_type, below)
    exact, complete = _required(type_, below)
    return exact, lambda value: None if value is None else complete(value)


def _required(type_: Any, below: Complete | None) -> tuple[type | None, Complete]:
    if is_list_type(type_):
        return None, _list(*of_value(type_.of_type, below))
    if below:
        return None, below
    if isinstance(type_, CustomGraphQLEnumType):
        return None, _enum(type_)
    return _EXACT.get(type_), _OTHERS.get(type_) or _scalar(type_.coerce_output_value)


def _list(exact: type | None, other: Complete) -> Complete:
    def complete(values: Any) -> list[Any]:
        if type(values) is not list:
            raise NotPlain
        return [value if type(value) is exact else other(value) for value in values]

    return complete


def _enum(type_: CustomGraphQLEnumType) -> Complete:
    texts = [value.value for value in type_.values.values() if type(value.value) is str]
    members: list[Any] = list(type_.wrapped_cls)
    names = {value: type_.coerce_output_value(value) for value in (*texts, *members)}
    known = (str, type_.wrapped_cls)

    def complete(value: Any) -> str:
        return names[value] if type(value) in known else _refuse(value)

    return complete


def _scalar(serialize: Complete) -> Complete:
    """A function for scalars that are text before and after, such as times."""

    def complete(value: Any) -> str:
        if type(value) is str and type(text := serialize(value)) is str:
            return text
        raise NotPlain

    return complete


def _whole(value: Any) -> int:
    if type(value) is int and GRAPHQL_MIN_INT <= value <= GRAPHQL_MAX_INT:
        return value
    raise NotPlain


def _number(value: Any) -> float:
    if type(value) is float and isfinite(value):
        return value
    raise NotPlain


def _refuse(value: Any) -> Never:
    raise NotPlain


_EXACT: dict[Any, type] = {GraphQLString: str, GraphQLID: str, GraphQLBoolean: bool}
_OTHERS: dict[Any, Complete] = {**dict.fromkeys(_EXACT, _refuse), GraphQLInt: _whole, GraphQLFloat: _number}
