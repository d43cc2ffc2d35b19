import asyncio
from collections.abc import Iterable

import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from app.transport.body import read_body
from app.transport.refusal import Refusal


def request(chunks: Iterable[bytes | float | None], headers: dict[str, str] | None = None) -> Request:
    """A request whose body comes in these chunks; a number is a pause, None the client's leaving."""
    left = list(chunks)

    async def receive() -> Message:
        if not left:
            return {"type": "http.request", "body": b"", "more_body": False}
        chunk = left.pop(0)
        if chunk is None:
            return {"type": "http.disconnect"}
        if isinstance(chunk, float):
            await asyncio.sleep(chunk)
            return {"type": "http.request", "body": b"", "more_body": True}
        return {"type": "http.request", "body": chunk, "more_body": True}

    raw = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    return Request({"type": "http", "method": "POST", "headers": raw}, receive)


def read(chunks: Iterable[bytes | float | None], headers: dict[str, str] | None = None) -> bytes:
    return asyncio.run(read_body(request(chunks, headers), limit=10, deadline=0.05))


def test_the_chunks_of_a_body_are_one() -> None:
    assert read([b"01234", b"", b"56789"]) == b"0123456789"
    assert read([]) == b""


@pytest.mark.parametrize(
    ("chunks", "headers"),
    [([b"01234", b"567890"], {}), ([None], {"content-length": "11"}), ([b"0"], {"content-length": "9" * 40})],
)
def test_a_body_beyond_the_limit_is_refused(chunks: list[bytes | float | None], headers: dict[str, str]) -> None:
    with pytest.raises(Refusal) as refusal:
        read(chunks, headers)
    assert (refusal.value.status, refusal.value.code) == (413, "BAD_USER_INPUT")
    assert refusal.value.message == "The body is too large; at most 10 bytes are taken."


def test_a_body_that_trickles_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        read([b"0", 0.03, b"1", 0.03, b"2"])
    assert (refusal.value.status, refusal.value.code) == (408, "TIMEOUT")
    assert refusal.value.message == "The body did not arrive within 0.05 seconds; send it again."
    assert refusal.value.headers == {"Connection": "close"}


def test_a_client_that_leaves_is_no_refusal() -> None:
    with pytest.raises(ClientDisconnect):
        read([b"0", None])
