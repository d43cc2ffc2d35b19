"""Our executor and graphql-core's are asked the same at random; not one byte and not one batch may differ."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from graphql import GraphQLBoolean, GraphQLFloat, GraphQLInt, GraphQLString, parse, validate
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as Stock

from app.execution import completion, operations, plain, selection
from app.execution.completion import Text
from app.execution.plain import PlainExecution
from app.execution.selection import Plain, Reader
from tests.execution.differential import FAULTS, answer, differences, forgetting, question, schema, stock_answer

# See `forgetting`.
pytestmark = pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")

Mutate = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture(autouse=True)
def unknown(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is known of any operation; each selection gets its function at once."""
    monkeypatch.setattr(plain, "_operations", operations.Operations())
    monkeypatch.setattr(plain, "WORTH", 0)
    with forgetting():
        yield


@pytest.mark.parametrize("seeds", [range(start, start + 100) for start in range(0, 500, 100)], ids=str)
def test_every_answer_is_that_of_the_stock_executor(seeds: range) -> None:
    assert list(differences(PlainExecution, seeds)) == []


@pytest.mark.parametrize("worth", [2, 7])
def test_a_function_written_in_the_middle_changes_nothing(worth: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "WORTH", worth)

    assert list(differences(PlainExecution, range(500, 560))) == []


INVALID = {
    "an unknown field": "{ maybePeople { name nowhere score best { nowhere name } } }",
    "an unknown field alone": "{ maybePeople { nowhere } }",
    "an unknown argument": "{ maybePeople { name(of: 1) age score(of: 2) isHere } }",
    "an argument of the type's name": "{ maybePeople { name __typename(of: 1) } }",
    "a leaf with fields": "{ maybePeople { name { first } tags { first } age } }",
    "objects without fields": "{ maybePeople address: person { address best } }",
    "an unknown fragment": "{ maybePeople { name ...Nowhere age } }",
    "fields that cannot be merged": "{ maybePeople { name name: age best { id } best: friend { name } } }",
    "an unknown directive": "{ maybePeople { name @upper age } }",
    "a fragment of another type": (
        "{ maybePeople { ...F ... on Cat { lives } age } } fragment F on Query { person { id } }"
    ),
    "a condition without a value": "query ($a: Boolean) { maybePeople { name age @skip(if: $a) id @include(if: $b) } }",
    "a condition that is none": "query ($a: Boolean = null) { maybePeople { name age @skip(if: $a) } }",
    "a condition that is a list": "query ($a: [Int] = [1]) { maybePeople { name age @include(if: $a) } }",
    "a condition that is a text": 'query ($a: String = "no") { maybePeople { name age @skip(if: $a) friends { id } } }',
}


@pytest.mark.parametrize("name", INVALID)
def test_a_document_that_no_rule_has_seen_is_answered_alike(name: str) -> None:
    asked = parse(INVALID[name])

    for seed, faults in ((1, 0.0), (2, 0.1)):
        for _ in range(2):
            assert answer(PlainExecution, asked, {}, seed, faults) == answer(Stock, asked, {}, seed, faults)


def test_the_documents_are_valid_by_every_rule() -> None:
    assert [seed for seed in range(0, 500, 25) if validate(schema()._schema, parse(question(seed)[0]))] == []


def test_the_questions_meet_functions_failures_and_errors() -> None:
    list(differences(PlainExecution, range(100)))
    known = [one for operation in plain._operations._kept.values() for one in operation._selections.values()]

    assert sum(stock_answer(seed, 2, FAULTS[2])[1] != "[]" for seed in range(100)) > 50
    assert sum(one.complete is not None and not one.rest for one in known) > 300
    assert sum(one.complete is not None and bool(one.rest) for one in known) > 100
    assert sum(one.failures for one in known) > 100


def in_source(old: str, new: str) -> Mutate:
    """Other text in every function."""

    def mutate(patch: pytest.MonkeyPatch) -> None:
        compiled = completion._compiled.__wrapped__
        patch.setattr(completion, "_compiled", lambda source: compiled(source.replace(old, new)))

    return mutate


def in_test(type_: Any, test: str) -> Mutate:
    """Another test of a scalar's values."""
    return lambda patch: patch.setitem(completion._TESTS, type_, test)


def key_order(patch: pytest.MonkeyPatch) -> None:
    written = Text.of_object

    def of_object(self: Text, plain: Plain) -> str:
        fields = dict(sorted(plain.fields.items()))
        return written(self, Plain(plain.kind, fields, plain.rest, plain.quiet))

    patch.setattr(Text, "of_object", of_object)


def conditions_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(plain, "values", lambda executor, operation: ())


def attributes_read_early(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(selection, "_waits", lambda definition: True)


def first_node_only(patch: pytest.MonkeyPatch) -> None:
    read = Reader.read

    def only(self: Reader, type_: Any, selected: Any, depth: int = 0) -> Plain | None:
        return read(self, type_, selected[:1], depth)

    patch.setattr(Reader, "read", only)


def resolved_twice(patch: pytest.MonkeyPatch) -> None:
    filled = plain._PlainExecution._filled

    def twice(self: Any, data: Any, selection: Any, type_: Any, path: Any, source: Any) -> Any:
        first = filled(self, dict(data), selection, type_, path, source)
        if self.is_awaitable(first):
            first.close()
        return filled(self, data, selection, type_, path, source)

    patch.setattr(plain._PlainExecution, "_filled", twice)


def arguments_of_another_field(patch: pytest.MonkeyPatch) -> None:
    read = plain._PlainExecution._field
    known: dict[str, Any] = {}

    def remembered(self: Any, parent_type: Any, details: Any) -> Any:
        field = read(self, parent_type, details)
        return field and replace(field, arguments=known.setdefault(details[0].node.name.value, field.arguments))

    patch.setattr(plain._PlainExecution, "_field", remembered)


def arguments_left_out(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(plain, "get_argument_values", lambda *_: {})


def errors_without_their_field(patch: pytest.MonkeyPatch) -> None:
    async def completed(self: Any, type_: Any, details: Any, info: Any, path: Any, result: Any, _: Any) -> Any:
        value = self.complete_value(type_, details, info, path, await result, None)
        return await value if self.is_awaitable(value) else value

    patch.setattr(plain._PlainExecution, "complete_awaitable_value", completed)


def late_errors_without_their_field(patch: pytest.MonkeyPatch) -> None:
    async def awaited(self: Any, field: Any, path: Any, completed: Any) -> Any:
        return await completed

    patch.setattr(plain._PlainExecution, "_awaited", awaited)


MUTANTS: dict[str, Mutate] = {
    "no type test of texts": in_test(GraphQLString, "({0},)"),
    "texts may be of a subclass": in_test(GraphQLString, "isinstance({0}, (str, bool))"),
    "no range of whole numbers": in_test(GraphQLInt, "type({0}) is int"),
    "a truth is a whole number": in_test(GraphQLInt, f"isinstance({{0}}, int) and {-(2**31)} <= {{1}} < {2**31}"),
    "numbers need not be finite": in_test(GraphQLFloat, "type({0}) is float"),
    "a whole number is a truth": in_test(GraphQLBoolean, "type({0}) in (bool, int)"),
    "null where none may be": in_source("else n", "else v is not None and n"),
    "null in a list where none may be": in_source("for i in o]", "for i in o if i is not None]"),
    "no test of the class": in_source("if type(o) is not n", "if False and n"),
    "no test of a cast": in_source("or '__as_strawberry_type__' in d", ""),
    "any iterable is a list": in_source("if type(o) is not list", "if False"),
    "keys in another order": key_order,
    "conditions forgotten": conditions_forgotten,
    "attributes read before resolvers that change them": attributes_read_early,
    "duplicates not merged": first_node_only,
    "resolvers run twice": resolved_twice,
    "the arguments of another field of the name": arguments_of_another_field,
    "no arguments": arguments_left_out,
    "errors of what is awaited reported higher up": errors_without_their_field,
    "errors below a field reported higher up": late_errors_without_their_field,
}


@contextmanager
def mutant(mutate: Mutate) -> Iterator[None]:
    completion._compiled.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        mutate(patch)
        yield
    completion._compiled.cache_clear()


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_is_caught(name: str) -> None:
    with mutant(MUTANTS[name]):
        assert next(differences(PlainExecution, range(500)), None) is not None
