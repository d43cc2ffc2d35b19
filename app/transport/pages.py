"""Routes other than the API: health, playground, network map, development sign-in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from app.graph.database import Database, DatabaseError
from app.identity import signing_secret
from app.playground.page import network_route, playground_routes
from app.settings import Settings
from app.transport.devtoken import devtoken_route
from app.transport.health import livez, readyz

ReadMembers = Callable[[Database], Awaitable[Sequence[dict[str, str]]]]


async def nobody(database: Database) -> Sequence[dict[str, str]]:
    """An empty member picker."""
    return ()


def pages(settings: Settings, database: Callable[[], Database], members: ReadMembers) -> list[BaseRoute]:
    """Every route except the API; sign-in and the picker of `members` exist in development only."""
    secret = signing_secret(settings) if settings.in_development else None

    async def playground_config() -> dict[str, Any]:
        offered = await _offered(members, database()) if secret else []
        return {"development": secret is not None, "members": offered}

    routes = [Route("/", _home), Route("/livez", livez), Route("/readyz", readyz)]
    signin = [devtoken_route(settings, secret)] if secret else []
    return [*routes, *signin, *playground_routes(playground_config), network_route()]


async def _home(request: Request) -> Response:
    return RedirectResponse("/playground")


async def _offered(members: ReadMembers, database: Database) -> list[dict[str, str]]:
    try:
        return list(await members(database))
    except DatabaseError:
        # The page must work without a database; an id can be typed in.
        return []
