"""Every way in which a WebSocket is closed or never opened, and that those who left are counted no more."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.websockets import WebSocketDisconnect

from tests.transport.malformed import LONG, MALFORMED, TOO_LONG
from tests.transport.wire import WAIT, MakeClient, Socket, bearer, clients

OTHER_SECRET = "another-secret-that-is-long-enough-too"


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


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_message_closes_the_socket_with_4400(socket: Socket, name: str) -> None:
    message, reason = MALFORMED[name]
    socket.send(message)
    assert socket.closed() == (4400, reason)


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_first_message_does_too(client: TestClient, name: str) -> None:
    message, reason = MALFORMED[name]
    with Socket(client) as socket:
        socket.send(message)
        assert socket.closed() == (4400, reason)


@pytest.mark.parametrize("name", TOO_LONG)
def test_a_reason_fits_into_the_frame_that_closes(socket: Socket, name: str) -> None:
    socket.send(TOO_LONG[name])
    code, reason = socket.closed()
    assert code == 4400
    assert 0 < len((reason or "").encode()) <= 123


def test_to_subscribe_before_init_is_4401(client: TestClient) -> None:
    with Socket(client) as socket:
        socket.subscribe("{ viewer }")
        assert socket.closed() == (4401, "Unauthorized")


@pytest.mark.parametrize(
    ("authorization", "reason"),
    [
        ("Bearer nonsense", "The token is not accepted (it is malformed); sign in again to get a new one."),
        ("Basic YTpi", "Send the header as Authorization: Bearer TOKEN, or leave it out to ask as nobody."),
        (bearer("ada", -1), "The token has expired; sign in again to get a new one."),
        (
            bearer("ada", secret=OTHER_SECRET),
            "The token is not accepted (its signature does not match); sign in again to get a new one.",
        ),
        ({"token": "a"}, "The payload's authorization must be text: Bearer TOKEN."),
        (["Bearer"], "The payload's authorization must be text: Bearer TOKEN."),
        (1, "The payload's authorization must be text: Bearer TOKEN."),
    ],
)
def test_a_token_that_is_not_accepted_is_4403(client: TestClient, authorization: object, reason: str) -> None:
    with Socket(client) as socket:
        socket.send({"type": "connection_init", "payload": {"authorization": authorization}})
        assert socket.closed() == (4403, reason)


def test_a_token_that_ends_closes_the_socket_with_4403(client: TestClient) -> None:
    with Socket(client) as socket:
        socket.init(bearer("ada", 2)).subscribe(WAIT)
        assert socket.receive()["payload"] == {"data": {"wait": "begun"}}
        assert socket.closed() == (4403, "The token has expired; sign in again.")


def test_a_token_that_ends_amid_events_is_no_fault_of_the_server(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with Socket(client) as socket:
        socket.init(bearer("ada", 2)).subscribe("subscription { count(to: 10000, pause: 0.01) }")
        assert socket.closed() == (4403, "The token has expired; sign in again.")
        # What it still had to say has nowhere to go; a second socket gives it the time to try.
        with Socket(client) as other:
            other.init().subscribe("subscription { count(to: 1, pause: 0.2) }")
            assert other.receive()["payload"] == {"data": {"count": 1}}
    assert [record.getMessage() for record in caplog.records] == []


def test_who_does_not_say_who_asks_is_4408(make: MakeClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.transport.http._INIT", timedelta(seconds=0.1))
    with Socket(make()) as socket:
        assert socket.closed() == (4408, "Connection initialisation timeout")


def test_who_has_said_who_asks_may_stay(make: MakeClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.transport.http._INIT", timedelta(seconds=0.1))
    with Socket(make()) as socket:
        socket.init().subscribe("subscription { count(to: 1, pause: 0.3) }")
        assert socket.receive()["payload"] == {"data": {"count": 1}}


def test_an_id_that_is_taken_is_4409(socket: Socket) -> None:
    socket.subscribe(WAIT, "twice")
    socket.subscribe("{ viewer }", "twice")
    assert socket.closed() == (4409, "Subscriber for twice already exists")


def test_a_long_id_that_is_taken_is_4409(socket: Socket) -> None:
    socket.subscribe(WAIT, LONG)
    socket.subscribe("{ viewer }", LONG)
    code, reason = socket.closed()
    assert code == 4409
    assert 0 < len((reason or "").encode()) <= 123


def test_a_second_init_is_4429(socket: Socket) -> None:
    socket.send({"type": "connection_init"})
    assert socket.closed() == (4429, "Too many initialisation requests")


def test_a_member_may_hold_so_many_sockets(make: MakeClient) -> None:
    client = make(streams_per_member=2)
    with Socket(client) as first, Socket(client) as second, Socket(client) as third, Socket(client) as grace:
        first.init(bearer("ada"))
        second.init(bearer("ada"))
        third.send({"type": "connection_init", "payload": {"authorization": bearer("ada")}})
        assert third.closed() == (4429, "Too many connections; close one of them first.")
        grace.init(bearer("grace"))


def test_who_leaves_is_counted_no_more(make: MakeClient) -> None:
    client = make(streams_per_member=1)
    for _ in range(3):
        with Socket(client) as socket:
            socket.init(bearer("ada")).subscribe(WAIT)
            assert socket.receive()["payload"] == {"data": {"wait": "begun"}}


def test_who_was_sent_away_is_counted_no_more(make: MakeClient) -> None:
    client = make(streams_per_member=1)
    for _ in range(3):
        with Socket(client) as socket:
            socket.init(bearer("ada"))
            socket.send([])
            assert socket.closed()[0] == 4400


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        (None, True),
        ("http://testserver", True),
        ("https://pages.example", True),
        ("HTTPS://Pages.example:443", True),
        ("https://other.example", False),
        ("https://pages.example.other.example", False),
        ("http://pages.example", False),
        ("null", False),
    ],
)
def test_pages_of_listed_origins_may_open_a_socket(make: MakeClient, origin: str | None, allowed: bool) -> None:
    client = make(cors_origins="https://pages.example")
    headers = {"origin": origin} if origin else {}
    if allowed:
        with Socket(client, **headers) as socket:
            socket.init()
    else:
        with pytest.raises((WebSocketDisconnect, WebSocketDenialResponse)), Socket(client, **headers):
            pytest.fail("the socket was opened")


def test_no_foreign_page_may_when_none_is_listed(client: TestClient) -> None:
    with (
        pytest.raises((WebSocketDisconnect, WebSocketDenialResponse)),
        Socket(client, origin="https://pages.example"),
    ):
        pytest.fail("the socket was opened")


def test_a_host_that_is_not_listed_is_not_answered(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), Socket(client, host="other.example"):
        pytest.fail("the socket was opened")


@pytest.mark.parametrize("protocols", [[], ["graphql-ws"], ["graphql-sse"]])
def test_another_protocol_is_4406(client: TestClient, protocols: list[str]) -> None:
    with client.websocket_connect("/graphql", subprotocols=protocols) as session:
        assert session.accepted_subprotocol is None
        assert (session.receive()["code"]) == 4406
