"""Development sign-in as any member, for the playground on the developer's own machine."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_address

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.identity import development_token
from app.settings import Settings
from app.transport.body import read_body, read_json
from app.transport.hosts import host_name
from app.transport.media import is_json
from app.transport.refusal import Json, Refusal
from app.values.ids import is_member_id

_LIFETIME = timedelta(hours=12)
_BODY_LIMIT = 1_000  # bytes
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def devtoken_route(settings: Settings, secret: str) -> Route:
    """`POST /dev/token`; 404 for clients on other machines."""

    async def devtoken(request: Request) -> Response:
        if not is_local(request):
            raise HTTPException(404)
        if not is_own_page(request):
            raise Refusal(403, "A page of another site may not sign anybody in.")
        if not is_json(request.headers.get("content-type")):
            raise Refusal(415, "The body must be JSON; send the header Content-Type: application/json.")
        body = await read_body(request, limit=_BODY_LIMIT, deadline=settings.body_deadline.total_seconds())
        member = _member(read_json(body, "body"))
        token = development_token(settings, secret, member, _LIFETIME)
        return Json({"token": token, "memberId": member})

    return Route("/dev/token", devtoken, methods=["POST"])


def is_local(request: Request) -> bool:
    """Whether client and Host are loopback addresses and no proxy header is present."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    return _is_loopback(request.client.host) and _is_loopback(host_name(request.headers.get("host", "")))


def is_own_page(request: Request) -> bool:
    """Whether the request comes from a page of this server, or from no page at all."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site", "none")
    # Compared as text: the header may not be a valid address.
    same = origin is None or origin.lower().partition("://")[2] == request.headers.get("host", "").lower()
    return same and site in ("none", "same-origin")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _member(body: object) -> str:
    member = body.get("memberId") if isinstance(body, dict) else None
    if not is_member_id(member):
        raise Refusal(400, 'Send the member as {"memberId": …}: 1 to 128 printable ASCII characters without spaces.')
    return str(member)
