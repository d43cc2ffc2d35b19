"""HTTP/1.1 protocol for uvicorn, with limits on request heads and with upgrades other than WebSocket ignored."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

HEAD_DEADLINE = 5.0  # s
HEAD_LIMIT = 65_536  # bytes

_TIMED_OUT = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
_NO_HANDSHAKE = b"HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class _Parser(httptools.HttpRequestParser):
    """Ignores upgrades other than WebSocket, such as h2c: after one llhttp would not read the body."""

    def __init__(self, protocol: BoundedHeads) -> None:
        super().__init__(protocol)
        # As in uvicorn.
        self.set_dangerous_leniencies(lenient_data_after_close=True)
        self._protocol = protocol

    def feed_data(self, data: Any) -> None:
        try:
            super().feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            if not self._protocol.is_offered():
                raise
            self._protocol.decline(data[upgrade.args[0] :])


class BoundedHeads(HttpToolsProtocol):
    """Closes a connection whose next request head takes too long or grows too large."""

    _timer: asyncio.TimerHandle | None = None
    _head = 0

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.parser = _Parser(self)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        idle = self.cycle is None or self.cycle.response_complete
        if idle and self._timer is None:
            self._await_head()
        self._head += len(data)
        super().data_received(data)
        if self._timer is not None and self._head > HEAD_LIMIT:
            self._close(_TOO_LARGE)

    def on_headers_complete(self) -> None:
        self._head_arrived()
        if not self.is_offered():
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        if not self.is_offered():
            super().on_message_complete()

    def is_offered(self) -> bool:
        """Whether the current head asks for an upgrade that is to be ignored."""
        return self.parser.should_upgrade() and self.parser.get_method() != b"CONNECT" and not self._should_upgrade()

    def decline(self, rest: bytes) -> None:
        """Parse the head again without its Upgrade header, then `rest`, the bytes after it."""
        version = self.parser.get_http_version().encode()
        lines = [b"%b %b HTTP/%b" % (self.parser.get_method(), self.url, version)]
        lines += [b"%b: %b" % field for field in self.headers if field[0] != b"upgrade"]
        self.parser = _Parser(self)
        self.parser.feed_data(b"\r\n".join([*lines, b"", rest]))

    def handle_websocket_upgrade(self) -> None:
        super().handle_websocket_upgrade()
        socket = cast(WebSocketsSansIOProtocol, self.transport.get_protocol())
        if not socket.handshake_initiated:
            # The library sends no answer to a handshake with a body or too long a head.
            self._close(_NO_HANDSHAKE)

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_arrived()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        self._head = 0
        self._timer = self.loop.call_later(HEAD_DEADLINE, self._close, _TIMED_OUT)

    def _head_arrived(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _close(self, answer: bytes) -> None:
        self._head_arrived()
        if not self.transport.is_closing():
            self.transport.write(answer)
            self.transport.close()
