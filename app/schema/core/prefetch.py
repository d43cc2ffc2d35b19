"""Prefetch: fields below a member whose id is known are asked together with the member itself."""

from contextlib import suppress
from typing import Any, cast

import strawberry
from graphql import FieldNode, GraphQLError, GraphQLObjectType, GraphQLResolveInfo, get_named_type, is_object_type
from graphql.execution.values import VariableValues, get_argument_values
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField

from app.schema.core.context import Context, Info
from app.schema.core.selection import below

_Raw = GraphQLResolveInfo[Context]


def prefetched(description: str) -> Any:
    """Declares a field whose resolver needs no more of its object than the id, until it awaits the loader."""
    return strawberry.field(description=description, metadata={"prefetch": True})


def prefetch(info: Info, known: object) -> None:
    """Run the resolvers below until they await the loader; `known` is the object to come, as far as they need it.

    Their results are dropped: the fields are resolved again when the object is there, with the loader's answers.
    """
    type_ = get_named_type(info._raw_info.return_type)
    if is_object_type(type_):
        _prefetch(info._raw_info, type_, info._raw_info.field_nodes, known)


def _prefetch(raw: _Raw, type_: GraphQLObjectType, parents: list[FieldNode], known: object) -> None:
    # Strawberry hands over the values alone.
    variables = VariableValues({}, cast(dict[str, Any], raw.variable_values))
    for nodes in _fields(raw, parents).values():
        name = nodes[0].name.value
        definition = type_.fields.get(name)
        if definition is None:  # __typename
            continue
        field: StrawberryField = definition.extensions[GraphQLCoreConverter.DEFINITION_BACKREF]
        named = get_named_type(definition.type)
        if is_object_type(named) and (known_below := vars(known).get(field.python_name)):
            _prefetch(raw, named, nodes, known_below)
        elif "prefetch" in field.metadata and definition.resolve:
            asked = raw._replace(field_name=name, field_nodes=nodes, return_type=definition.type, parent_type=type_)
            # A faulty argument is reported when the field itself is resolved.
            with suppress(GraphQLError):
                arguments = get_argument_values(definition, nodes[0], variables)
                _begin(definition.resolve(known, asked, **arguments))


def _begin(resolving: Any) -> None:
    """Run a resolver until it awaits the loader, and no further."""
    try:
        resolving.send(None)
    except StopIteration:
        pass  # it asks nothing
    finally:
        resolving.close()


def _fields(raw: _Raw, parents: list[FieldNode]) -> dict[str, list[FieldNode]]:
    """The fields selected below, by response key, without those that a directive may exclude."""
    found: dict[str, list[FieldNode]] = {}
    for node in below(parents, raw.fragments, certain=True):
        found.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
    return found
