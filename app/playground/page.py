"""Playground and network map: examples, built files, and headers that forbid other origins."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC = Path(__file__).parent / "static"
EXAMPLES = Path(__file__).parent / "examples"

PAGE_HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "font-src 'self' data:",
            "img-src 'self' data:",
            "connect-src 'self' ws: wss:",
            "worker-src 'self' blob:",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
# Asset names contain a hash of their content, so an asset never changes.
ASSET_HEADERS = {"Cache-Control": "public, max-age=31536000, immutable"}

_HEAD = re.compile(
    r"# (?P<group>[^:\n]+): (?P<title>[^\n]+)\n"
    r"(?:# as: (?P<member>\S+)\n)?"
    r"(?:# variables: (?P<variables>\{[^\n]*\})\n)?"
    r"(?:# carry: (?P<carry>\{[^\n]*\})\n)?"
    r"\n"
)


@dataclass(frozen=True)
class Example:
    """One document of the Examples menu; a step of the walk has a `member` to sign in as.

    `variables` and `carry` are JSON objects as text, or empty; `carry` maps a variable of later steps to the path of
    its value in this answer.
    """

    title: str
    group: str
    query: str
    variables: str = ""
    member: str = ""
    carry: str = ""


def read_examples(folder: Path = EXAMPLES) -> list[Example]:
    """The examples in menu order; `ValueError` names a file whose first lines are malformed."""
    return [_read_example(path) for path in sorted(folder.glob("*.graphql"))]


def _read_example(path: Path) -> Example:
    text = path.read_text(encoding="utf-8")
    head = _HEAD.match(text)
    if head is None:
        raise ValueError(
            f"{path.name}: begin with a line '# Group: Title', "
            "if need be '# as: MEMBER', '# variables: {…}' and '# carry: {…}', then an empty line."
        )
    given = {name: value for name, value in head.groupdict().items() if value}
    return Example(query=text[head.end() :], **given)


def playground_routes(config: Callable[[], Awaitable[dict[str, Any]]]) -> list[BaseRoute]:
    """The routes below /playground; `config` returns `development` and `members`.

    A step of the walk is offered only if its member is among them.
    """
    examples = [asdict(example) for example in read_examples()]

    async def configuration(request: Request) -> Response:
        given = await config()
        members = {"", *(member["id"] for member in given["members"])}
        offered = [example for example in examples if example["member"] in members]
        return JSONResponse({"examples": offered, **given}, headers={"Cache-Control": "no-store"})

    assets = Mount(
        "/assets",
        StaticFiles(directory=STATIC / "assets"),
        middleware=[Middleware(WithHeaders, headers=ASSET_HEADERS)],
    )
    index = _html("index.html")
    return [
        Route("/playground", index, middleware=_middleware()),
        Mount(
            "/playground",
            routes=[Route("/", index), Route("/config.json", configuration), assets],
            middleware=_middleware(),
        ),
    ]


def network_route() -> Route:
    """The page of the network map; its assets are below /playground."""
    return Route("/network", _html("network.html"), middleware=_middleware())


def _html(name: str) -> Callable[[Request], Awaitable[Response]]:
    async def html(request: Request) -> Response:
        return FileResponse(STATIC / name, headers={"Cache-Control": "no-cache"})

    return html


def _middleware() -> list[Middleware]:
    return [Middleware(WithHeaders, headers=PAGE_HEADERS)]


class WithHeaders:
    """Middleware that sets fixed response headers."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self.app = app
        self.headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        await self.app(scope, receive, send_with_headers)
