"""The executor: plain attributes are completed by one generated function, everything else by graphql-core.

It never implements an error. Whatever is not as expected raises before any resolver of the object has run, and the
stock executor completes the same value again.
"""

from __future__ import annotations

import inspect
from typing import Any

import graphql
from graphql import GraphQLList, GraphQLObjectType, GraphQLResolveInfo, is_non_null_type, is_object_type
from graphql.execution.collect_fields import FieldDetailsList
from graphql.pyutils import Path
from graphql.pyutils.is_awaitable import is_awaitable
from strawberry.execution.is_awaitable import optimized_is_awaitable
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from app.execution.operations import WORTH, Operation, Operations, Selection, values

_COMPLETE = ("self", "return_type", "field_details_list", "info", "path", "result", "position_context")
_INTERNALS = {
    "complete_list_value": _COMPLETE,
    "complete_object_value": _COMPLETE,
    "collect_subfields": ("self", "return_type", "field_details_list"),
    "execute_fields": ("self", "parent_type", "source_value", "path", "grouped_field_set", "position_context"),
}
_PREDICATES = (is_awaitable, optimized_is_awaitable)
_REMEMBERED = 1_000  # a subscription executes with one executor for as long as it lives

_operations = Operations()


class _PlainExecution(StrawberryGraphQLCoreExecutionContext):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._operation: Operation | None = _operations.of(self) if self._is_usual() else None
        self._conditions = values(self, self._operation) if self._operation else ()
        if not all(type(value) is bool for value in self._conditions):
            self._operation = None
        self._selections: dict[tuple[Any, int], tuple[FieldDetailsList, Selection]] = {}

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
