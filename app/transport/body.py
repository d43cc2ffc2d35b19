"""Readers of a request body and query string, with limits on size, time and encoding."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import unquote_to_bytes

import orjson
from starlette.requests import Request

from app.transport.refusal import Refusal


async def read_body(request: Request, *, limit: int, deadline: float) -> bytes:
    """Read the body, at most `limit` bytes in `deadline` seconds; `Refusal` if it is larger, slower or compressed."""
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise Refusal(415, "A compressed body is not taken; send it without Content-Encoding.")
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > limit:
        raise _too_large(limit)
    chunks: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(deadline):
            async for chunk in request.stream():
                size += len(chunk)
                if size > limit:
                    raise _too_large(limit)
                chunks.append(chunk)
    except TimeoutError:
        # The rest of this body must not be parsed as the next request.
        message = f"The body did not arrive within {deadline:g} seconds; send it again."
        raise Refusal(408, message, {"Connection": "close"}) from None
    return b"".join(chunks)


def read_json(text: bytes | str, what: str) -> Any:
    """Parse JSON; `Refusal` when it is invalid, nested too deeply or contains lone surrogates."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Refusal(400, f"The {what} is not valid JSON in UTF-8: {error}.") from None


def check_query_string(raw: bytes) -> None:
    """Raise `Refusal` for percent-encoding that is not UTF-8; Starlette would silently replace it."""
    try:
        unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        raise Refusal(400, "The query string is not UTF-8; encode it as such.") from None


def _too_large(limit: int) -> Refusal:
    return Refusal(413, f"The body is too large; at most {limit} bytes are taken.")
