"""The schema as clients know it: the contract is in it, nothing changes unseen, everything is described."""

from collections.abc import Iterator
from pathlib import Path

import graphql
import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
)

from app.schema import build_schema, sdl

HERE = Path(__file__).parent
Described = tuple[str, str | None]


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return graphql.build_schema(build_schema().as_str())


@pytest.fixture(scope="module")
def contract() -> GraphQLSchema:
    return graphql.build_schema((HERE / "contract.graphql").read_text())


def test_the_schema_is_the_committed_one() -> None:
    """When a change is meant: `acquaint schema > tests/schema/schema.graphql`."""
    assert sdl() + "\n" == (HERE / "schema.graphql").read_text()


def own(schema: GraphQLSchema) -> list[GraphQLNamedType]:
    """The types that are not GraphQL's own."""
    types = (schema.type_map[name] for name in sorted(schema.type_map))
    return [t for t in types if not graphql.is_introspection_type(t) and not graphql.is_specified_scalar_type(t)]


def facts(schema: GraphQLSchema) -> Iterator[str]:
    """Everything that a client can rely on, a line each."""
    for kind in own(schema):
        yield f"{type(kind).__name__} {kind.name}"
        if isinstance(kind, GraphQLEnumType):
            yield from (f"{kind.name}.{value}" for value in kind.values)
        if isinstance(kind, GraphQLInputObjectType):
            yield from (f"{kind.name}.{given(name, field)}" for name, field in kind.fields.items())
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            yield from (f"{kind.name} implements {interface.name}" for interface in kind.interfaces)
            for name, field in kind.fields.items():
                yield f"{kind.name}.{name}: {field.type}"
                yield from (f"{kind.name}.{name}({given(argument, its)})" for argument, its in field.args.items())


def given(name: str, argument: graphql.GraphQLArgument | graphql.GraphQLInputField) -> str:
    """An argument or a field of an input with its type and what it is when left out."""
    default = argument.ast_node.default_value if argument.ast_node else None
    if default is None:
        return f"{name}: {argument.type}"
    return f"{name}: {argument.type} = {graphql.print_ast(default)}"


def test_the_schema_contains_the_contract(schema: GraphQLSchema, contract: GraphQLSchema) -> None:
    assert sorted(set(facts(contract)) - set(facts(schema))) == []


@pytest.mark.parametrize(
    "fact",
    [
        "GraphQLObjectType Viewer",
        "Member implements Node",
        "Query.nodes: [Node]!",
        "Member.connections(first: Int = 20)",
        "Member.connections(orderBy: ConnectionOrder = RECENT)",
        "Viewer.secondDegree(filter: SecondDegreeFilter)",
        "SecondDegreeFilter.via: ID",
        "Degree.OUT_OF_NETWORK",
    ],
)
def test_the_contract_says_all_it_should(contract: GraphQLSchema, fact: str) -> None:
    assert fact in set(facts(contract))


def descriptions(schema: GraphQLSchema) -> Iterator[Described]:
    for kind in own(schema):
        yield kind.name, kind.description
        if isinstance(kind, GraphQLInputObjectType):
            yield from ((f"{kind.name}.{name}", field.description) for name, field in kind.fields.items())
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for name, field in kind.fields.items():
                yield f"{kind.name}.{name}", field.description
                for argument, its in field.args.items():
                    yield f"{kind.name}.{name}({argument})", its.description


def test_everything_is_described(schema: GraphQLSchema) -> None:
    assert [name for name, description in descriptions(schema) if not (description or "").strip()] == []


def test_a_description_is_a_sentence(schema: GraphQLSchema) -> None:
    bad = [name for name, text in descriptions(schema) if text and (text != text.strip() or text[-1] not in ".:?")]
    assert bad == []


def test_a_copy_of_the_schema_is_valid(schema: GraphQLSchema, contract: GraphQLSchema) -> None:
    assert graphql.validate_schema(schema) == []
    assert graphql.validate_schema(contract) == []
