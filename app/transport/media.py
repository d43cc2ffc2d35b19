"""Media types: Content-Type and Accept."""

from __future__ import annotations

from functools import lru_cache

from starlette.requests import Request

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
EVENTS = "text/event-stream"

_RANKS = {GRAPHQL: {GRAPHQL}, JSON: {JSON, "application/*", "*/*"}, EVENTS: {EVENTS}}


def is_json(content_type: str | None) -> bool:
    """Whether it is exactly application/json, with no charset or UTF-8."""
    media_type, *parameters = [part.strip().lower() for part in (content_type or "").split(";")]
    charsets = [value.strip('"') for name, _, value in (p.partition("=") for p in parameters) if name == "charset"]
    return media_type == JSON and all(charset in ("utf-8", "utf8") for charset in charsets)


def wanted(request: Request) -> str:
    """The response media type; JSON for event streams over GET, because EventSource would reconnect without end."""
    media_type = answer_type(request.headers.get("accept"))
    return JSON if media_type == EVENTS and request.method != "POST" else media_type


@lru_cache(maxsize=256)
def answer_type(accept: str | None) -> str:
    """The supported media type with the highest quality, the first of equals; JSON when none is listed."""
    best, media_type = 0.0, JSON
    for part in (accept or "")[:1_000].split(","):
        name, *parameters = [piece.strip().lower() for piece in part.split(";")]
        ours = next((ours for ours, names in _RANKS.items() if name in names), None)
        if ours and (quality := _quality(parameters)) > best:
            best, media_type = quality, ours
    return media_type


def accepts_html(accept: str | None) -> bool:
    return "text/html" in (accept or "").lower()


def _quality(parameters: list[str]) -> float:
    try:
        return next((float(p[2:]) for p in parameters if p.startswith("q=")), 1.0)
    except ValueError:
        return 0.0
