"""Async resolvers called without Strawberry's wrapping, where it would only hand over what it was given.

For each call Strawberry looks at every argument again, and awaits through three functions. Numbers, texts, enum members
and null it passes on as they are; for lists, input objects and anything around a resolver its own way stays.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, cast

import strawberry
from graphql import GraphQLField, GraphQLResolveInfo, get_nullable_type, is_leaf_type, is_object_type
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.base import StrawberryMaybe
from strawberry.types.field import StrawberryField

_Raw = GraphQLResolveInfo[Any]
_Resolve = Callable[..., Awaitable[Any]]


def call_directly(schema: strawberry.Schema) -> None:
    """Have the async resolvers of a schema called so, those that nothing stands around."""
    for type_ in schema._schema.type_map.values():
        for definition in type_.fields.values() if is_object_type(type_) else ():
            if (field := strawberry_field(definition)) and _is_bare(field):
                definition.resolve = _direct(schema, definition, field)


def strawberry_field(definition: GraphQLField) -> StrawberryField | None:
    """The field as it stands in Python; None for one of introspection."""
    field = definition.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    return field if isinstance(field, StrawberryField) else None


def _is_bare(field: StrawberryField) -> bool:
    resolver = field.base_resolver
    if resolver is None or not resolver.is_async or field.is_subscription or field.extensions:
        return False
    takes_more = resolver.parent_parameter or resolver.root_parameter
    return bool(resolver.self_parameter and getattr(resolver.info_parameter, "name", "") == "info" and not takes_more)


def _direct(schema: strawberry.Schema, definition: GraphQLField, field: StrawberryField) -> _Resolve:
    wrapped = cast(_Resolve, definition.resolve)
    function = cast(_Resolve, field.base_resolver and field.base_resolver.wrapped_func)
    info_class = schema.config.info_class
    leaves = {}
    for argument in field.arguments:
        name = schema.config.name_converter.from_argument(argument)
        if is_leaf_type(get_nullable_type(definition.args[name].type)) and type(argument.type) is not StrawberryMaybe:
            leaves[name] = argument.python_name

    def resolve(source: Any, info: _Raw, /, **given: Any) -> Awaitable[Any]:
        try:
            arguments = {leaves[name]: value for name, value in given.items()}
        except KeyError:
            return wrapped(source, info, **given)
        return function(source, info=info_class(_raw_info=info, _field=field), **arguments)

    return resolve
