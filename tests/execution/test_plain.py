"""Which fields are left to graphql-core's executor, and that the rest is what it would have been."""

import asyncio
import logging
from collections.abc import AsyncIterator
from itertools import permutations
from typing import Any

import graphql
import pytest
import strawberry
from graphql import parse
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as Stock

from app.execution import served_schema
from app.execution.extension import extensions
from app.execution.fast import executor, operations, speed_up
from app.execution.fast.executor import FastExecution, is_known
from app.execution.fast.operations import operation_of
from app.schema import build_schema
from app.schema.core.rows import from_row
from tests.bench.execution import CARD, CONNECTION, LIST, NESTED, SETTINGS, context


class Counting(FastExecution):
    """Notes the fields that are left to the stock executor."""

    fields: list[str] = []  # noqa: RUF012

    def execute_field(self, parent_type: Any, source: Any, field_details_list: Any, *rest: Any) -> Any:
        self.fields.append(f"{parent_type.name}.{field_details_list[0].node.name.value}")
        return super().execute_field(parent_type, source, field_details_list, *rest)


def counting(schema: strawberry.Schema) -> strawberry.Schema:
    schema.execution_context_class = Counting
    return schema


def left(schema: strawberry.Schema, text: str, given: Any = None, **variables: Any) -> list[str]:
    """The fields of a document that the stock executor completed."""
    Counting.fields = []
    result = asyncio.run(schema.execute(text, variables, given))
    assert result.errors is None
    return Counting.fields


LISTED = ["Query.member", "Member.connections"]
NESTED_ONCE = ["MemberConnection.edges", "MemberEdge.node", "Member.connections"]


@pytest.mark.parametrize(
    ("text", "first", "fields"),
    [
        (LIST, 100, LISTED),
        (LIST, 1, LISTED),
        (CONNECTION, 100, LISTED),
        (NESTED, 2, [*LISTED, *NESTED_ONCE, *NESTED_ONCE[1:]]),
    ],
)
def test_a_page_needs_of_the_stock_executor_only_its_resolvers(text: str, first: int, fields: list[str]) -> None:
    assert left(counting(served_schema(SETTINGS)), text, context(), first=first) == fields


@pytest.mark.parametrize("order", list(permutations(("name", "connectionCount", "headline"))), ids=" ".join)
def test_what_is_left_does_not_depend_on_the_order_of_the_fields(order: tuple[str, ...]) -> None:
    text = f'{{ member(id: "m0") {{ {" ".join(order)} }} }}'

    assert left(counting(served_schema(SETTINGS)), text, context()) == ["Query.member", "Member.connectionCount"]


def test_a_resolver_around_every_field_leaves_all_to_the_stock_executor() -> None:
    class Around(SchemaExtension):
        def resolve(self, _next: Any, root: Any, info: Any, *args: str, **kwargs: Any) -> Any:
            return _next(root, info, *args, **kwargs)

    schema = counting(speed_up(build_schema(extensions=[*extensions(SETTINGS), Around])))

    assert len(left(schema, LIST, context(), first=100)) == 3 + 100 * len(CARD.split())


def test_the_schema_as_built_knows_nothing_of_the_fast_path() -> None:
    assert build_schema().execution_context_class is Stock
    assert served_schema(SETTINGS).execution_context_class is FastExecution


@pytest.mark.parametrize("version", [(3, 2), (3, 4), (4, 3)])
def test_another_graphql_core_is_not_known(version: tuple[int, int]) -> None:
    assert not is_known(version, Stock)


@pytest.mark.parametrize("name", list(executor._INTERNALS))
def test_other_internals_are_not_known(name: str) -> None:
    changed = type("Changed", (Stock,), {name: lambda self, return_type, details: None})
    missing = type("Missing", (), {other: getattr(Stock, other) for other in executor._INTERNALS if other != name})

    assert is_known((3, 3), Stock)
    assert not is_known((3, 3), changed)
    assert not is_known((3, 3), missing)


def test_with_another_graphql_core_the_stock_executor_serves_and_one_warning_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(graphql, "version_info", graphql.version_info._replace(minor=4))
    monkeypatch.setattr(graphql, "version", "3.4.2")
    schema = served_schema(SETTINGS)

    assert schema.execution_context_class is Stock
    assert left(schema, LIST, context(), first=2) == []
    assert caplog.record_tuples == [
        (
            "acquaint.execution",
            logging.WARNING,
            "Install graphql-core 3.3.2: the fast path is off, as it does not know 3.4.2.",
        )
    ]


class Asked:
    """What an executor says of itself."""

    def __init__(self, text: str) -> None:
        self.schema = STOCK._schema
        self.operation, *fragments = parse(text).definitions
        self.fragment_definitions = dict(enumerate(fragments))


def test_what_is_known_of_an_operation_is_of_one_schema_and_its_fragments() -> None:
    asked: Any = Asked("{ ...F } fragment F on Query { events { text } }")
    known = operation_of(asked)
    assert operation_of(asked) is known

    asked.fragment_definitions = Asked("{ ...F } fragment F on Query { events { text } }").fragment_definitions
    other = operation_of(asked)
    assert other is not known

    asked.schema = build_schema()._schema
    assert operation_of(asked) is not other


def test_what_is_known_of_an_operation_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "_MOST_FIELDS", 8)
    schema, text = counting(speed_up(build(extensions(SETTINGS)))), "query ($a: Boolean!, $b: Boolean!) { EVENTS }"
    text = text.replace("EVENTS", "events(last: 1) { text @skip(if: $a) number @include(if: $b) __typename }")
    ours = [left(schema, text, context(), a=a, b=b) for b in (False, True) for a in (False, True)]

    assert ours == [["Query.events"]] * 3 + [["Query.events", "Event.number", "Event.__typename"]]


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
    return from_row(Event, {"number": number if number != 40 else "none", "text": None if number % 2 else "even"})


def build(around: Any = ()) -> strawberry.Schema:
    return strawberry.Schema(Query, Mutation, Subscription, extensions=around)


STOCK = build()


def answer(result: Any) -> Any:
    return result.data, [error.formatted for error in result.errors or ()]


def test_every_event_of_a_subscription_is_that_of_the_stock_executor() -> None:
    async def events(schema: strawberry.Schema) -> list[Any]:
        found: Any = await schema.subscribe("subscription { published { number text __typename } }")
        return [answer(result) async for result in found]

    Counting.fields = []
    ours = asyncio.run(events(counting(speed_up(build()))))

    assert ours == asyncio.run(events(STOCK))
    assert len(ours) == 60
    assert Counting.fields.count("Event.number") == 1  # the event at fault is completed again


def test_mutations_run_one_after_the_other() -> None:
    schema = counting(speed_up(build()))
    text = "mutation { a: publish(number: 1) { text number } b: publish(number: 2) { text number } }"

    assert left(schema, text) == ["Mutation.publish", "Mutation.publish"]
    data = {"a": {"text": None, "number": 1}, "b": {"text": "even", "number": 2}}
    assert asyncio.run(schema.execute(text)).data == data


def test_without_an_event_loop_it_is_the_same() -> None:
    text = "{ events { number } few: events(last: 30) { text number } }"
    ours, stock = speed_up(build()).execute_sync(text), STOCK.execute_sync(text)

    assert answer(ours) == answer(stock)
    assert len(stock.errors or ()) == 1
