"""The member behind a request, from its Authorization header."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.requests import HTTPConnection

from app.identity import Identity, TokenError
from app.keys import ProviderError
from app.transport.refusal import Refusal


async def bearer(identity: Identity, request: HTTPConnection) -> tuple[str | None, float | None]:
    """The member who asks, None for nobody, and when the token ends; `Refusal` when it is not accepted."""
    with _refusals():
        return await identity.bearer(_authorization(request))


def _authorization(request: HTTPConnection) -> str | None:
    headers = request.headers.getlist("authorization")
    if len(headers) > 1:
        raise TokenError("Send one Authorization header, not several.")
    return headers[0] if headers else None


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except TokenError as error:
        raise Refusal(401, str(error), {"WWW-Authenticate": "Bearer"}) from None
    except ProviderError as error:
        raise Refusal(503, str(error), {"Retry-After": "5"}) from None
