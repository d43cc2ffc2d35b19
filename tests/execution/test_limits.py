import pytest
from graphql import parse

from app.execution.limits import Limits, over_limits

LIMITS = Limits(depth=3, root_fields=4, mutations=2, aliases=2, introspections=1)


def refusals(text: str, limits: Limits = LIMITS) -> list[str]:
    return [error.message for error in over_limits(parse(text), limits)]


@pytest.mark.parametrize(
    ("within", "over", "message"),
    [
        (
            "{ a { b { c } } }",
            "{ a { b { c { d } } } }",
            "The operation nests too many levels: 4 where at most 3 are allowed; send it as several requests.",
        ),
        (
            "{ a b c d }",
            "{ a b c d e }",
            "The operation holds too many root fields: 5 where at most 4 are allowed; send it as several requests.",
        ),
        (
            "mutation { a b }",
            "mutation { a b c }",
            "The operation holds too many mutations: 3 where at most 2 are allowed; send it as several requests.",
        ),
        (
            "{ a: x { b: y } }",
            "{ a: x { b: y c: y } }",
            "The operation uses too many aliases (fragments written out): 3 where at most 2 are allowed;"
            " send it as several requests.",
        ),
        (
            "{ __schema { types { name } } }",
            '{ __schema { types { name } } __type(name: "A") { name } }',
            "The operation reads the schema too often: 2 where at most 1 are allowed; send it as several requests.",
        ),
    ],
)
def test_the_limit_itself_is_allowed(within: str, over: str, message: str) -> None:
    assert refusals(within) == []
    assert refusals(over) == [message]


def test_what_is_refused_says_so_in_its_code_and_place() -> None:
    [error] = over_limits(parse("query Fine { a } query Deep { a { b { c { d } } } }"), LIMITS)
    assert error.extensions == {"code": "GRAPHQL_VALIDATION_FAILED"}
    assert [(place.line, place.column) for place in error.locations or ()] == [(1, 18)]


def test_a_number_too_long_to_print_is_not_printed() -> None:
    bomb = "{ ...F0 } " + " ".join(f"fragment F{i} on Q {{ ...F{i + 1} ...F{i + 1} }}" for i in range(60))
    [message] = refusals(bomb + " fragment F60 on Q { a { b: c } }")[1:]
    assert message == (
        "The operation uses too many aliases (fragments written out): over a million where at most 2 are allowed;"
        " send it as several requests."
    )
