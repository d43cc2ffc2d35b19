"""Prepared selections of an operation, cached on its node."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphql import (
    FragmentDefinitionNode,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
    is_object_type,
)
from graphql.execution import Executor
from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet

from app.execution.fast.completion import Complete, Field, of_object, of_value
from app.execution.fast.resolvers import ATTRIBUTE, CLASS, WAITS

_CACHE_KEY = "acquaint.operation"
_MOST_FIELDS = 500  # per operation, because a short document can select exponentially many


@dataclass(frozen=True, slots=True)
class Selection:
    """The selected fields of one type: `complete` handles all but `rest`, which the stock executor completes.

    `waits` is true if no resolver of `rest` runs before all fields of the object have been read.
    """

    complete: Complete
    rest: GroupedFieldSet
    waits: bool


class Operation:
    """Cache of selections; holds the fragments, so that the ids of their nodes are not reused."""

    def __init__(self, schema: GraphQLSchema, fragments: list[FragmentDefinitionNode]) -> None:
        self.schema = schema
        self.fragments = fragments
        self.selections: dict[tuple[Any, ...], Selection | None] = {}
        self._left = _MOST_FIELDS

    def read(
        self, executor: Executor[Any], type_: GraphQLObjectType, selected: FieldDetailsList, key: tuple[Any, ...]
    ) -> Selection | None:
        """Prepare a selection and cache it under `key`; None when the stock executor must complete it."""
        found = self._read(executor, type_, selected)
        if self._left > 0:
            self._left -= 1
            self.selections[key] = found
        return found

    def _read(self, executor: Executor[Any], type_: GraphQLObjectType, selected: FieldDetailsList) -> Selection | None:
        kind = type_.extensions.get(CLASS)
        if kind is None or self._left <= 0:
            return None
        try:
            grouped = executor.collect_subfields(type_, selected).grouped_field_set
            self._left -= len(grouped)
            return self._of_fields(executor, type_, kind, grouped)
        except Exception:
            return None  # the stock executor reports the error

    def _of_fields(
        self, executor: Executor[Any], type_: GraphQLObjectType, kind: type, grouped: GroupedFieldSet
    ) -> Selection:
        fields: list[Field] = []
        rest: GroupedFieldSet = {}
        unchanged = True
        for key, details in grouped.items():
            field, waits = self._field(executor, type_, details)
            # After a resolver has run, later attributes may have changed.
            if field is not None and unchanged:
                fields.append((key, *field))
            else:
                fields.append((key, None, None, None))
                rest[key] = details
                unchanged = unchanged and waits
        return Selection(of_object(kind, fields), rest, unchanged)

    def _field(self, executor: Executor[Any], type_: GraphQLObjectType, details: FieldDetailsList) -> tuple[Any, bool]:
        """The field, None for the stock executor, and whether no resolver runs immediately."""
        node = details[0].node
        if node.name.value == "__typename":
            return (None, None, type_.name), True
        definition = type_.fields[node.name.value]
        attribute = definition.extensions.get(ATTRIBUTE)
        if attribute is None or node.arguments:
            return None, definition.extensions[WAITS]
        named = get_named_type(definition.type)
        if is_leaf_type(named):
            return attribute, True
        below = self._read(executor, named, details) if is_object_type(named) else None
        if below is None or below.rest:
            return None, below is not None and below.waits
        return (attribute[0], *of_value(definition.type, below.complete)), True


def operation_of(executor: Executor[Any]) -> Operation:
    """The cached operation, stored on its AST node so that it lives as long as the document."""
    fragments = list(executor.fragment_definitions.values())
    attributes = vars(executor.operation)
    known: Operation | None = attributes.get(_CACHE_KEY)
    if known is None or known.schema is not executor.schema or [*map(id, known.fragments)] != [*map(id, fragments)]:
        known = attributes[_CACHE_KEY] = Operation(executor.schema, fragments)
    return known
