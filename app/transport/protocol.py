"""HTTP/1.1 whose request heads must be complete in time and small; uvicorn bounds neither."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_DEADLINE = 5.0  # s
HEAD_LIMIT = 65_536  # bytes

_TIMED_OUT = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class BoundedHeads(HttpToolsProtocol):
    """Closes a connection whose next request head takes too long or grows too large."""

    _timer: asyncio.TimerHandle | None = None
    _head = 0

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
        super().on_headers_complete()

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
