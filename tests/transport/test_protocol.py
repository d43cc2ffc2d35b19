import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette

from app.transport import protocol
from app.transport.listening import bind
from app.transport.serve import _config

Connect = Callable[[], socket.socket]

QUERY = b'{"query":"{ viewer }"}'
HEAD = b"POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
ANSWER = b'{"data":{"viewer":null}}'


@pytest.fixture
def connect(
    make_app: Callable[..., Starlette], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], socket.socket]]:
    """Connections to a real uvicorn whose patience is short enough for a test."""
    monkeypatch.setattr(protocol, "HEAD_DEADLINE", 0.5)
    listener = bind("127.0.0.1", 0)
    server = uvicorn.Server(_config(make_app(body_deadline="PT0.5S", body_limit=2_000)))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    while not server.started:
        time.sleep(0.01)
    with contextlib.ExitStack() as stack:
        yield lambda: stack.enter_context(socket.create_connection(listener.getsockname(), timeout=5))
    server.should_exit = True
    thread.join(10)
    assert not thread.is_alive()


def everything(connection: socket.socket) -> bytes:
    """What comes until the server closes."""
    chunks = []
    with contextlib.suppress(ConnectionResetError):
        while chunk := connection.recv(65_536):
            chunks.append(chunk)
    return b"".join(chunks)


def one_answer(connection: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65_536)
    head, _, body = received.partition(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
    )
    while len(body) < length:
        body += connection.recv(65_536)
    return head.split(b"\r\n")[0] + b"|" + body


def whole() -> bytes:
    return HEAD + b"content-length: %d\r\n\r\n" % len(QUERY) + QUERY


def test_requests_on_one_connection_are_answered_in_turn(connect: Any) -> None:
    connection = connect()
    for _ in range(3):
        connection.sendall(whole())
        assert one_answer(connection) == b"HTTP/1.1 200 OK|" + ANSWER
    connection.sendall(whole() + whole())
    received = b""
    while received.count(ANSWER) < 2:
        received += connection.recv(65_536)
    assert received.count(b"HTTP/1.1 200 OK") == 2


def test_a_connection_that_sends_nothing_is_closed(connect: Any) -> None:
    begin = time.monotonic()
    assert everything(connect()).startswith(b"HTTP/1.1 408 ")
    assert 0.4 < time.monotonic() - begin < 3


@pytest.mark.parametrize("drop", [b"x", b"\r\n"])
def test_a_head_that_trickles_is_closed(connect: Any, drop: bytes) -> None:
    connection = connect()
    if drop == b"x":
        connection.sendall(b"GET /livez HTTP/1.1\r\nhost: localhost\r\nx: ")
    assert _trickle(connection, drop) < 3


def test_a_second_head_that_trickles_is_closed(connect: Any) -> None:
    connection = connect()
    connection.sendall(whole())
    assert one_answer(connection) == b"HTTP/1.1 200 OK|" + ANSWER
    assert _trickle(connection, b"\r\n") < 3


def test_a_head_that_grows_is_closed(connect: Any) -> None:
    connection = connect()
    with contextlib.suppress(ConnectionError):
        connection.sendall(b"GET /livez HTTP/1.1\r\nhost: localhost\r\nx: " + b"x" * 200_000)
    assert everything(connection)[:13] in (b"HTTP/1.1 431 ", b"")
    assert not _is_open(connection)


def test_a_large_head_below_the_limit_is_read(connect: Any) -> None:
    connection = connect()
    connection.sendall(b"GET /livez HTTP/1.1\r\nhost: localhost\r\nx: " + b"x" * 60_000 + b"\r\n\r\n")
    assert one_answer(connection) == b'HTTP/1.1 200 OK|{"status":"alive"}'


def test_a_body_that_trickles_is_refused(connect: Any) -> None:
    connection = connect()
    connection.sendall(HEAD + b"content-length: 100\r\n\r\n{")
    begin = time.monotonic()
    received = everything(connection)
    assert received.startswith(b"HTTP/1.1 408 ")
    assert b'"code":"TIMEOUT"' in received
    assert 0.4 < time.monotonic() - begin < 3


def test_a_slow_body_is_not_counted_as_a_slow_head(connect: Any) -> None:
    connection = connect()
    connection.sendall(HEAD + b"content-length: %d\r\n\r\n" % len(QUERY))
    time.sleep(0.3)
    connection.sendall(QUERY)
    assert one_answer(connection) == b"HTTP/1.1 200 OK|" + ANSWER


def test_a_declared_body_that_is_too_large_is_refused_unread(connect: Any) -> None:
    connection = connect()
    connection.sendall(HEAD + b"content-length: 1000000000\r\n\r\n")
    assert one_answer(connection).startswith(b"HTTP/1.1 413 ")


def test_an_endless_body_is_refused_and_then_cut_off(connect: Any) -> None:
    connection = connect()
    connection.sendall(HEAD + b"transfer-encoding: chunked\r\n\r\n")
    begin = time.monotonic()
    received = b""
    connection.settimeout(0.01)
    with contextlib.suppress(ConnectionError):
        while time.monotonic() - begin < 5:
            connection.sendall(b"400\r\n" + b"x" * 1024 + b"\r\n")
            with contextlib.suppress(TimeoutError):
                received += connection.recv(65_536)
    assert received.startswith(b"HTTP/1.1 413 ")
    assert time.monotonic() - begin < 4


def test_a_client_that_leaves_in_the_middle_hurts_nobody(connect: Any, caplog: pytest.LogCaptureFixture) -> None:
    leaver = connect()
    leaver.sendall(HEAD + b"content-length: 100\r\n\r\n{")
    leaver.close()
    connection = connect()
    connection.sendall(whole())
    assert one_answer(connection) == b"HTTP/1.1 200 OK|" + ANSWER
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


def test_garbage_is_answered_with_400(connect: Any) -> None:
    connection = connect()
    connection.sendall(b"\x16\x03\x01garbage\r\n\r\n")
    assert everything(connection).startswith(b"HTTP/1.1 400 ")


OFFER = b"connection: Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n"
SIZED = b"content-length: %d\r\n\r\n" % len(QUERY) + QUERY
CHUNKED = b"transfer-encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(QUERY), QUERY)
HANDSHAKE = (
    b"GET /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: Upgrade\r\nupgrade: websocket\r\n"
    b"sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    b"sec-websocket-protocol: graphql-transport-ws\r\n"
)


@pytest.mark.parametrize("body", [SIZED, CHUNKED], ids=["sized", "chunked"])
@pytest.mark.parametrize("step", [1, 7, 1_000])
def test_an_offer_of_http2_is_declined_by_an_answer(connect: Any, body: bytes, step: int) -> None:
    connection = connect()
    request = HEAD + OFFER + body
    for _ in range(2):
        for start in range(0, len(request), step):
            connection.sendall(request[start : start + step])
        assert one_answer(connection) == b"HTTP/1.1 200 OK|" + ANSWER
    connection.sendall(whole())
    assert one_answer(connection) == b"HTTP/1.1 200 OK|" + ANSWER


def test_offers_of_http2_in_one_packet_are_all_answered(connect: Any) -> None:
    connection = connect()
    connection.sendall(HEAD + OFFER + SIZED + HEAD + OFFER + CHUNKED + HEAD + b"connection: close\r\n" + SIZED)
    received = everything(connection)
    assert (received.count(b"HTTP/1.1 200 OK"), received.count(ANSWER)) == (3, 3)


@pytest.mark.parametrize("version", [b"1.0", b"1.1"])
def test_an_offer_before_the_last_answer_of_a_connection_is_declined(connect: Any, version: bytes) -> None:
    connection = connect()
    head = b"GET /livez HTTP/%b\r\nhost: localhost\r\nconnection: close, Upgrade\r\nupgrade: h2c\r\n\r\n" % version
    connection.sendall(head)
    assert everything(connection).endswith(b'{"status":"alive"}')


@pytest.mark.parametrize(
    "rest",
    [
        b"content-length: 5\r\n\r\nhello",
        b"content-length: 5\r\n\r\n",
        b"transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        b"authorization: Bearer " + b"x" * 9_000 + b"\r\n\r\n",
        b"x: y\r\n" * 200 + b"\r\n",
    ],
    ids=["body", "body that does not come", "chunked body", "long line", "many lines"],
)
def test_a_handshake_that_cannot_be_read_is_refused(connect: Any, rest: bytes) -> None:
    connection = connect()
    connection.sendall(HANDSHAKE + rest)
    assert everything(connection) == b"HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


def test_a_handshake_may_say_that_it_has_no_body(connect: Any) -> None:
    connection = connect()
    connection.sendall(HANDSHAKE + b"content-length: 0\r\n\r\n")
    assert connection.recv(65_536).startswith(b"HTTP/1.1 101 Switching Protocols\r\n")


def _trickle(connection: socket.socket, drop: bytes) -> float:
    """Seconds until the server closes a connection that gets a drop ten times a second."""
    begin = time.monotonic()
    while time.monotonic() - begin < 5 and _is_open(connection):
        with contextlib.suppress(ConnectionError):
            connection.sendall(drop)
        time.sleep(0.1)
    return time.monotonic() - begin


def _is_open(connection: socket.socket) -> bool:
    connection.settimeout(0.01)
    try:
        while connection.recv(65_536):
            continue
    except TimeoutError:
        return True
    except ConnectionError:
        return False
    return False
