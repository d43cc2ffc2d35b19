import asyncio
import importlib.util
from collections.abc import AsyncIterator
from typing import Any

import graphql
import pytest
import strawberry
from graphql import OperationDefinitionNode, parse
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as Stock

from app.execution import operations, plain
from app.execution.extension import extensions
from app.execution.operations import WORTH, Operations
from app.execution.plain import PlainExecution, is_known
from app.schema import build_schema
from app.schema.rows import adopt
from tests.bench.execution import CARD, CONNECTION, LIST, NESTED, SETTINGS, context


@pytest.fixture(autouse=True)
def unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "_operations", Operations())


class Counting(PlainExecution):  # type: ignore[misc, valid-type]
    """Notes the fields that are left to the stock executor."""

    fields: list[str] = []  # noqa: RUF012

    def execute_field(self, parent_type: Any, source: Any, field_details_list: Any, *rest: Any) -> Any:
        self.fields.append(f"{parent_type.name}.{field_details_list[0].node.name.value}")
        return super().execute_field(parent_type, source, field_details_list, *rest)


def acquaint(*around: type[SchemaExtension]) -> strawberry.Schema:
    return build_schema(execution_context_class=Counting, extensions=[*extensions(SETTINGS), *around])


def left(schema: strawberry.Schema, text: str, given: Any = None, **variables: Any) -> list[str]:
    """The fields of a document that the stock executor completed."""
    Counting.fields = []
    result = asyncio.run(schema.execute(text, variables, given))
    assert result.errors is None
    return Counting.fields


def test_a_page_of_members_needs_no_field_of_the_stock_executor() -> None:
    schema = acquaint()

    assert left(schema, LIST, context(), first=100) == ["Query.member", "Member.connections", "MemberConnection.nodes"]


def test_a_page_of_edges_needs_no_field_of_the_stock_executor() -> None:
    schema = acquaint()

    assert left(schema, CONNECTION, context(), first=100) == [
        *("Query.member", "Member.connections"),
        # The page itself is one value, and not yet worth a function.
        *("MemberConnection.totalCount", "MemberConnection.pageInfo"),
        *("PageInfo.hasNextPage", "PageInfo.hasPreviousPage", "PageInfo.startCursor", "PageInfo.endCursor"),
        "MemberConnection.edges",
    ]


def test_what_is_asked_often_needs_only_its_resolvers() -> None:
    schema = acquaint()
    for _ in range(WORTH):
        left(schema, CONNECTION, context(), first=2)

    assert left(schema, CONNECTION, context(), first=2) == ["Query.member", "Member.connections"]


def test_nodes_of_edges_are_filled_in_between_their_resolvers() -> None:
    schema = acquaint()
    for _ in range(WORTH):
        left(schema, NESTED, context(), first=2)

    assert left(schema, NESTED, context(), first=2) == [
        *("Query.member", "Member.connections"),
        *("MemberConnection.edges", "MemberEdge.node", "Member.connections", "MemberEdge.node", "Member.connections"),
    ]


def test_a_function_is_written_when_it_is_worth_it() -> None:
    schema = acquaint()
    fields = len(CARD.split())

    assert len(left(schema, LIST, context(), first=WORTH)) == 3 + WORTH * fields
    assert len(left(schema, LIST, context(), first=1)) == 3


def test_a_resolver_around_every_field_leaves_all_to_the_stock_executor() -> None:
    class Around(SchemaExtension):
        def resolve(self, _next: Any, root: Any, info: Any, *args: str, **kwargs: Any) -> Any:
            return _next(root, info, *args, **kwargs)

    schema = acquaint(Around)

    assert len(left(schema, LIST, context(), first=100)) == 3 + 100 * len(CARD.split())


def test_the_executor_is_ours() -> None:
    assert PlainExecution is not Stock
    assert issubclass(PlainExecution, Stock)


@pytest.mark.parametrize("version", [(3, 2), (3, 4), (4, 3)])
def test_another_graphql_core_is_not_known(version: tuple[int, int]) -> None:
    assert not is_known(version, Stock)


@pytest.mark.parametrize("name", list(plain._INTERNALS))
def test_other_internals_are_not_known(name: str) -> None:
    changed = type("Changed", (Stock,), {name: lambda self, return_type, details: None})
    missing = type("Missing", (), {other: getattr(Stock, other) for other in plain._INTERNALS if other != name})

    assert is_known((3, 3), Stock)
    assert not is_known((3, 3), changed)
    assert not is_known((3, 3), missing)


def test_with_another_graphql_core_the_stock_executor_has_our_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphql, "version_info", graphql.version_info._replace(minor=4))
    spec = importlib.util.find_spec("app.execution.plain")
    assert spec is not None
    assert spec.loader is not None
    copy = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(copy)

    assert copy.PlainExecution is Stock


def conditions(text: str) -> tuple[str, ...] | None:
    operation, *fragments = parse(text, experimental_fragment_arguments=True).definitions
    assert isinstance(operation, OperationDefinitionNode)
    return operations._conditions(operation, fragments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{ a { b } }", ()),
        ("{ a @skip(if: true) { b } }", ()),
        ("{ a @skip(if: $x) { ... @include(if: $y) { b @skip(if: $x) } } }", ("x", "y")),
        ("{ ...F } fragment F on Q { a @include(if: $x) }", ("x",)),
        ("{ ...F @include(if: $x) } fragment F on Q { a }", ("x",)),
        ("{ a @upper }", None),
        ("{ a { ... @defer { b } } }", None),
        ("{ a @stream(initialCount: 1) }", None),
        ("query @live { a }", None),
        ("{ ...F } fragment F on Q @odd { a }", None),
        ("{ ...F(x: 1) } fragment F($x: Int) on Q { a }", None),
    ],
)
def test_conditions_are_all_that_a_selection_may_depend_on(text: str, names: tuple[str, ...] | None) -> None:
    assert conditions(text) == names


class Asked:
    """What an executor says of itself."""

    def __init__(self, text: str) -> None:
        self.schema = SCHEMA
        self.operation = parse(text).definitions[0]
        self.fragment_definitions: dict[str, Any] = {}


SCHEMA = build_schema()._schema


def test_operations_are_bounded_in_number() -> None:
    known = Operations()
    asked: list[Any] = [Asked(f"{{ a{number} }}") for number in range(300)]
    first = [known.of(one) for one in asked]

    assert len(known) == 256
    assert known.of(asked[299]) is first[299]
    assert known.of(asked[0]) is not first[0]
    assert len(known) == 256


def test_operations_are_bounded_in_text() -> None:
    known = Operations()
    long: list[Any] = [Asked(f"{{ a{number} }} # {'x' * 90_000}") for number in range(5)]
    for one in long:
        known.of(one)

    assert len(known) == 3


def test_the_same_operation_with_other_fragments_is_another() -> None:
    known = Operations()
    asked: Any = Asked("{ ...F }")
    asked.fragment_definitions = {"F": parse("fragment F on Q { a }").definitions[0]}
    before = known.of(asked)
    asked.fragment_definitions = {"F": parse("fragment F on Q { a }").definitions[0]}

    assert known.of(asked) is not before
    assert len(known) == 1


@strawberry.type
class Event:
    number: int
    text: str | None


@strawberry.type
class Query:
    @strawberry.field
    def events(self, last: int = 100) -> list[Event]:
        return [event(number) for number in range(last)]


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def publish(self, number: int) -> Event:
        return event(number)


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def published(self) -> AsyncIterator[Event]:
        for number in range(60):
            yield event(number)


def event(number: int) -> Event:
    return adopt(Event, {"number": number if number != 40 else "none", "text": None if number % 2 else "even"})


def build(executor: type[Any]) -> strawberry.Schema:
    return strawberry.Schema(
        Query, Mutation, Subscription, execution_context_class=executor, extensions=extensions(SETTINGS)
    )


def test_every_event_of_a_subscription_is_that_of_the_stock_executor() -> None:
    async def events(executor: type[Any]) -> list[Any]:
        found: Any = await build(executor).subscribe("subscription { published { number text __typename } }")
        return [(result.data, [error.formatted for error in result.errors or ()]) async for result in found]

    Counting.fields = []
    ours = asyncio.run(events(Counting))

    assert ours == asyncio.run(events(Stock))
    assert len(ours) == 60
    assert Counting.fields.count("Event.text") == WORTH
    assert Counting.fields.count("Event.number") == WORTH + 1  # the event at fault is completed again


def test_mutations_run_one_after_the_other() -> None:
    schema = build(Counting)
    text = "mutation { a: publish(number: 1) { text number } b: publish(number: 2) { text number } }"
    for _ in range(WORTH):
        left(schema, text)

    assert left(schema, text) == ["Mutation.publish", "Mutation.publish"]
    result = asyncio.run(schema.execute(text))
    assert result.data == {"a": {"text": None, "number": 1}, "b": {"text": "even", "number": 2}}


def test_without_an_event_loop_it_is_the_same() -> None:
    text = "{ events { number } few: events(last: 30) { text number } }"
    ours, stock = build(PlainExecution).execute_sync(text), build(Stock).execute_sync(text)

    assert (ours.data, [error.formatted for error in ours.errors or ()]) == (
        stock.data,
        [error.formatted for error in stock.errors or ()],
    )
    assert len(stock.errors or ()) == 1


def test_a_selection_whose_objects_never_fit_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "_FAILURES", 3)
    schema, text = build(Counting), "{ events(last: 41) { number } }"
    for _ in range(5):
        asyncio.run(schema.execute(text, context_value=context()))
    (known,) = plain._operations._kept.values()

    assert [selection.refused for selection in known._selections.values()] == [True]
