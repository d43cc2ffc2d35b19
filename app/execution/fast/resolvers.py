"""Preparation of a schema: marks fields, and calls async resolvers without Strawberry's wrapper.

Strawberry's wrapper converts every argument and awaits through three functions per call. It is bypassed for scalars,
enum members and null, which it leaves unchanged, but not for lists, input objects or resolvers with extensions.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, cast

import strawberry
from graphql import GraphQLField, GraphQLResolveInfo, get_named_type, get_nullable_type, is_leaf_type, is_object_type
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.base import StrawberryMaybe, StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

from app.execution.fast.completion import of_value

_BACKREF = GraphQLCoreConverter.DEFINITION_BACKREF
_Raw = GraphQLResolveInfo[Any]
_Resolve = Callable[..., Awaitable[Any]]

# Keys in `extensions`: of a type, the class whose instances need no type check; of a field, its attribute, and whether
# its resolver runs only after the sibling fields have been read.
CLASS, ATTRIBUTE, WAITS = "acquaint.class", "acquaint.attribute", "acquaint.waits"


def prepare(schema: strawberry.Schema) -> None:
    """Mark types and fields, and replace the wrapped resolvers that have no extensions."""
    for type_ in schema._schema.type_map.values():
        definition = type_.extensions.get(_BACKREF)
        if not is_object_type(type_) or not isinstance(definition, StrawberryObjectDefinition):
            continue
        if definition.is_type_of is None and definition.concrete_of is None:
            type_.extensions[CLASS] = definition.origin
        for field in type_.fields.values():
            _prepare(schema, field, field.extensions[_BACKREF])


def _prepare(schema: strawberry.Schema, definition: GraphQLField, field: StrawberryField) -> None:
    definition.extensions[WAITS] = field.is_async
    if field.is_basic_field:
        leaf = of_value(definition.type) if is_leaf_type(get_named_type(definition.type)) else (None, None)
        definition.extensions[ATTRIBUTE] = (field.python_name, *leaf)
    elif _is_bare(field):
        definition.resolve = _direct(schema, definition, field)


def _is_bare(field: StrawberryField) -> bool:
    resolver = field.base_resolver
    if resolver is None or not resolver.is_async or field.is_subscription or field.extensions:
        return False
    return bool(resolver.self_parameter and getattr(resolver.info_parameter, "name", "") == "info")


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
