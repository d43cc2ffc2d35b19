"""What is asked about somebody whose id is known leaves together with the question who that is."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, cast

from graphql import FieldNode, GraphQLObjectType, GraphQLResolveInfo, get_named_type, is_object_type
from graphql.execution.values import VariableValues, get_argument_values
from strawberry.schema.schema_converter import GraphQLCoreConverter

from app.schema.context import Context, Info
from app.schema.selection import below

_Raw = GraphQLResolveInfo[Context]


def ask_ahead(info: Info, known: object) -> None:
    """Have the fields below ask the loader now; `known` is the object to come, with what its resolvers need of it.

    Nothing is decided: the same fields are resolved again when the object is there, and find their answers asked for.
    """
    type_ = get_named_type(info._raw_info.return_type)
    if is_object_type(type_):
        _ask(info._raw_info, type_, info._raw_info.field_nodes, known)


def _ask(raw: _Raw, type_: GraphQLObjectType, parents: list[FieldNode], known: object) -> None:
    # Strawberry hands over the values alone.
    variables = VariableValues({}, cast(dict[str, Any], raw.variable_values))
    for nodes in _fields(raw, parents).values():
        name = nodes[0].name.value
        definition = type_.fields.get(name)
        if definition is None:
            continue
        named = get_named_type(definition.type)
        if is_object_type(named) and (known_below := vars(known).get(name)):
            _ask(raw, named, nodes, known_below)
        elif (
            (field := definition.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF))
            and field.is_async
            and definition.resolve
        ):
            asked = raw._replace(field_name=name, field_nodes=nodes, return_type=definition.type, parent_type=type_)
            # What is wrong with it is said when the field itself is resolved.
            with suppress(Exception):
                arguments = get_argument_values(definition, nodes[0], variables)
                _begin(definition.resolve(known, asked, **arguments))


def _begin(resolving: Any) -> None:
    """Run a resolver until it waits for the loader, and no further."""
    try:
        resolving.send(None)
    finally:
        resolving.close()


def _fields(raw: _Raw, parents: list[FieldNode]) -> dict[str, list[FieldNode]]:
    """The fields selected below, by response key; whatever hangs on a directive is left for later."""
    found: dict[str, list[FieldNode]] = {}
    for node in below(parents, raw.fragments, certain=True):
        found.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
    return found
