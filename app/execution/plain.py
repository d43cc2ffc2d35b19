"""The executor: plain attributes are completed by one generated function, everything else by graphql-core.

Completing never implements an error. Whatever is not as expected raises before any resolver of the object has run, and
the stock executor completes the same value again. A field with a resolver is found, and its arguments are read, once
for all objects of a list.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import graphql
from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLList,
    GraphQLObjectType,
    GraphQLResolveInfo,
    is_non_null_type,
    is_object_type,
)
from graphql.execution.collect_fields import FieldDetailsList
from graphql.execution.values import get_argument_values
from graphql.pyutils import Path
from graphql.pyutils.is_awaitable import is_awaitable
from strawberry.execution.is_awaitable import optimized_is_awaitable
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from app.execution.operations import WORTH, Operation, Operations, Selection, values

_COMPLETE = ("self", "return_type", "field_details_list", "info", "path", "result", "position_context")
_INTERNALS = {
    "complete_list_value": _COMPLETE,
    "complete_object_value": _COMPLETE,
    "complete_awaitable_value": _COMPLETE,
    "collect_subfields": ("self", "return_type", "field_details_list"),
    "execute_field": ("self", "parent_type", "source", "field_details_list", "path", "position_context"),
    "execute_fields": ("self", "parent_type", "source_value", "path", "grouped_field_set", "position_context"),
}
_PREDICATES = (is_awaitable, optimized_is_awaitable)
_REMEMBERED = 1_000  # a subscription executes with one executor for as long as it lives

_operations = Operations()


@dataclass(frozen=True, slots=True)
class _Field:
    """A field as this operation asks for it: `details` are kept so that no others take their identity."""

    parent_type: GraphQLObjectType
    details: FieldDetailsList
    nodes: list[FieldNode]
    definition: GraphQLField
    resolve: Callable[..., Any]
    arguments: dict[str, Any]


class _PlainExecution(StrawberryGraphQLCoreExecutionContext):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._operation: Operation | None = _operations.of(self) if self._is_usual() else None
        self._conditions = values(self, self._operation) if self._operation else ()
        if not all(type(value) is bool for value in self._conditions):
            self._operation = None
        self._selections: dict[tuple[Any, int], tuple[FieldDetailsList, Selection]] = {}
        self._fields: dict[int, _Field] = {}

    def execute_field(
        self,
        parent_type: GraphQLObjectType,
        source: Any,
        field_details_list: FieldDetailsList,
        path: Path,
        position_context: Any,
    ) -> Any:
        field = None
        if self._operation is not None and position_context is None:
            field = self._fields.get(id(field_details_list)) or self._field(parent_type, field_details_list)
        if field is None or field.parent_type is not parent_type:
            return super().execute_field(parent_type, source, field_details_list, path, position_context)
        return_type = field.definition.type
        info = self.build_resolve_info(field.definition, field.nodes, parent_type, path)
        try:
            result = field.resolve(source, info, **field.arguments)
            if self.is_awaitable(result):
                return self.complete_awaitable_value(return_type, field_details_list, info, path, result, None)
            completed = self.complete_value(return_type, field_details_list, info, path, result, None)
        except Exception as error:
            self.handle_field_error(error, return_type, field_details_list, path)
            return None
        return self._awaited(field, path, completed) if self.is_awaitable(completed) else completed

    def complete_list_value(
        self,
        return_type: GraphQLList[Any],
        field_details_list: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        result: Any,
        position_context: Any,
    ) -> Any:
        item_type = return_type.of_type
        nullable = not is_non_null_type(item_type)
        named = item_type if nullable else item_type.of_type
        if type(result) is list and is_object_type(named):
            selection = self._written(named, field_details_list, len(result), position_context)
            if selection and not selection.rest and (complete := selection.complete):
                try:
                    if nullable:
                        return [None if item is None else complete(item) for item in result]
                    return [complete(item) for item in result]
                except Exception:
                    selection.failed()  # and completed again, now
        return super().complete_list_value(return_type, field_details_list, info, path, result, position_context)

    def complete_object_value(
        self,
        return_type: GraphQLObjectType,
        field_details_list: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        result: Any,
        position_context: Any,
    ) -> Any:
        selection = self._written(return_type, field_details_list, 1, position_context)
        if selection and (complete := selection.complete):
            try:
                data = complete(result)
            except Exception:
                selection.failed()  # and completed again, now
            else:
                return self._filled(data, selection, return_type, path, result) if selection.rest else data
        elif selection:
            selection.seen += 1
        return super().complete_object_value(return_type, field_details_list, info, path, result, position_context)

    def _filled(
        self, data: dict[str, Any], selection: Selection, type_: GraphQLObjectType, path: Path, source: Any
    ) -> Any:
        rest: Any = self.execute_fields(type_, source, path, selection.rest, None)
        if not self.is_awaitable(rest):
            data.update(rest)
            return data

        async def filled() -> dict[str, Any]:
            data.update(await rest)
            return data

        return filled()

    def _field(self, parent_type: GraphQLObjectType, details: FieldDetailsList) -> _Field | None:
        """What is the same for all objects whose field this is; None: the stock executor knows what is wrong."""
        first = details[0]
        definition = self.schema.get_field(parent_type, first.node.name.value)
        if definition is None:
            return None
        try:
            arguments = get_argument_values(
                definition, first.node, self.variable_values, first.fragment_variable_values, self.hide_suggestions
            )
        except Exception:
            return None
        if len(self._fields) >= _REMEMBERED:
            self._fields.clear()
        nodes = [one.node for one in details]
        resolve = definition.resolve or self.field_resolver
        field = self._fields[id(details)] = _Field(parent_type, details, nodes, definition, resolve, arguments)
        return field

    async def _awaited(self, field: _Field, path: Path, completed: Any) -> Any:
        try:
            return await completed
        except Exception as error:
            self.handle_field_error(error, field.definition.type, field.details, path)
            return None

    def _written(
        self, type_: GraphQLObjectType, selected: FieldDetailsList, count: int, position_context: Any
    ) -> Selection | None:
        """The selection, with its function if it has completed, or will now, as many values as are worth it."""
        if self._operation is None or position_context is not None:
            return None
        key = (type_, id(selected))
        found = self._selections.get(key)
        if found is None:
            selection = self._operation.selection(type_, selected, self._conditions)
            if selection is None:
                return None
            if len(self._selections) >= _REMEMBERED:
                self._selections.clear()
            # With its list, so that no other list takes its identity.
            found = self._selections[key] = (selected, selection)
        selection = found[1]
        if selection.refused:
            return None
        if selection.complete is None and selection.seen + count > WORTH:
            self._operation.write(selection, self, type_, selected)
        return selection

    def _is_usual(self) -> bool:
        """Whether nothing stands around the resolvers, and only what Python awaits is awaited."""
        middleware = self.middleware_manager
        in_between = middleware is not None and middleware.middlewares
        return not in_between and self.is_awaitable in _PREDICATES and self.abort_signal is None


def is_known(version: tuple[int, int], executor: type[Any]) -> bool:
    """Whether this graphql-core is the one whose internals are used here."""
    return version == (3, 3) and all(
        hasattr(executor, name) and tuple(inspect.signature(getattr(executor, name)).parameters) == parameters
        for name, parameters in _INTERNALS.items()
    )


PlainExecution: type[StrawberryGraphQLCoreExecutionContext] = (
    _PlainExecution
    if is_known((graphql.version_info.major, graphql.version_info.minor), StrawberryGraphQLCoreExecutionContext)
    else StrawberryGraphQLCoreExecutionContext
)
