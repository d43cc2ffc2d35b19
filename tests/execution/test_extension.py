import asyncio
import logging
from types import SimpleNamespace
from typing import Any

import pytest
import strawberry

from app.execution.extension import extensions
from app.graph.database import DatabaseTimeout, DatabaseUnavailable
from app.settings import Settings


@strawberry.type
class Query:
    @strawberry.field
    async def hello(self, name: str = "you") -> str:
        return f"hello {name}"

    @strawberry.field
    async def broken(self) -> int | None:
        raise RuntimeError("secret")

    @strawberry.field
    async def gone(self) -> int | None:
        raise DatabaseUnavailable("bolt://10.0.0.1")

    @strawberry.field
    async def late(self) -> int | None:
        raise DatabaseTimeout("MATCH (n)")


def answer(text: str | None, *, viewer: str | None = None, name: str | None = None, **settings: Any) -> dict[str, Any]:
    schema = strawberry.Schema(Query, extensions=extensions(Settings(**settings)))
    execution = schema.execute(
        text, {"name": "ada"} if "$name" in (text or "") else None, SimpleNamespace(viewer=viewer), operation_name=name
    )
    result = asyncio.run(execution)
    return {"data": result.data, "errors": [error.formatted for error in result.errors or ()]}


def codes(found: dict[str, Any]) -> list[str]:
    return [error["extensions"]["code"] for error in found["errors"]]


BAD_INPUT = {"code": "BAD_USER_INPUT"}
SCHEMA_QUERY = "{ __schema { queryType { name } } }"
SCHEMA_ANSWER = {"data": {"__schema": {"queryType": {"name": "Query"}}}, "errors": []}


def test_a_good_operation_passes() -> None:
    assert answer("query ($name: String!) { hello(name: $name) }") == {"data": {"hello": "hello ada"}, "errors": []}


def test_a_document_that_does_not_parse() -> None:
    assert answer("{ hello") == {
        "data": None,
        "errors": [
            {
                "message": "Syntax Error: Expected Name, found <EOF>.",
                "locations": [{"line": 1, "column": 8}],
                "extensions": {"code": "GRAPHQL_PARSE_FAILED"},
            }
        ],
    }


def test_too_many_tokens_do_not_parse() -> None:
    assert codes(answer("{ " + "hello " * 150 + "}", document_tokens=100)) == ["GRAPHQL_PARSE_FAILED"]


def test_a_document_that_does_not_validate() -> None:
    found = answer("{ helo }")
    assert (found["data"], codes(found)) == (None, ["GRAPHQL_VALIDATION_FAILED"])
    assert found["errors"][0]["message"] == "Cannot query field 'helo' on type 'Query'. Did you mean 'hello'?"


def test_production_gives_no_hints() -> None:
    found = answer("{ helo }", environment="production")
    assert found["errors"][0]["message"] == "Cannot query field 'helo' on type 'Query'."


def test_variables_that_do_not_coerce() -> None:
    found = answer("query ($name: Boolean!) { hello @include(if: $name) }")
    assert found["data"] is None
    assert [(error["message"], error["extensions"]) for error in found["errors"]] == [
        ("Variable '$name' has invalid value: Boolean cannot represent a non boolean value: 'ada'", BAD_INPUT)
    ]


def test_a_cached_refusal_is_given_again() -> None:
    schema = strawberry.Schema(Query, extensions=extensions(Settings()))
    results = [asyncio.run(schema.execute("{ helo }")) for _ in range(3)]
    assert len({str(result.errors) for result in results}) == 1
    assert all(result.errors for result in results)


def test_the_first_of_several_operations_does_not_run_by_itself() -> None:
    assert answer("query A { hello } query B { hello }") == {
        "data": None,
        "errors": [
            {
                "message": "The document holds several operations; name one in operationName.",
                "extensions": {"code": "BAD_USER_INPUT"},
            }
        ],
    }
    assert answer("query A { hello } query B { b: hello }", name="B")["data"] == {"b": "hello you"}


@pytest.mark.parametrize(("viewer", "environment"), [(None, "development"), ("ada", "production")])
def test_who_may_read_the_schema_by_default(viewer: str | None, environment: str) -> None:
    assert answer(SCHEMA_QUERY, viewer=viewer, environment=environment) == SCHEMA_ANSWER


def test_a_visitor_may_not_read_the_schema_of_production() -> None:
    found = answer(SCHEMA_QUERY, environment="production")
    assert (found["data"], codes(found)) == (None, ["UNAUTHENTICATED"])
    assert answer("{ __typename }", environment="production") == {"data": {"__typename": "Query"}, "errors": []}


@pytest.mark.parametrize("viewer", [None, "ada"])
def test_nobody_reads_a_closed_schema(viewer: str | None) -> None:
    found = answer('{ a: __type(name: "Query") { name } }', viewer=viewer, introspection="nobody")
    assert (found["data"], codes(found)) == (None, ["FORBIDDEN"])


def test_what_one_viewer_may_not_read_is_not_remembered_for_the_next() -> None:
    schema = strawberry.Schema(Query, extensions=extensions(Settings(environment="production")))
    seen = [
        bool(asyncio.run(schema.execute(SCHEMA_QUERY, context_value=SimpleNamespace(viewer=viewer))).errors)
        for viewer in (None, "ada", None)
    ]
    assert seen == [True, False, True]


def test_a_bug_is_masked_and_the_rest_is_answered(caplog: pytest.LogCaptureFixture) -> None:
    found = answer("{ hello broken gone late }")
    assert found["data"] == {"hello": "hello you", "broken": None, "gone": None, "late": None}
    by_path = {error["path"][0]: error for error in found["errors"]}
    assert {path: error["extensions"]["code"] for path, error in by_path.items()} == {
        "broken": "INTERNAL_SERVER_ERROR",
        "gone": "UNAVAILABLE",
        "late": "TIMEOUT",
    }
    assert "secret" not in str(found)
    assert "10.0.0.1" not in str(found)
    levels = sorted((record.name, record.levelname) for record in caplog.records)
    assert levels == [
        ("acquaint.execution", "ERROR"),
        ("acquaint.execution", "WARNING"),
        ("acquaint.execution", "WARNING"),
    ]


def test_a_clients_mistake_is_logged_at_debug_without_its_text(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    answer("query Typo { helo }")
    answer("{ helo")
    assert [record.getMessage() for record in caplog.records if record.name != "asyncio"] == [
        "operation Typo of document 90df4b45a782: GRAPHQL_VALIDATION_FAILED",
        "operation None of document 08a26fb71cd9: GRAPHQL_PARSE_FAILED",
    ]


def test_a_bug_around_the_execution_is_masked_too(caplog: pytest.LogCaptureFixture) -> None:
    # A context without a viewer breaks the extension itself.
    schema = strawberry.Schema(Query, extensions=extensions(Settings(environment="production")))
    result = asyncio.run(schema.execute(SCHEMA_QUERY, context_value=None))
    [error] = result.errors or []
    assert (error.message, (error.extensions or {})["code"]) == ("Internal error", "INTERNAL_SERVER_ERROR")
    assert "viewer" in caplog.text
