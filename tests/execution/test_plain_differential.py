"""The fast path and graphql-core's executor are asked the same at random; not one byte and not one batch may differ."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from graphql import GraphQLBoolean, GraphQLFloat, GraphQLInt, GraphQLString, get_nullable_type, parse, validate

from app.execution.fast import completion, operations, resolvers
from app.execution.fast.completion import Complete
from app.execution.fast.executor import FastExecution
from app.execution.fast.operations import Operation
from tests.execution.differential import FAULTS, STOCK, answer, differences, fast, forgetting, question, stock_answer

# See `forgetting`.
pytestmark = pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")

Patch = pytest.MonkeyPatch
Mutate = Callable[[Patch], None]


@pytest.fixture(autouse=True)
def undisturbed() -> Iterator[None]:
    with forgetting():
        yield


@pytest.mark.parametrize("seeds", [range(start, start + 100) for start in range(0, 500, 100)], ids=str)
def test_every_answer_is_that_of_the_stock_executor(seeds: range) -> None:
    assert list(differences(fast(), seeds)) == []


def test_an_operation_that_selects_too_much_is_answered_alike(monkeypatch: Patch) -> None:
    monkeypatch.setattr(operations, "_MOST_FIELDS", 12)

    assert list(differences(fast(), range(500, 560))) == []


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
    asked, schema = parse(INVALID[name]), fast()

    for seed, faults in ((1, 0.0), (2, 0.1)):
        for _ in range(2):
            assert answer(schema, asked, {}, seed, faults) == answer(STOCK, asked, {}, seed, faults)


def test_the_documents_are_valid_by_every_rule() -> None:
    assert [seed for seed in range(0, 500, 25) if validate(STOCK._schema, parse(question(seed)[0]))] == []


def test_the_questions_meet_functions_failures_and_errors(monkeypatch: Patch) -> None:
    met = {"whole": 0, "partly": 0, "refused": 0}
    of_object, filled = completion.of_object, FastExecution._filled

    def counted(kind: type, fields: list[Any]) -> Complete:
        complete = of_object(kind, fields)

        def completed(value: Any) -> Any:
            met["refused"] += 1
            data = complete(value)
            met["refused"] -= 1
            met["whole"] += 1
            return data

        return completed

    def partly(*given: Any) -> Any:
        met["partly"] += 1
        return filled(*given)

    monkeypatch.setattr(operations, "of_object", counted)
    monkeypatch.setattr(FastExecution, "_filled", partly)
    list(differences(fast(), range(100)))

    assert sum(stock_answer(seed, 2, FAULTS[2])[1] != "[]" for seed in range(100)) > 50
    assert met["partly"] > 100
    assert met["whole"] - met["partly"] > 300
    assert met["refused"] > 100


def others(type_: Any, accepted: Callable[[Any], bool]) -> Mutate:
    """Another test of a scalar's values."""

    def complete(value: Any) -> Any:
        return value if accepted(value) else completion._refuse(value)

    return lambda patch: patch.setitem(completion._OTHERS, type_, complete)


def objects(mutated: Callable[[type, list[Any]], Complete]) -> Mutate:
    """Other functions of objects."""
    return lambda patch: patch.setattr(operations, "of_object", mutated)


def nullable(*modules: Any) -> Mutate:
    """Null where it may not be, for the types that these modules ask about."""
    of_value = completion.of_value

    def mutated(type_: Any, *below: Any) -> Any:
        return of_value(get_nullable_type(type_), *below)

    def mutate(patch: Patch) -> None:
        for module in modules:
            patch.setattr(module, "of_value", mutated)

    return mutate


def any_iterable(patch: Patch) -> None:
    of_list = completion._list
    patch.setattr(completion, "_list", lambda *of: lambda values: of_list(*of)(list(values)))


def attributes_read_early(patch: Patch) -> None:
    read = Operation._field
    patch.setattr(Operation, "_field", lambda *given: (read(*given)[0], True))


def first_node_only(patch: Patch) -> None:
    read = Operation._read
    patch.setattr(Operation, "_read", lambda self, asked, type_, selected: read(self, asked, type_, selected[:1]))


def conditions_forgotten(patch: Patch) -> None:
    begin = FastExecution.__init__

    def begun(self: Any, *given: Any, **named: Any) -> None:
        begin(self, *given, **named)
        self._conditions = ()

    patch.setattr(FastExecution, "__init__", begun)


def resolved_twice(patch: Patch) -> None:
    filled = FastExecution._filled

    def twice(self: Any, data: Any, selection: Any, type_: Any, path: Any, source: Any) -> Any:
        first = filled(self, dict(data), selection, type_, path, source)
        if self.is_awaitable(first):
            first.close()
        return filled(self, data, selection, type_, path, source)

    patch.setattr(FastExecution, "_filled", twice)


MUTANTS: dict[str, Mutate] = {
    "no type test of texts": others(GraphQLString, lambda value: True),
    "texts may be of a subclass": others(GraphQLString, lambda value: isinstance(value, str | bool)),
    "no range of whole numbers": others(GraphQLInt, lambda value: type(value) is int),
    "a truth is a whole number": others(GraphQLInt, lambda value: isinstance(value, int) and abs(value) < 2**31),
    "numbers need not be finite": others(GraphQLFloat, lambda value: type(value) is float),
    "a whole number is a truth": others(GraphQLBoolean, lambda value: type(value) is int),
    "null where none may be": nullable(resolvers, operations),
    "null in a list where none may be": nullable(completion),
    "no test of the class": objects(lambda _, fields: lambda value: completion.of_object(type(value), fields)(value)),
    "no test of a cast": lambda patch: patch.setattr(completion, "TYPE_CAST_ATTRIBUTE", "no attribute"),
    "any iterable is a list": any_iterable,
    "keys in another order": objects(lambda kind, fields: completion.of_object(kind, sorted(fields, key=str))),
    "conditions forgotten": conditions_forgotten,
    "attributes read before resolvers that change them": attributes_read_early,
    "duplicates not merged": first_node_only,
    "resolvers run twice": resolved_twice,
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_is_caught(name: str, monkeypatch: Patch) -> None:
    MUTANTS[name](monkeypatch)

    assert next(differences(fast(), range(500)), None) is not None
