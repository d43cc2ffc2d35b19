"""What is answered when a request does not reach GraphQL: a status and one error, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

_CODES = {401: "UNAUTHENTICATED", 403: "FORBIDDEN", 408: "TIMEOUT", 429: "RATE_LIMITED", 503: "UNAVAILABLE"}
_SENTENCES = {
    404: "There is nothing here; the API is at /graphql.",
    405: "This path does not take this method; see the header Allow.",
}


class Refusal(Exception):
    """A request that is answered with a status and one sentence."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = headers

    @property
    def code(self) -> str:
        return _CODES.get(self.status, "BAD_USER_INPUT" if self.status < 500 else "INTERNAL_SERVER_ERROR")

    def response(self, media_type: str = "application/json") -> Response:
        return errors_response(self.status, self.message, {"code": self.code}, self.headers, media_type)


class Json(Response):
    """A JSON answer that nobody keeps."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content)


def errors_response(
    status: int,
    message: str,
    extensions: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
    media_type: str = "application/json",
) -> Response:
    """The shape of every error of this server."""
    body = {"errors": [{"message": message, "extensions": extensions}]}
    return Json(body, status, headers, media_type)


async def refused(request: Request, error: Exception) -> Response:
    """Starlette's handler of a `Refusal`."""
    assert isinstance(error, Refusal)
    return error.response()


async def unrouted(request: Request, error: Exception) -> Response:
    """Starlette's handler of what its routing finds: no such path, no such method."""
    assert isinstance(error, HTTPException)
    message = _SENTENCES.get(error.status_code, error.detail)
    return Refusal(error.status_code, message, error.headers).response()
