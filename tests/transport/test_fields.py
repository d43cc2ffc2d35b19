import gzip
from typing import Any

import pytest
from starlette.testclient import TestClient

JSON = {"content-type": "application/json"}


def message(answer: Any) -> str:
    [error] = answer.json()["errors"]
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    return str(error["message"])


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "Application/JSON", 'application/json; charset="UTF-8"', "application/json;charset=utf-8"],
)
def test_json_is_taken(client: TestClient, content_type: str) -> None:
    answer = client.post("/graphql", content=b'{"query":"{ viewer }"}', headers={"content-type": content_type})
    assert (answer.status_code, answer.json()) == (200, {"data": {"viewer": None}})


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "text/plain; application/json",
        "application/jsonp",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/graphql",
        "",
    ],
)
def test_nothing_but_json_is_taken(client: TestClient, content_type: str) -> None:
    answer = client.post("/graphql", content=b'{"query":"{ viewer }"}', headers={"content-type": content_type})
    assert answer.status_code == 415
    assert message(answer) == "The body must be JSON; send the header Content-Type: application/json."


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"query":"\xff"}',
        b'{"query":"\xed\xa0\x80"}',
        b'{"query":"{ viewer }","variables":{"t":"\\ud800"}}',
        b'{"query":"{ viewer }","variables":{"t":"\\udc00\\ud800"}}',
        b'{"query":"{ viewer }","variables":{"t":NaN}}',
        b"[" * 90_000,
        b'{"variables":' * 7_000,
        b"\xff\xfe{\x00}\x00",
    ],
)
def test_what_is_not_json_in_utf8_is_refused(client: TestClient, body: bytes) -> None:
    answer = client.post("/graphql", content=body, headers=JSON)
    assert answer.status_code == 400
    assert message(answer).startswith("The body is not valid JSON in UTF-8: ")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"[]", "Send one operation a request; batches are not taken."),
        (b'[{"query":"{ viewer }"}]', "Send one operation a request; batches are not taken."),
        (b"null", "The body must be a JSON object with the field query."),
        (b"7", "The body must be a JSON object with the field query."),
        (b'"{ viewer }"', "The body must be a JSON object with the field query."),
        (b'{"query":7}', "The field query must be text or null."),
        (b'{"query":["{ viewer }"]}', "The field query must be text or null."),
        (b'{"query":"{ viewer }","variables":"{}"}', "The field variables must be an object or null."),
        (b'{"query":"{ viewer }","variables":[]}', "The field variables must be an object or null."),
        (b'{"query":"{ viewer }","operationName":{}}', "The field operationName must be text or null."),
        (b'{"query":"{ viewer }","extensions":7}', "The field extensions must be an object or null."),
    ],
)
def test_fields_of_another_kind_are_refused(client: TestClient, body: bytes, words: str) -> None:
    answer = client.post("/graphql", content=body, headers=JSON)
    assert (answer.status_code, message(answer)) == (400, words)


def test_fields_may_be_null(client: TestClient) -> None:
    body = {"query": "{ viewer }", "variables": None, "operationName": None, "extensions": None, "unknown": 1}
    assert client.post("/graphql", json=body).json() == {"data": {"viewer": None}}


def test_a_query_string_that_is_not_utf8_is_refused(client: TestClient) -> None:
    answer = client.get("/graphql?query=%7Becho(text:%22%ff%22)%7D")
    assert (answer.status_code, message(answer)) == (400, "The query string is not UTF-8; encode it as such.")


@pytest.mark.parametrize("name", ["variables", "extensions"])
def test_a_parameter_that_is_not_json_is_refused(client: TestClient, name: str) -> None:
    answer = client.get("/graphql", params={"query": "{ viewer }", name: "{"})
    assert answer.status_code == 400
    assert message(answer).startswith(f"The parameter {name} is not valid JSON in UTF-8: ")


def test_an_empty_parameter_is_none(client: TestClient) -> None:
    answer = client.get("/graphql", params={"query": "{ viewer }", "variables": "", "extensions": ""})
    assert answer.json() == {"data": {"viewer": None}}


@pytest.mark.parametrize("name", ["", None])
def test_an_empty_operation_name_is_none(client: TestClient, name: str | None) -> None:
    fields = {"query": "query A { viewer }", "operationName": name}
    assert client.post("/graphql", json=fields).json() == {"data": {"viewer": None}}
    assert client.get("/graphql?query=query A {viewer}&operationName=").json() == {"data": {"viewer": None}}


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate, gzip", "GZIP"])
def test_a_compressed_body_is_refused(client: TestClient, coding: str) -> None:
    answer = client.post("/graphql", content=gzip.compress(b"{}"), headers={**JSON, "content-encoding": coding})
    assert answer.status_code == 415
    assert message(answer) == "A compressed body is not taken; send it without Content-Encoding."


def test_a_body_may_say_that_it_is_not_compressed(client: TestClient) -> None:
    answer = client.post("/graphql", json={"query": "{ viewer }"}, headers={"content-encoding": "Identity"})
    assert answer.json() == {"data": {"viewer": None}}
