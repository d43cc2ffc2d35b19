"""Executor that completes plain attributes by one prepared function, and everything else by graphql-core.

The fast path reports no errors: an unexpected value raises before any resolver of the object has run, and the stock
executor then completes the same value.
"""

from __future__ import annotations

import inspect
from contextlib import suppress
from typing import Any

from graphql import GraphQLList, GraphQLObjectType, GraphQLResolveInfo, get_named_type, is_object_type
from graphql.execution.collect_fields import FieldDetailsList
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from app.execution.fast.completion import of_value
from app.execution.fast.operations import Selection, operation_of

_COMPLETE = ("self", "return_type", "field_details_list", "info", "path", "result", "position_context")
_INTERNALS = {
    "complete_list_value": _COMPLETE,
    "complete_object_value": _COMPLETE,
    "collect_subfields": ("self", "return_type", "field_details_list"),
    "execute_fields": ("self", "parent_type", "source_value", "path", "grouped_field_set", "position_context"),
}


class FastExecution(StrawberryGraphQLCoreExecutionContext):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        middlewares = self.middleware_manager and self.middleware_manager.middlewares
        self._operation = None if middlewares else operation_of(self)
        # Part of the cache key: @skip and @include take Boolean variables, and no others change a selection.
        self._conditions = tuple([item for item in self.variable_values.coerced.items() if type(item[1]) is bool])

    def complete_list_value(
        self,
        return_type: GraphQLList[Any],
        field_details_list: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        result: Any,
        position_context: Any,
    ) -> Any:
        named = get_named_type(return_type)
        selection = self._selection(named, field_details_list) if is_object_type(named) else None
        if selection and not selection.rest:
            with suppress(Exception):  # the stock executor completes it
                return of_value(return_type, selection.complete)[1](result)
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
        selection = self._selection(return_type, field_details_list)
        if selection:
            try:
                data = selection.complete(result)
            except Exception:
                pass  # the stock executor completes it
            else:
                return self._filled(data, selection, return_type, path, result) if selection.rest else data
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

    def _selection(self, type_: GraphQLObjectType, selected: FieldDetailsList) -> Selection | None:
        operation = self._operation
        if operation is None:
            return None
        key = (type_, self._conditions, *[id(details.node) for details in selected])
        try:
            return operation.selections[key]
        except KeyError:
            return operation.read(self, type_, selected, key)


def is_known(version: tuple[int, int], executor: type[Any]) -> bool:
    """Whether this graphql-core has the internals that are used here."""
    return version == (3, 3) and all(
        hasattr(executor, name) and tuple(inspect.signature(getattr(executor, name)).parameters) == parameters
        for name, parameters in _INTERNALS.items()
    )
