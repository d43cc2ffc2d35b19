"""Middleware that checks the Host header, against DNS rebinding."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from app.transport.refusal import Refusal

# Probes use the IP address, and the answer reveals only a state.
_ANY_HOST = ("/livez", "/readyz")


class Hosts:
    """Answers 400 to a Host that is not listed; `*` matches every host, `*.example.com` every subdomain."""

    def __init__(self, app: ASGIApp, allowed: Sequence[str]) -> None:
        self.app = app
        self.allowed = [host.lower() for host in allowed]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or scope["path"] in _ANY_HOST or self._is_allowed(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose()(scope, receive, send)
        else:
            message = "This server does not answer to this Host; list it in ACQUAINT_ALLOWED_HOSTS."
            await Refusal(400, message).response()(scope, receive, send)

    def _is_allowed(self, scope: Scope) -> bool:
        hosts = Headers(scope=scope).getlist("host")
        return len(hosts) == 1 and any(_matches(host_name(hosts[0]), pattern) for pattern in self.allowed)


def host_name(host: str) -> str:
    """The name of a Host header without its port: `localhost`, `[::1]`."""
    name, _, port = host.lower().rpartition(":")
    return name if name and port.isdecimal() and not name.endswith(":") else host.lower()


def _matches(name: str, pattern: str) -> bool:
    return pattern in ("*", name) or (pattern.startswith("*.") and name.endswith(pattern[1:]))
