"""Which fields of a selection are plain: attributes that stand in the object and need no resolver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from graphql import GraphQLField, GraphQLObjectType, GraphQLOutputType, get_named_type, is_leaf_type, is_object_type
from graphql.execution import Executor
from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.cast import TYPE_CAST_ATTRIBUTE
from strawberry.types.field import StrawberryField

_BACKREF = GraphQLCoreConverter.DEFINITION_BACKREF
_DEEPEST = 8
_MOST_FIELDS = 400  # a short document can select exponentially many through its fragments


@dataclass(frozen=True, slots=True)
class Attribute:
    """A field read from the attribute `name`; `below` is what is selected of the objects it holds."""

    name: str
    type: GraphQLOutputType
    below: Plain | None


Field: TypeAlias = str | Attribute | None
"""What stands in the answer: a constant, an attribute, or None where the executor puts the value later."""


@dataclass(frozen=True, slots=True)
class Plain:
    """What is selected of an object of the class `kind`, by response key; `rest` are the fields left to the executor.

    `quiet`: the rest runs no resolver before all fields of the object have been read.
    """

    kind: type
    fields: dict[str, Field]
    rest: GroupedFieldSet
    quiet: bool


class Reader:
    """Reads selections with the executor's own way of collecting fields."""

    def __init__(self, executor: Executor[Any]) -> None:
        self._executor = executor
        self._left = _MOST_FIELDS

    def read(self, type_: GraphQLObjectType, selected: FieldDetailsList, depth: int = 0) -> Plain | None:
        """The selection; None when nothing of it is plain, or it is too large."""
        kind = plain_class(type_)
        if kind is None or depth > _DEEPEST:
            return None
        grouped = self._executor.collect_subfields(type_, selected).grouped_field_set
        self._left -= len(grouped)
        if self._left < 0 or not all(_exists(type_, details) for details in grouped.values()):
            return None
        fields: dict[str, Field] = {}
        rest: GroupedFieldSet = {}
        quiet = True
        for key, details in grouped.items():
            field, waits = self._field(type_, kind, details, depth)
            # A resolver that has run may have changed the attributes that come after it.
            fields[key] = field if quiet else None
            if fields[key] is None:
                rest[key] = details
                quiet = quiet and waits
        return Plain(kind, fields, rest, quiet)

    def _field(self, type_: GraphQLObjectType, kind: type, details: FieldDetailsList, depth: int) -> tuple[Field, bool]:
        """The field, and whether it runs no resolver at once."""
        node = details[0].node
        if node.name.value == "__typename":
            return type_.name, True
        definition = type_.fields[node.name.value]
        name = _attribute(definition, kind)
        if name is None or node.arguments:
            return None, _waits(definition)
        named = get_named_type(definition.type)
        if is_leaf_type(named):
            return Attribute(name, definition.type, None), True
        below = self.read(named, details, depth + 1) if is_object_type(named) else None
        if below is None or below.rest:
            return None, below is not None and below.quiet
        return Attribute(name, definition.type, below), True


def _exists(type_: GraphQLObjectType, details: FieldDetailsList) -> bool:
    name = details[0].node.name.value
    return name == "__typename" or name in type_.fields


def plain_class(type_: GraphQLObjectType) -> type | None:
    """The class whose own instances the stock executor takes for this type without running foreign code."""
    definition = type_.extensions.get(_BACKREF)
    if not isinstance(definition, StrawberryObjectDefinition):
        return None
    kind = definition.origin
    foreign = (
        definition.is_type_of is not None
        or definition.concrete_of is not None
        or getattr(type_.is_type_of, "__name__", "is_type_of") != "is_type_of"
        or issubclass(kind, BaseException)
        or any("__getattribute__" in vars(base) for base in kind.__mro__[:-1])
        or any(hasattr(kind, name) for name in (TYPE_CAST_ATTRIBUTE, "__await__"))
    )
    return None if foreign else kind


def _attribute(definition: GraphQLField, kind: type) -> str | None:
    """The attribute that the field's resolver would get, when getting is all it does."""
    field = definition.extensions.get(_BACKREF)
    if not isinstance(field, StrawberryField):
        return None
    gets = (
        field.is_basic_field
        and type(field).get_result is StrawberryField.get_result
        and field.default_resolver is getattr
        and getattr(definition.resolve, "__name__", None) == "_get_basic_result"
        and not definition.args
    )
    return field.python_name if gets and not _computed(kind, field.python_name) else None


def _computed(kind: type, name: str) -> bool:
    """Whether the class answers for the attribute before its instances do, as a property does."""
    found = next((vars(base)[name] for base in kind.__mro__ if name in vars(base)), None)
    return hasattr(type(found), "__set__") or hasattr(type(found), "__delete__")


def _waits(definition: GraphQLField) -> bool:
    """Whether the resolver is a coroutine function, which runs when everything around it has been read."""
    field = definition.extensions.get(_BACKREF)
    named = getattr(definition.resolve, "__name__", None) == "_async_resolver"
    return isinstance(field, StrawberryField) and field.is_async and named
