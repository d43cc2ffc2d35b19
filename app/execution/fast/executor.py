"""The executor: plain attributes are completed by one prepared function, everything else by graphql-core.

Completing never implements an error. Whatever is not as expected raises before any resolver of the object has run, and
the stock executor completes the same value again.
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
        around = self.middleware_manager and self.middleware_manager.middlewares
        self._operation = None if around else operation_of(self)
        # What a selection holds depends on the variables in @skip and @include, all of them Boolean, and on no others.
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
            with suppress(Exception):  # and completed again, now
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
                pass  # and completed again, now
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
    """Whether this graphql-core is the one whose internals are used here."""
    return version == (3, 3) and all(
        hasattr(executor, name) and tuple(inspect.signature(getattr(executor, name)).parameters) == parameters
        for name, parameters in _INTERNALS.items()
    )
