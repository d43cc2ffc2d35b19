"""Responses to requests that do not reach GraphQL: a status and one error, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from strawberry.http.streaming import SSETransport

from app.transport.media import EVENTS, JSON

_CODES = {401: "UNAUTHENTICATED", 403: "FORBIDDEN", 408: "TIMEOUT", 429: "RATE_LIMITED", 503: "UNAVAILABLE"}
_SENTENCES = {
    404: "There is nothing here; the API is at /graphql.",
    405: "This path does not take this method; see the header Allow.",
}
_SSE = SSETransport()


class Refusal(Exception):
    """Raised to answer a request with an HTTP status and one error."""

    def __init__(
        self, status: int, message: str, headers: Mapping[str, str] | None = None, *, code: str | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = headers
        self.code = code or _CODES.get(status, "BAD_USER_INPUT" if status < 500 else "INTERNAL_SERVER_ERROR")

    def response(self, media_type: str = JSON) -> Response:
        return answer(self.content(), self.status, media_type, self.headers)

    def content(self) -> dict[str, Any]:
        return _errors(self.message, {"code": self.code})


class Json(Response):
    """A JSON response."""

    media_type = JSON

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content)


def answer(content: Any, status: int, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """A response in JSON, or a complete event stream with status 200, because graphql-sse retries HTTP errors."""
    if media_type == EVENTS:
        return Response(events(content), 200, {**(headers or {}), **SSETransport.headers})
    return Json(content, status, headers, media_type)


def events(content: Any) -> str:
    """The text of an event stream with one `next` event and `complete`."""
    return _SSE.encode_next(content, lambda value: orjson.dumps(value).decode()) + _SSE.encode_complete()


def errors_response(status: int, message: str, extensions: Mapping[str, Any], media_type: str) -> Response:
    return answer(_errors(message, extensions), status, media_type)


def _errors(message: str, extensions: Mapping[str, Any]) -> dict[str, Any]:
    return {"errors": [{"message": message, "extensions": extensions}]}


async def refused(request: Request, error: Exception) -> Response:
    """Starlette's exception handler for `Refusal`."""
    assert isinstance(error, Refusal)
    return error.response()


async def unrouted(request: Request, error: Exception) -> Response:
    """Starlette's exception handler for 404 and 405."""
    assert isinstance(error, HTTPException)
    message = _SENTENCES.get(error.status_code, error.detail)
    return Refusal(error.status_code, message, error.headers).response()
