"""Middleware for the headers of every response and for unhandled exceptions."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.execution.errors import masked
from app.transport.media import wanted
from app.transport.refusal import errors_response


class Headers:
    """Adds `nosniff`, and `no-store` unless a route sets Cache-Control; masks unhandled exceptions as a 500."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except Exception as error:
            bug = masked(error)
            if started:
                raise
            response = errors_response(500, bug.message, bug.extensions or {}, wanted(Request(scope)))
            await response(scope, receive, send_with_headers)
