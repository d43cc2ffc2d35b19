"""Health checks: liveness and readiness."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from app.graph.database import DatabaseError
from app.transport.refusal import Json

_PING_TIMEOUT = 1.0  # s


async def livez(request: Request) -> Response:
    return Json({"status": "alive"})


async def readyz(request: Request) -> Response:
    reason = "the server is stopping" if request.app.state.draining else await _database_fault(request)
    if reason:
        return Json({"status": "not ready", "reason": reason}, 503, {"Retry-After": "1"})
    return Json({"status": "ready"})


async def _database_fault(request: Request) -> str | None:
    try:
        async with asyncio.timeout(_PING_TIMEOUT):
            await request.app.state.database.ping()
    except TimeoutError:
        return f"the database did not answer within {_PING_TIMEOUT:g} s"
    except DatabaseError:
        return "the database cannot be used"
    return None
