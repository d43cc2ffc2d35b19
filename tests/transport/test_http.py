import logging
from typing import Any

import orjson
import pytest
from starlette.testclient import TestClient

from app.transport.http import Endpoint

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"


def post(client: TestClient, query: str | None, accept: str | None = None, **fields: Any) -> Any:
    headers = {"accept": accept} if accept else {}
    return client.post("/graphql", json={"query": query, **fields}, headers=headers)


def refused(message: str, code: str = "BAD_USER_INPUT") -> dict[str, Any]:
    return {"errors": [{"message": message, "extensions": {"code": code}}]}


def test_a_query_is_answered(client: TestClient) -> None:
    answer = post(client, "query ($t: String!) { echo(text: $t) }", variables={"t": "Grüße\n\t😀"})
    assert answer.status_code == 200
    assert answer.content == '{"data":{"echo":"Grüße\\n\\t😀"}}'.encode()
    assert answer.headers["content-type"] == JSON
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_query_by_get_is_answered(client: TestClient) -> None:
    query = {"query": "query A($t: String!) { echo(text: $t) } query B { viewer }", "variables": '{"t":"é"}'}
    answer = client.get("/graphql", params={**query, "operationName": "A"})
    assert (answer.status_code, answer.json()) == (200, {"data": {"echo": "é"}})


def test_a_mutation_by_post_is_answered(client: TestClient) -> None:
    assert post(client, "mutation { act }").json() == {"data": {"act": "done"}}


def test_a_mutation_by_get_is_refused(client: TestClient) -> None:
    answer = client.get("/graphql", params={"query": "mutation { act }"})
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert answer.json() == refused("Mutations are sent with POST.")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_subscription_is_refused(client: TestClient, method: str) -> None:
    query = {"query": "subscription { ticks }"}
    answer = client.get("/graphql", params=query) if method == "get" else client.post("/graphql", json=query)
    assert answer.status_code == 400
    assert answer.json() == refused("Send subscriptions over WebSocket, or with Accept: text/event-stream.")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    answer = client.request(method, "/graphql")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "The request holds no query; send one as the field query."),
        ({"query": ""}, "The request holds no query; send one as the field query."),
        (
            {"query": "{ viewer }", "operationName": "A"},
            "The document holds no operation named A; send one that it holds.",
        ),
        ({"query": "fragment F on Query { viewer }"}, "The document holds no operation; send one that it holds."),
    ],
)
def test_a_request_without_an_operation_is_refused(client: TestClient, body: dict[str, str], message: str) -> None:
    answer = client.post("/graphql", json=body)
    assert answer.status_code == 400
    assert answer.json() == refused(message)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("query ($t: String!) { echo(text: $t) }", "BAD_USER_INPUT"),
        ("query A { viewer } query B { viewer }", "BAD_USER_INPUT"),
    ],
)
@pytest.mark.parametrize(("accept", "status"), [(JSON, 200), (GRAPHQL, 400)])
def test_what_was_not_executed_has_no_data(client: TestClient, query: str, code: str, accept: str, status: int) -> None:
    answer = post(client, query, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (status, accept)
    assert list(answer.json()) == ["errors"]
    assert [error["extensions"]["code"] for error in answer.json()["errors"]] == [code]


@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
def test_what_was_executed_is_answered_in_kind(client: TestClient, accept: str) -> None:
    answer = post(client, "{ viewer broken }", accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, accept)
    found = answer.json()
    assert found["data"] == {"viewer": None, "broken": None}
    assert (found["errors"][0]["message"], found["errors"][0]["path"]) == ("Internal error", ["broken"])


def test_a_refusal_is_in_the_media_type_that_was_asked_for(client: TestClient) -> None:
    answer = client.post("/graphql", content=b"[]", headers={"content-type": JSON, "accept": GRAPHQL})
    assert (answer.status_code, answer.headers["content-type"]) == (400, GRAPHQL)


def test_an_operation_that_takes_too_long_is_stopped(make_client: Any) -> None:
    answer = post(make_client(request_deadline="PT0.1S"), "{ viewer sleep(seconds: 60) }")
    message = "The request took too long; ask for less, or try again in a moment."
    assert (answer.status_code, answer.json()) == (200, {**refused(message, "TIMEOUT"), "data": None})


def test_a_browser_is_led_to_the_playground(client: TestClient) -> None:
    answer = client.get("/graphql", headers={"accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["location"]) == (307, "/playground")


def test_a_browser_with_a_query_gets_its_answer(client: TestClient) -> None:
    answer = client.get("/graphql", params={"query": "{ viewer }"}, headers={"accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.json()) == (200, {"data": {"viewer": None}})


def test_a_bug_before_the_operation_is_masked_and_logged_once(
    make_client: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def context(viewer: str | None, database: object) -> object:
        raise LookupError("secret")

    answer = post(make_client(context=context), "{ viewer }")
    assert answer.status_code == 500
    [error] = answer.json()["errors"]
    assert (error["message"], error["extensions"]["code"]) == ("Internal error", "INTERNAL_SERVER_ERROR")
    [record] = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert error["extensions"]["id"] in record.getMessage()
    assert "secret" not in answer.text


def test_a_bug_before_the_operation_does_not_make_an_event_stream_begin_again(make_client: Any) -> None:
    def context(viewer: str | None, database: object) -> object:
        raise LookupError("secret")

    answer = post(make_client(context=context), "mutation { act }", "text/event-stream")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/event-stream")
    assert answer.text.startswith('event: next\r\ndata: {"errors":[{"message":"Internal error",')
    assert answer.text.endswith("}]}\r\n\r\nevent: complete\r\ndata: \r\n\r\n")


def test_frames_to_come_are_text() -> None:
    encoded = Endpoint.encode_json(None, {"type": "pong"})  # type: ignore[arg-type]
    assert encoded == orjson.dumps({"type": "pong"}).decode()
