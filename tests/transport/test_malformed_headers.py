"""Headers that are none, over a real socket: each is answered, and never as a fault of the server."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from app.playground.page import STATIC
from app.transport import serve
from app.transport.listening import bind
from tests.transport.wire import watched

ASSET = next((STATIC / "assets").glob("*.js")).name.encode()
QUERY = b'{"query":"{ viewer }"}'
ROUTES = (
    (b"POST", b"/graphql", QUERY),
    (b"GET", b"/graphql?query=%7Bviewer%7D", b""),
    (b"POST", b"/dev/token", b'{"memberId":"ada"}'),
    (b"GET", b"/", b""),
    (b"GET", b"/playground", b""),
    (b"GET", b"/playground/config.json", b""),
    (b"GET", b"/playground/assets/" + ASSET, b""),
    (b"GET", b"/network", b""),
    (b"GET", b"/livez", b""),
    (b"GET", b"/readyz", b""),
    (b"GET", b"/livez/", b""),
)
DIGITS = b"9" * 5_000
MALFORMED = (
    b"Origin: http://[",
    b"Origin: http://[::1",
    b"Origin: http://localhost:port",
    b"Origin: //",
    b"Origin: \xff",
    b"Origin:",
    b"Host: [",
    b"Host: ]",
    b"Host: [::1",
    b"Host: http://[",
    b"Host: localhost:" + DIGITS,
    b"Host: localhost:-1",
    b"Host: \xff",
    b"Host:",
    b"Host: a, b",
    b"Content-Type: ;",
    b"Content-Type: application/json; charset",
    b'Content-Type: application/json; charset="',
    b"Content-Type: multipart/form-data",
    b"Content-Type: \xff",
    b"Content-Length: -1",
    b"Content-Length: " + DIGITS,
    b"Content-Length: 1e3",
    b"Content-Length: \xb2",
    b"Content-Length:",
    b"Transfer-Encoding: nonsense",
    b"Transfer-Encoding: chunked, chunked",
    b"Content-Encoding: nonsense",
    b"Expect: nonsense",
    b"Accept: ;q=",
    b"Accept: application/json;q=many",
    b"Accept: application/json;q=nan, */*;q=-inf, */*;q=1e999",
    b"Accept: text/event-stream;;=,",
    b"Accept: " + b",;=" * 5_000,
    b"Accept-Encoding: gzip;q=many, \xff",
    b"Accept-Language: \xff;q=",
    b"Authorization: Bearer",
    b"Authorization: Bearer .",
    b"Authorization: Bearer \xff.\xff.\xff",
    b"Authorization: Bearer e30.e30.e30",
    b"Authorization: Bearer " + b"W1tb" * 5_000 + b"..",
    b"Authorization: Basic =",
    b"Cookie: =;=;\xff",
    b'Cookie: a="',
    b"Range: bytes",
    b"Range: bytes=",
    b"Range: bytes=-",
    b"Range: bytes=9-1",
    b"Range: bytes=0-" + DIGITS,
    b"Range: bytes=\xb2-\xb3",
    b"Range: lines=0-1",
    b"Range: bytes=" + b"0-0," * 5_000,
    b'Range: bytes=0-1\r\nIf-Range: W/"',
    b'If-None-Match: "',
    b"If-None-Match: W/\xff,,",
    b"If-Modified-Since: never",
    b"If-Modified-Since: Mon, 99 Nil 99999 99:99:99 GMT",
    b"If-Modified-Since: Thu, 01 Jan " + DIGITS + b" 00:00:00 GMT",
    b"If-Modified-Since: \xff",
    b"If-Modified-Since: , ,",
    b"Sec-Fetch-Site: \xff",
    b"Sec-Fetch-Mode: [",
    b"Forwarded: for=[",
    b"X-Forwarded-For: [",
    b"X-Forwarded-For: [::1]:" + DIGITS,
    b"X-Forwarded-Proto: \xff",
    b"Access-Control-Request-Method: \xff",
    b"Acquaint-Include: ,\xff,",
    b"No colon",
    b" : folded",
    b": no name",
    b"Null: \x00",
)
HANDSHAKE = (
    b"Sec-WebSocket-Key: [",
    b"Sec-WebSocket-Key:",
    b"Sec-WebSocket-Version: many",
    b"Sec-WebSocket-Version: " + DIGITS,
    b"Sec-WebSocket-Protocol: ,;=",
    b"Sec-WebSocket-Protocol: \xff",
    b"Sec-WebSocket-Extensions: ;=,",
    b"Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=many",
    b"Origin: http://[",
    b"Host: [",
    b"Authorization: Bearer \xff",
    b"Upgrade: \xff",
    b"Connection: \xff",
)
UPGRADE = {
    b"Host": b"localhost",
    b"Connection": b"Upgrade",
    b"Upgrade": b"websocket",
    b"Sec-WebSocket-Key": b"AAAAAAAAAAAAAAAAAAAAAA==",
    b"Sec-WebSocket-Version": b"13",
    b"Sec-WebSocket-Protocol": b"graphql-transport-ws",
}

Address = tuple[str, int]


@pytest.fixture(scope="module", params=["httptools", "h11"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """A real uvicorn with the whole application, once for each of its two readers of HTTP."""
    app = watched(tmp_path_factory.mktemp("headers"), allowed_hosts="*", cors_origins=("http://listed.test",))
    listener = bind("127.0.0.1", 0)
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "h11":
            patch.setattr(serve, "_http", lambda: "h11")
        server = uvicorn.Server(serve._config(app))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield listener.getsockname()
    server.should_exit = True
    thread.join(10)
    assert not thread.is_alive()


def status(address: Address, head: bytes, body: bytes = b"") -> int:
    """The status of the answer; `ConnectionError` when there is none."""
    with socket.create_connection(address, timeout=10) as connection:
        connection.sendall(head + b"\r\n\r\n" + body)
        received = b""
        while b"\r\n" not in received:
            if not (chunk := connection.recv(65_536)):
                raise ConnectionError("closed without an answer")
            received += chunk
    return int(received.split()[1])


@pytest.mark.parametrize("header", MALFORMED, ids=lambda header: repr(header[:50]))
def test_a_malformed_header_is_answered_and_no_fault_of_the_server(address: Address, header: bytes) -> None:
    name = header.partition(b":")[0].lower()
    answers = {}
    for method, path, body in ROUTES:
        usual = {b"Host": b"localhost", b"Content-Type": b"application/json", b"Content-Length": b"%d" % len(body)}
        lines = [b"%s: %s" % pair for pair in usual.items() if pair[0].lower() != name]
        answers[path] = status(address, b"\r\n".join((b"%s %s HTTP/1.1" % (method, path), *lines, header)), body)
    assert {path: answer for path, answer in answers.items() if not 200 <= answer < 500} == {}


@pytest.mark.parametrize("header", HANDSHAKE, ids=lambda header: repr(header[:50]))
def test_a_malformed_handshake_is_answered_and_no_fault_of_the_server(address: Address, header: bytes) -> None:
    lines = [b"%s: %s" % pair for pair in UPGRADE.items() if not header.startswith(pair[0] + b":")]
    assert 100 < status(address, b"\r\n".join((b"GET /graphql HTTP/1.1", *lines, header))) < 500


def test_what_the_tables_send_is_answered_when_it_is_well_formed(address: Address) -> None:
    host = b"Host: localhost\r\nContent-Type: application/json\r\n"
    answers = [
        status(address, b"%s %s HTTP/1.1\r\n%sContent-Length: %d" % (method, path, host, len(body)), body)
        for method, path, body in ROUTES
    ]
    upgraded = status(
        address, b"GET /graphql HTTP/1.1\r\n" + b"\r\n".join(b"%s: %s" % pair for pair in UPGRADE.items())
    )
    assert (answers, upgraded) == ([200, 200, 200, 307, 200, 200, 200, 200, 200, 200, 307], 101)
