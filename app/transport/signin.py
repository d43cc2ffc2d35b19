"""Authentication of requests and WebSockets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import HTTPConnection

from app.identity import Identity, TokenError
from app.keys import ProviderError
from app.transport.refusal import Refusal


async def bearer(identity: Identity, request: HTTPConnection) -> tuple[str | None, float | None]:
    """The member id and the token's end (Unix time, seconds), both None without a token; `Refusal` for a bad one."""
    try:
        return await identity.bearer(_authorization(request))
    except TokenError as error:
        raise Refusal(401, str(error), {"WWW-Authenticate": _challenge(request)}) from None
    except ProviderError as error:
        raise Refusal(503, str(error), {"Retry-After": "5"}) from None


def socket_authorization(payload: Mapping[str, Any], handshake: HTTPConnection) -> str | None:
    """The first `authorization` (any case) of the connection_init payload, of its `headers`, or of the handshake.

    None when there is none; `TokenError` when it is not text.
    """
    headers = payload.get("headers")
    for fields in (payload, headers if isinstance(headers, dict) else {}):
        for name, value in fields.items():
            if name.lower() == "authorization" and value is not None:
                if not isinstance(value, str):
                    raise TokenError("The payload's authorization must be text: Bearer TOKEN.")
                return value
    return _authorization(handshake)


def _authorization(request: HTTPConnection) -> str | None:
    headers = request.headers.getlist("authorization")
    if len(headers) > 1:
        raise TokenError("Send one Authorization header, not several.")
    return headers[0] if headers else None


def _challenge(request: HTTPConnection) -> str:
    """The WWW-Authenticate header; by RFC 6750 it names an error only when a token was sent."""
    sent = any(value.lower().startswith("bearer ") for value in request.headers.getlist("authorization"))
    return 'Bearer error="invalid_token"' if sent else "Bearer"
