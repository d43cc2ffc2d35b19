"""Operations over the protocol graphql-transport-ws, message by message."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import OperationType
from starlette.testclient import TestClient

from app.transport.socket import fault, kind_of
from tests.transport.wire import PROTOCOL, WAIT, MakeClient, Socket, bearer, clients


@pytest.fixture
def make(tmp_path: Path) -> Iterator[MakeClient]:
    with clients(tmp_path) as made:
        yield made


@pytest.fixture
def client(make: MakeClient) -> TestClient:
    return make()


@pytest.fixture
def socket(client: TestClient) -> Iterator[Socket]:
    """A socket of ada's that is acknowledged."""
    with Socket(client) as opened:
        yield opened.init(bearer("ada"))


def test_a_query_is_answered_and_completed(socket: Socket) -> None:
    assert socket.subprotocol == PROTOCOL
    socket.subscribe("query($text: String!) { viewer echo(text: $text) }", variables={"text": "héllo"})
    assert socket.receive() == {
        "id": "1",
        "type": "next",
        "payload": {"data": {"viewer": "ada", "echo": "héllo"}},
    }
    assert socket.receive() == {"id": "1", "type": "complete"}


def test_a_mutation_is_answered_and_completed(socket: Socket) -> None:
    socket.subscribe("mutation { act }")
    assert socket.receive() == {"id": "1", "type": "next", "payload": {"data": {"act": "done"}}}
    assert socket.receive() == {"id": "1", "type": "complete"}


def test_a_subscription_is_answered_until_it_ends(socket: Socket) -> None:
    socket.subscribe("subscription { count(to: 3) }")
    payloads = [socket.receive() for _ in range(3)]
    assert payloads == [{"id": "1", "type": "next", "payload": {"data": {"count": n}}} for n in (1, 2, 3)]
    assert socket.receive() == {"id": "1", "type": "complete"}


def test_operations_on_a_socket_do_not_wait_for_one_another(socket: Socket) -> None:
    socket.subscribe("{ sleep(seconds: 5) }", "slow")
    socket.subscribe(WAIT, "watching")
    assert socket.receive()["id"] == "watching"
    socket.subscribe("{ viewer }", "quick")
    assert [socket.receive() for _ in range(2)] == [
        {"id": "quick", "type": "next", "payload": {"data": {"viewer": "ada"}}},
        {"id": "quick", "type": "complete"},
    ]


@pytest.mark.parametrize("payload", [None, {}, {"authorization": None}])
def test_without_a_token_one_asks_as_nobody(client: TestClient, payload: object) -> None:
    with Socket(client) as socket:
        socket.send({"type": "connection_init", "payload": payload})
        assert socket.receive() == {"type": "connection_ack"}
        socket.subscribe("{ viewer }")
        assert socket.receive()["payload"] == {"data": {"viewer": None}}


def test_an_init_needs_no_payload(client: TestClient) -> None:
    with Socket(client) as socket:
        socket.send({"type": "connection_init"})
        assert socket.receive() == {"type": "connection_ack"}


def test_ping_is_answered_and_pong_is_not(client: TestClient) -> None:
    with Socket(client) as socket:
        socket.send({"type": "ping", "payload": {"a": 1}})
        assert socket.receive() == {"type": "pong"}
        socket.send({"type": "pong"})
        socket.send({"type": "ping"})
        assert socket.receive() == {"type": "pong"}


def test_what_is_not_valid_is_an_error_of_the_operation(socket: Socket) -> None:
    socket.subscribe("subscription { nothing }")
    error = socket.receive()
    assert (error["id"], error["type"], len(error["payload"])) == ("1", "error", 1)
    assert error["payload"][0]["message"] == "Cannot query field 'nothing' on type 'Subscription'."
    assert error["payload"][0]["extensions"] == {"code": "GRAPHQL_VALIDATION_FAILED"}
    socket.subscribe("{ viewer }")
    assert socket.receive()["payload"] == {"data": {"viewer": "ada"}}


@pytest.mark.parametrize(
    ("query", "name", "message"),
    [
        ("query A { viewer }", "B", "The document holds no operation named B; send one that it holds."),
        ("subscription A { wait }", "B", "The document holds no operation named B; send one that it holds."),
        ("fragment F on Query { viewer }", None, "The document holds no operation; send one that it holds."),
    ],
)
def test_an_operation_that_is_not_there_is_an_error_of_the_client(
    socket: Socket, query: str, name: str | None, message: str
) -> None:
    socket.subscribe(query, operationName=name)
    assert socket.receive() == {
        "id": "1",
        "type": "error",
        "payload": [{"message": message, "extensions": {"code": "BAD_USER_INPUT"}}],
    }


def test_of_several_operations_one_must_be_named(socket: Socket) -> None:
    socket.subscribe("query A { viewer } subscription B { wait }")
    assert socket.receive() == {
        "id": "1",
        "type": "error",
        "payload": [
            {
                "message": "The document holds several operations; name one in operationName.",
                "extensions": {"code": "BAD_USER_INPUT"},
            }
        ],
    }


def test_a_bug_is_masked(socket: Socket) -> None:
    socket.subscribe("{ broken }")
    payload = socket.receive()["payload"]
    assert payload["data"] == {"broken": None}
    assert (payload["errors"][0]["message"], payload["errors"][0]["extensions"]["code"]) == (
        "Internal error",
        "INTERNAL_SERVER_ERROR",
    )


def test_a_bug_of_a_subscription_is_masked_and_ends_it_alone(socket: Socket) -> None:
    socket.subscribe("subscription { breaks }")
    assert socket.receive()["payload"] == {"data": {"breaks": 1}}
    failed = socket.receive()
    assert "secret" not in json.dumps(failed)
    assert (failed["id"], failed["payload"]["errors"][0]["extensions"]["code"]) == ("1", "INTERNAL_SERVER_ERROR")
    assert socket.receive() == {"id": "1", "type": "complete"}
    socket.subscribe("{ viewer }")
    assert socket.receive()["payload"] == {"data": {"viewer": "ada"}}


def test_a_query_has_a_deadline(make: MakeClient) -> None:
    with Socket(make(request_deadline="PT0.1S")) as socket:
        socket.init().subscribe("{ sleep(seconds: 30) }")
        assert socket.receive() == {
            "id": "1",
            "type": "error",
            "payload": [
                {
                    "message": "The request took too long; ask for less, or try again in a moment.",
                    "extensions": {"code": "TIMEOUT"},
                }
            ],
        }


def test_a_subscription_has_none(make: MakeClient) -> None:
    with Socket(make(request_deadline="PT0.1S")) as socket:
        socket.init().subscribe("subscription { count(to: 2, pause: 0.3) }")
        assert [socket.receive()["payload"]["data"]["count"] for _ in range(2)] == [1, 2]


@pytest.mark.parametrize("name", [None, "", "A"])
def test_a_subscription_waits_without_a_place_among_the_running(make: MakeClient, name: str | None) -> None:
    with Socket(make(database_connections=1, request_deadline="PT0.1S")) as socket:
        socket.init().subscribe("subscription A { count(to: 2, pause: 0.3) }", operationName=name)
        assert [socket.receive()["payload"]["data"]["count"] for _ in range(2)] == [1, 2]


def test_a_busy_server_says_so(make: MakeClient) -> None:
    with Socket(make(database_connections=1)) as socket:
        socket.init()
        for number in range(5):  # one runs, four wait
            socket.subscribe("{ sleep(seconds: 5) }", str(number))
        socket.subscribe("{ viewer }", "more")
        assert socket.receive() == {
            "id": "more",
            "type": "error",
            "payload": [
                {"message": "The server is busy; try again in a second.", "extensions": {"code": "UNAVAILABLE"}}
            ],
        }


def test_complete_ends_an_operation_and_frees_its_id(socket: Socket) -> None:
    for _ in range(3):
        socket.subscribe(WAIT)
        assert socket.receive()["payload"] == {"data": {"wait": "begun"}}
        socket.send({"type": "complete", "id": "1"})
    socket.send({"type": "complete", "id": "never begun"})
    socket.send({"type": "ping"})
    assert socket.receive() == {"type": "pong"}


def test_a_socket_carries_twenty_operations(socket: Socket) -> None:
    for number in range(20):
        socket.subscribe(WAIT, str(number))
    assert {socket.receive()["id"] for _ in range(20)} == {str(number) for number in range(20)}
    socket.subscribe(WAIT, "more")
    refused = socket.receive()
    assert (refused["id"], refused["type"]) == ("more", "error")
    socket.send({"type": "complete", "id": "0"})
    socket.subscribe(WAIT, "more")
    assert socket.receive() == {"id": "more", "type": "next", "payload": {"data": {"wait": "begun"}}}


def test_a_well_formed_message_has_no_fault() -> None:
    payload: dict[str, object] = {"query": "{ a }", "variables": None, "operationName": "", "extensions": {}}
    for message in (
        {"type": "connection_init", "payload": {"authorization": 1}},
        {"type": "subscribe", "id": "1", "payload": payload, "more": 1},
        {"type": "complete", "id": "1"},
        {"type": "next"},
    ):
        assert fault(message) is None


@pytest.mark.parametrize(
    ("query", "name", "expected"),
    [
        ("subscription { a }", None, True),
        ("subscription A { a }", "A", True),
        ("subscription A { a }", "B", False),
        ("query A { a } subscription B { a }", "B", True),
        ("query A { a } subscription B { a }", "A", False),
        ("fragment F on A { a } subscription { ...F }", None, True),
        ("{ subscription }", None, False),
        ("mutation { a }", None, False),
        ("fragment F on A { a }", None, False),
        ("subscription {", None, False),
        ("subscription { a }" * 1_000, None, False),
        ("", None, False),
        (None, None, False),
    ],
)
def test_what_is_a_subscription(query: str | None, name: str | None, expected: bool) -> None:
    assert (kind_of(query, name, 2_000) is OperationType.SUBSCRIPTION) is expected
