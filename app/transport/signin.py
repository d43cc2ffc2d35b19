"""The member behind a request, from its Authorization header."""

from __future__ import annotations

from starlette.requests import Request

from app.identity import Identity, ProviderError, TokenError
from app.transport.refusal import Refusal


async def viewer(identity: Identity, request: Request) -> str | None:
    """The member who asks, None for nobody; `Refusal` when the token is not accepted."""
    headers = request.headers.getlist("authorization")
    try:
        if len(headers) > 1:
            raise TokenError("Send one Authorization header, not several.")
        return await identity.viewer(headers[0] if headers else None)
    except TokenError as error:
        raise Refusal(401, str(error), {"WWW-Authenticate": "Bearer"}) from None
    except ProviderError as error:
        raise Refusal(503, str(error), {"Retry-After": "5"}) from None
