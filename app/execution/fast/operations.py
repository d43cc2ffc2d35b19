"""The selections of an operation: which of their fields are attributes, and the function that completes those."""

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

_KEPT = "acquaint.operation"
_MOST_FIELDS = 500  # of all selections of an operation: a short document can select exponentially many


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected of one type in one place: `complete` leaves the fields of `rest` to the executor.

    `waits`: the rest runs no resolver before all fields of the object have been read.
    """

    complete: Complete
    rest: GroupedFieldSet
    waits: bool


class Operation:
    """The selections met so far; the fragments are held so that no other node takes their identity."""

    def __init__(self, schema: GraphQLSchema, fragments: list[FragmentDefinitionNode]) -> None:
        self.schema = schema
        self.fragments = fragments
        self.selections: dict[tuple[Any, ...], Selection | None] = {}
        self._left = _MOST_FIELDS

    def read(
        self, executor: Executor[Any], type_: GraphQLObjectType, selected: FieldDetailsList, key: tuple[Any, ...]
    ) -> Selection | None:
        """What is selected, to be found under its key from now on; None: the stock executor completes it."""
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
            return None  # where it matters, the stock executor fails alike and reports it

    def _of_fields(
        self, executor: Executor[Any], type_: GraphQLObjectType, kind: type, grouped: GroupedFieldSet
    ) -> Selection:
        fields: list[Field] = []
        rest: GroupedFieldSet = {}
        quiet = True
        for key, details in grouped.items():
            field, waits = self._field(executor, type_, details)
            # A resolver that has run may have changed the attributes that come after it.
            if field is not None and quiet:
                fields.append((key, *field))
            else:
                fields.append((key, None, None, None))
                rest[key] = details
                quiet = quiet and waits
        return Selection(of_object(kind, fields), rest, quiet)

    def _field(self, executor: Executor[Any], type_: GraphQLObjectType, details: FieldDetailsList) -> tuple[Any, bool]:
        """The field, None when the executor completes it, and whether it runs no resolver at once."""
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
    """The operation being executed, kept in its node: it lives as long as the document does, and no longer."""
    fragments = list(executor.fragment_definitions.values())
    kept = vars(executor.operation)
    known: Operation | None = kept.get(_KEPT)
    if known is None or known.schema is not executor.schema or [*map(id, known.fragments)] != [*map(id, fragments)]:
        known = kept[_KEPT] = Operation(executor.schema, fragments)
    return known
