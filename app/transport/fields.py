"""Parser of a GraphQL request: query, variables, operationName, extensions."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from strawberry.http import GraphQLRequestData

from app.settings import Settings
from app.transport.body import check_query_string, read_body, read_json
from app.transport.media import is_json
from app.transport.persisted import Persisted
from app.transport.refusal import Refusal

_KINDS = {
    "query": (str, "text"),
    "operationName": (str, "text"),
    "variables": (dict, "an object"),
    "extensions": (dict, "an object"),
}


async def read_operation(request: Request, settings: Settings, persisted: Persisted) -> GraphQLRequestData:
    """The operation of a request; `Refusal` when it is not exactly one well-formed operation."""
    fields = _query_fields(request) if request.method == "GET" else await _body_fields(request, settings)
    if isinstance(fields, list):
        raise Refusal(400, "Send one operation a request; batches are not taken.")
    if not isinstance(fields, dict):
        raise Refusal(400, "The body must be a JSON object with the field query.")
    for field, (kind, words) in _KINDS.items():
        if not isinstance(fields.get(field), (kind, type(None))):
            raise Refusal(400, f"The field {field} must be {words} or null.")
    text, name = persisted.text(fields), fields.get("operationName") or None
    return GraphQLRequestData(text, fields.get("variables"), name, fields.get("extensions"))


def _query_fields(request: Request) -> dict[str, Any]:
    check_query_string(request.scope["query_string"])
    fields: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if name in fields:
            fields[name] = read_json(fields[name], f"parameter {name}") if fields[name] else None
    return fields


async def _body_fields(request: Request, settings: Settings) -> Any:
    if not is_json(request.headers.get("content-type")):
        raise Refusal(415, "The body must be JSON; send the header Content-Type: application/json.")
    deadline = settings.body_deadline.total_seconds()
    return read_json(await read_body(request, limit=settings.body_limit, deadline=deadline), "body")
