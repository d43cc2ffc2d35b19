"""Functions that complete a value by its type, or raise: the exact types they accept need no more than a test."""

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
"""Response key, attribute, exact type, function of other values; without an attribute the last is the value itself."""


class NotPlain(Exception):
    """The value is not what its type expects; the stock executor knows what to do."""


def of_object(kind: type, fields: list[Field]) -> Complete:
    """The function that completes an object of a class: tests in place, since a call costs as much as all the rest."""

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
    """The exact type whose values are complete as they are, and the function of all others; `below`: of an object."""
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
    """Texts that stay texts, such as times."""

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
