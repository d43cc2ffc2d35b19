"""Operations as event streams: one POST, one stream, in the framing of the protocol graphql-sse."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from strawberry.http.streaming import SSETransport

from app.identity import LEEWAY, issue
from app.transport.streams import Streams, TooManyStreams
from tests.conftest import Server
from tests.transport.wire import EVENTS, REFUSED, WAIT, MakeClient, bearer, clients

STREAM = {"accept": "text/event-stream"}
ELSEWHERE = "Send subscriptions over WebSocket, or with Accept: text/event-stream."
TOO_MANY = {
    "errors": [
        {"message": "Too many streams are open; close one of them first.", "extensions": {"code": "RATE_LIMITED"}}
    ]
}


@pytest.fixture
def make(tmp_path: Path) -> Iterator[MakeClient]:
    with clients(tmp_path) as made:
        yield made


@pytest.fixture
def client(make: MakeClient) -> TestClient:
    return make()


@contextmanager
def begun(client: TestClient, member: str) -> Iterator[bool]:
    """Whether a stream of this member's goes on; refused ones are over."""
    headers = STREAM | {"authorization": bearer(member)}
    with client.stream("POST", "/graphql", json={"query": WAIT}, headers=headers) as stream:
        lines = stream.iter_lines()  # kept: when it goes, so does the stream
        assert (stream.status_code, next(lines)) == (200, "event: next")
        yield next(lines) == 'data: {"data":{"wait":"begun"}}'


def test_a_stream_is_framed_to_the_letter(client: TestClient) -> None:
    answer = client.post("/graphql", json={"query": "subscription { count(to: 2) }"}, headers=STREAM)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/event-stream")
    assert answer.text == (
        'event: next\r\ndata: {"data":{"count":1}}\r\n\r\n'
        'event: next\r\ndata: {"data":{"count":2}}\r\n\r\n'
        "event: complete\r\ndata: \r\n\r\n"
    )


def test_nothing_on_the_way_keeps_or_holds_a_stream(client: TestClient) -> None:
    answer = client.post("/graphql", json={"query": "subscription { count(to: 1) }"}, headers=STREAM)
    assert answer.headers["cache-control"] == "no-cache, no-transform"
    assert answer.headers["x-accel-buffering"] == "no"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("accept", ["text/event-stream;q=0.9, */*", "application/json, TEXT/EVENT-STREAM"])
def test_a_stream_may_be_one_of_several_media_types(client: TestClient, accept: str) -> None:
    answer = client.post("/graphql", json={"query": "subscription { count(to: 1) }"}, headers={"accept": accept})
    assert answer.headers["content-type"] == "text/event-stream"


def test_the_operation_that_is_named_decides(client: TestClient) -> None:
    document = "query A { viewer } subscription B($to: Int!) { count(to: $to) }"
    answer = client.post("/graphql", json={"query": document, "operationName": "A"}, headers=STREAM)
    assert answer.text == event('{"data":{"viewer":null}}')
    asked = {"query": document, "operationName": "B", "variables": {"to": 1}}
    assert '{"data":{"count":1}}' in client.post("/graphql", json=asked, headers=STREAM).text


def event(data: str) -> str:
    """A stream of one answer, to the letter."""
    return f"event: next\r\ndata: {data}\r\n\r\nevent: complete\r\ndata: \r\n\r\n"


@pytest.mark.parametrize(
    ("query", "data"),
    [
        ("{ viewer }", '{"data":{"viewer":null}}'),
        ("mutation { act }", '{"data":{"act":"done"}}'),
        (
            "{ nothing }",
            """{"errors":[{"message":"Cannot query field 'nothing' on type 'Query'.","""
            '"locations":[{"line":1,"column":3}],"extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}',
        ),
        (
            "fragment F on Query { viewer }",
            '{"errors":[{"message":"The document holds no operation; send one that it holds.",'
            '"extensions":{"code":"BAD_USER_INPUT"}}]}',
        ),
        (
            "",
            '{"errors":[{"message":"The request holds no query; send one as the field query.",'
            '"extensions":{"code":"BAD_USER_INPUT"}}]}',
        ),
    ],
)
def test_what_is_no_subscription_is_one_event(client: TestClient, query: str, data: str) -> None:
    answer = client.post("/graphql", json={"query": query}, headers=STREAM)
    assert (answer.status_code, answer.text) == (200, event(data))
    assert answer.headers["content-type"] == "text/event-stream"
    assert answer.headers["cache-control"] == "no-cache, no-transform"


@pytest.mark.parametrize("accept", ["application/json, text/event-stream", "text/event-stream;q=0.9, */*"])
def test_a_client_that_would_rather_have_json_gets_it(client: TestClient, accept: str) -> None:
    answer = client.post("/graphql", json={"query": "{ viewer }"}, headers={"accept": accept})
    assert (answer.headers["content-type"], answer.json()) == ("application/json", {"data": {"viewer": None}})


@pytest.mark.parametrize("accept", ["application/json", "*/*", "application/graphql-response+json"])
def test_a_subscription_for_an_answer_is_told_the_way(client: TestClient, accept: str) -> None:
    answer = client.post("/graphql", json={"query": WAIT}, headers={"accept": accept})
    assert (answer.status_code, answer.json()["errors"][0]["message"]) == (400, ELSEWHERE)


def test_a_stream_is_not_begun_with_get(client: TestClient) -> None:
    answer = client.get("/graphql", params={"query": WAIT}, headers=STREAM)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("authorization", "message"),
    [
        ("Bearer nonsense", "The token is not accepted (it is malformed); sign in again to get a new one."),
        (bearer("ada", -1), "The token has expired; sign in again to get a new one."),
    ],
)
def test_a_token_that_is_not_accepted_is_the_one_event_of_its_stream(
    client: TestClient, authorization: str, message: str
) -> None:
    headers = STREAM | {"authorization": authorization}
    for query in (WAIT, "mutation { act }"):
        answer = client.post("/graphql", json={"query": query}, headers=headers)
        # graphql-sse would send it five times more after an HTTP error.
        assert (answer.status_code, answer.headers["www-authenticate"]) == (200, 'Bearer error="invalid_token"')
        assert events(answer.text) == (
            "next",
            {"errors": [{"message": message, "extensions": {"code": "UNAUTHENTICATED"}}]},
            "complete",
        )


def test_what_is_not_valid_is_the_one_event_of_its_stream(client: TestClient) -> None:
    answer = client.post("/graphql", json={"query": "subscription { nothing }"}, headers=STREAM)
    (first, payload, last) = events(answer.text)
    assert (first, last) == ("next", "complete")
    assert payload["errors"][0]["extensions"] == {"code": "GRAPHQL_VALIDATION_FAILED"}


def events(text: str) -> tuple[str, Any, str]:
    """The first event's name and payload, and the second one's name."""
    first, last = text.removesuffix("\r\n\r\n").split("\r\n\r\n")
    name, _, data = first.partition("\r\ndata: ")
    return name.removeprefix("event: "), json.loads(data), last.partition("\r\n")[0].removeprefix("event: ")


def test_a_bug_is_masked_and_ends_the_stream(client: TestClient) -> None:
    answer = client.post("/graphql", json={"query": "subscription { breaks }"}, headers=STREAM)
    assert "secret" not in answer.text
    assert answer.text.startswith('event: next\r\ndata: {"data":{"breaks":1}}\r\n\r\n')
    assert '"code":"INTERNAL_SERVER_ERROR"' in answer.text
    assert answer.text.endswith("event: complete\r\ndata: \r\n\r\n")


def test_a_silent_stream_is_kept_alive(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SSETransport.__init__, "__defaults__", (0.05,))
    query = "subscription { count(to: 1, pause: 1) }"
    answer = client.post("/graphql", json={"query": query}, headers=STREAM)
    assert answer.text.startswith(": ping\r\n\r\n")
    assert answer.text.endswith('event: next\r\ndata: {"data":{"count":1}}\r\n\r\nevent: complete\r\ndata: \r\n\r\n')


def test_a_member_may_hold_so_many_streams(make: MakeClient) -> None:
    client = make(streams_per_member=1)
    with begun(client, "ada") as goes_on:
        assert goes_on
        refused = client.post("/graphql", json={"query": WAIT}, headers=STREAM | {"authorization": bearer("ada")})
        assert (refused.status_code, refused.headers["retry-after"]) == (200, "5")
        assert events(refused.text) == ("next", TOO_MANY, "complete")
        with begun(client, "grace") as another:
            assert another


def test_a_stream_that_is_one_too_many_when_it_begins_says_so(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = count()

    def check(self: Streams, member: str | None) -> None:
        if next(checks):  # another one has begun since the first time
            raise TooManyStreams

    monkeypatch.setattr(Streams, "check", check)
    answer = client.post("/graphql", json={"query": WAIT}, headers=STREAM)
    assert events(answer.text) == ("next", TOO_MANY, "complete")


def test_who_leaves_is_counted_no_more(make: MakeClient) -> None:
    client = make(streams_per_member=1)
    for _ in range(3):
        assert begins_when_free(client)


def begins_when_free(client: TestClient) -> bool:
    """Whether a stream begins once the server has seen that the last one was left."""
    end = time.monotonic() + 10
    while True:
        with begun(client, "ada") as goes_on:
            if goes_on or time.monotonic() > end:
                return goes_on
        time.sleep(0.05)


def test_a_stream_that_completes_is_counted_no_more(make: MakeClient) -> None:
    client = make(streams_per_member=1)
    headers = STREAM | {"authorization": bearer("ada")}
    for _ in range(3):
        answer = client.post("/graphql", json={"query": "subscription { count(to: 1) }"}, headers=headers)
        assert answer.text == event('{"data":{"count":1}}')


def test_an_event_comes_as_it_happens(world: Any, graph: Any, server: Server) -> None:
    world("ada; bob; cid")
    for sender in ("bob", "cid"):
        server.ask('mutation { sendInvitation(input: {memberId: "ada"}) { userErrors { code } } }', viewer=sender)
    first = graph.run("MATCH (event:Event {member: 'ada', seq: 1}) RETURN event.id AS id")[0]["id"]
    query = f'subscription {{ networkEvents(after: "{first}") {{ kind member {{ id }} }} }}'
    with server.client.stream("POST", "/graphql", json={"query": query}, headers=STREAM | token(server, 60)) as stream:
        lines = stream.iter_lines()
        assert [next(lines), next(lines)] == [
            "event: next",
            'data: {"data":{"networkEvents":{"kind":"INVITATION_RECEIVED","member":{"id":"cid"}}}}',
        ]


def test_a_stream_ends_with_its_token(world: Any, server: Server) -> None:
    world("ada")
    answer = server.client.post("/graphql", json={"query": EVENTS % ""}, headers=STREAM | token(server, 2))
    assert answer.text == event(
        '{"errors":[{"message":"The token has expired; sign in again to get a new one.",'
        '"extensions":{"code":"UNAUTHENTICATED"}}]}'
    )


def token(server: Server, seconds: float, member: str = "ada") -> dict[str, str]:
    """A header that is taken for so many seconds from now."""
    return {"authorization": f"Bearer {issue(server._secret, member, timedelta(seconds=seconds - LEEWAY))}"}


@pytest.mark.parametrize(("member", "after", "message", "code"), REFUSED)
def test_what_is_refused_at_the_beginning_is_the_one_event(
    world: Any, server: Server, member: str | None, after: str, message: str, code: str
) -> None:
    world("ada")
    headers = STREAM | (token(server, 60, member) if member else {})
    answer = server.client.post("/graphql", json={"query": EVENTS % after}, headers=headers)
    assert events(answer.text) == ("next", {"errors": [{"message": message, "extensions": {"code": code}}]}, "complete")
