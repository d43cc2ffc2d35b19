"""The operations being executed, and what is known of their selections; bounded in entries and in text."""

from __future__ import annotations

from collections import OrderedDict
from operator import is_
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    Undefined,
    VariableNode,
)
from graphql.execution import Executor
from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet

from app.execution.completion import Completion, completion
from app.execution.selection import Reader

WORTH = 24  # values of a selection: as long as the stock executor takes for them takes writing their function

_ENTRIES = 256
_TEXT = 300_000
_SELECTIONS = 128  # of one operation; each combination of its conditions has its own
_FAILURES = 100  # of one selection
_SOURCE = 16_000  # of the functions of one operation
_CONDITIONS = frozenset({"skip", "include"})
_INCREMENTAL = frozenset({"defer", "stream"})


class Selection:
    """What is selected of one type in one place: the values seen, then the function that completes them."""

    __slots__ = ("complete", "failures", "refused", "rest", "seen")

    def __init__(self) -> None:
        self.seen = 0
        self.failures = 0
        self.refused = False
        self.complete: Completion | None = None
        self.rest: GroupedFieldSet = {}

    def failed(self) -> None:
        """Its function met something else than it expects; when it always does, it only costs time."""
        self.failures += 1
        self.refused = self.failures > _FAILURES


class Operation:
    """An operation with its fragments, held so that no other node takes their identity."""

    def __init__(self, schema: GraphQLSchema, node: OperationDefinitionNode, fragments: list[FragmentDefinitionNode]):
        self.schema = schema
        self.node = node
        self.fragments = fragments
        self.conditions = None if _is_incremental(schema) else _conditions(node, fragments)
        self._selections: dict[tuple[Any, ...], Selection] = {}
        self._source = 0

    def is_of(self, schema: GraphQLSchema, fragments: list[FragmentDefinitionNode]) -> bool:
        return (
            self.schema is schema and len(self.fragments) == len(fragments) and all(map(is_, self.fragments, fragments))
        )

    def selection(
        self, type_: GraphQLObjectType, selected: FieldDetailsList, conditions: tuple[Any, ...]
    ) -> Selection | None:
        """What is known of a selection under these values of the conditions; None: too many are known."""
        key = (type_, conditions, *(id(details.node) for details in selected))
        found = self._selections.get(key)
        if found is None and len(self._selections) < _SELECTIONS:
            found = self._selections[key] = Selection()
        return found

    def write(
        self, selection: Selection, executor: Executor[Any], type_: GraphQLObjectType, selected: FieldDetailsList
    ) -> None:
        """Write the selection's function, or refuse it for good."""
        selection.refused = True
        try:
            plain = Reader(executor).read(type_, selected)
            if plain is None or self._source > _SOURCE or len(plain.fields) == len(plain.rest):
                return
            complete, length = completion(plain)
        except Exception:
            return  # where it matters, the stock executor fails alike and reports it
        self._source += length
        selection.complete, selection.rest, selection.refused = complete, plain.rest, False


class Operations:
    """Forgets the least recently used."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Operation] = OrderedDict()
        self._length = 0

    def __len__(self) -> int:
        return len(self._kept)

    def of(self, executor: Executor[Any]) -> Operation | None:
        """The operation being executed; None when only the stock executor may complete it."""
        node, fragments = executor.operation, list(executor.fragment_definitions.values())
        known = self._kept.get(id(node))
        if known is None or not known.is_of(executor.schema, fragments):
            if node.loc is None:
                return None
            self._forget(id(node))
            known = Operation(executor.schema, node, fragments)
            self._keep(known)
        self._kept.move_to_end(id(node))
        return known if known.conditions is not None else None

    def _keep(self, operation: Operation) -> None:
        self._kept[id(operation.node)] = operation
        self._length += _length(operation)
        while len(self._kept) > 1 and (len(self._kept) > _ENTRIES or self._length > _TEXT):
            self._forget(next(iter(self._kept)))

    def _forget(self, key: int) -> None:
        if gone := self._kept.pop(key, None):
            self._length -= _length(gone)


def _length(operation: Operation) -> int:
    return len(operation.node.loc.source.body) if operation.node.loc else 0


def _is_incremental(schema: GraphQLSchema) -> bool:
    return any(directive.name in _INCREMENTAL for directive in schema.directives)


def _conditions(operation: OperationDefinitionNode, fragments: list[FragmentDefinitionNode]) -> tuple[str, ...] | None:
    """The variables in @skip and @include; None when there is anything else that changes what is executed."""
    if any(node.directives for node in (operation, *fragments)) or any(node.variable_definitions for node in fragments):
        return None
    names: dict[str, None] = {}
    stack = [node.selection_set for node in (operation, *fragments)]
    while stack:
        for node in stack.pop().selections:
            for directive in node.directives or ():
                if directive.name.value not in _CONDITIONS:
                    return None
                asked = [argument.value for argument in directive.arguments or ()]
                names.update({value.name.value: None for value in asked if isinstance(value, VariableNode)})
            if isinstance(node, FieldNode | InlineFragmentNode) and node.selection_set:
                stack.append(node.selection_set)
    return tuple(names)


def values(executor: Executor[Any], operation: Operation) -> tuple[Any, ...]:
    """What the variables of the conditions are in this execution."""
    coerced = executor.variable_values.coerced
    return tuple([coerced.get(name, Undefined) for name in operation.conditions or ()])
