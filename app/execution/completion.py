"""One Python function that completes a plain selection: a dict display with a type test for each leaf."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import inf
from types import CodeType
from typing import Any

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

from app.execution.selection import Attribute, Plain

Completion = Callable[[Any], dict[str, Any]]

# Values that cannot be awaited, nor be errors, whatever they hold.
_SIMPLE = frozenset({str, int, float, bool, list, dict, tuple})

_TESTS = {
    GraphQLString: "type({0}) is str",
    GraphQLID: "type({0}) is str",
    GraphQLBoolean: "type({0}) is bool",
    GraphQLInt: f"type({{0}}) is int and {GRAPHQL_MIN_INT} <= {{1}} <= {GRAPHQL_MAX_INT}",
    GraphQLFloat: "type({0}) is float and -inf < {1} < inf",
}


class NotPlain(Exception):
    """The object is not what its selection expects; the stock executor knows what to do."""


def completion(plain: Plain) -> tuple[Completion, int]:
    """The function that completes one object, or raises; and the length of its source."""
    text = Text()
    name = text.of_object(plain)
    source = "\n".join(text.lines)
    exec(_compiled(source), text.names)
    return text.names[name], len(source)


@lru_cache(maxsize=256)
def _compiled(source: str) -> CodeType:
    # Documents that differ in their arguments only have the same source.
    return compile(source, "<plain selection>", "exec")


class Text:
    """The source being written, and what its names stand for."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.names: dict[str, Any] = {"NotPlain": NotPlain, "inf": inf}

    def of_object(self, plain: Plain) -> str:
        """Write the function of an object; its name."""
        entries = ", ".join(f"{key!r}: {self._field(field)}" for key, field in plain.fields.items())
        kind = self._name(plain.kind)
        return self._function(
            f" if type(o) is not {kind}: raise NotPlain",
            " d = o.__dict__",
            f" if '__await__' in d or {TYPE_CAST_ATTRIBUTE!r} in d: raise NotPlain",
            f" return {{{entries}}}",
        )

    def _field(self, field: str | Attribute | None) -> str:
        if not isinstance(field, Attribute):
            return repr(field)
        return self._value(field.type, field.below, f"(v := d[{field.name!r}])", "v")

    def _value(self, type_: GraphQLOutputType, below: Plain | None, first: str, then: str) -> str:
        """An expression of a value, which is written `first` where it is evaluated first, `then` afterwards."""
        required = is_non_null_type(type_)
        if is_non_null_type(type_):
            type_ = type_.of_type
        if is_list_type(type_):
            call = self._list(type_.of_type, below)
        elif below:
            call = self.of_object(below)
        elif type_ in _TESTS:
            none = "" if required else f" or {then} is None"
            return f"{then} if {_TESTS[type_].format(first, then)}{none} else {self._serializer(type_)}({then})"
        elif isinstance(type_, CustomGraphQLEnumType):
            none = "" if required else f"None if {then} is None else "
            word = f"{self._name(_words(type_))}[{then}]"
            return f"{word} if type({first}) is str else {none}{self._serializer(type_)}({then})"
        else:
            return self._scalar(type_, required, first, then)
        return f"{call}({first})" if required else f"None if {first} is None else {call}({then})"

    def _scalar(self, type_: Any, required: bool, first: str, then: str) -> str:
        # Texts that stay texts, such as times, without a call in between.
        serialize, other = self._name(type_.coerce_output_value), f"{self._serializer(type_)}({then})"
        none = "" if required else f"None if {then} is None else "
        return f"(r if type(r := {serialize}({then})) is str else {other}) if type({first}) is str else {none}{other}"

    def _list(self, type_: GraphQLOutputType, below: Plain | None) -> str:
        item = self._value(type_, below, "i", "i")
        return self._function(" if type(o) is not list: raise NotPlain", f" return [{item} for i in o]")

    def _serializer(self, type_: Any) -> str:
        return self._name(_serializer(type_))

    def _function(self, *body: str) -> str:
        name = self._name(None)
        self.lines += [f"def {name}(o):", *body]
        return name

    def _name(self, meaning: Any) -> str:
        name = f"n{len(self.names)}"
        self.names[name] = meaning
        return name


def _serializer(type_: Any) -> Callable[[Any], Any]:
    """The type's own way to serialize a value that passed no test."""
    serialize = type_.coerce_output_value
    members = _members(type_)

    def serialized(value: Any) -> Any:
        if type(value) not in _SIMPLE:
            return members[value] if members and type(value) is type_.wrapped_cls else _refuse()
        result = serialize(value)
        return result if type(result) in _SIMPLE else _refuse()

    return serialized


def _refuse() -> Any:
    raise NotPlain


def _words(type_: CustomGraphQLEnumType) -> dict[str, str]:
    """What the enumeration serializes each text to that it takes for a value."""
    texts = [value.value for value in type_.values.values() if type(value.value) is str]
    return {text: type_.coerce_output_value(text) for text in texts}


def _members(type_: Any) -> dict[Any, str]:
    if not isinstance(type_, CustomGraphQLEnumType):
        return {}
    members: list[Any] = list(type_.wrapped_cls)
    return {member: type_.coerce_output_value(member) for member in members}
