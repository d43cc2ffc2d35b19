"""What the tests of WebSockets and event streams share: a schema with things to watch, and a socket to do it by."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import Any, cast

import anyio
import strawberry
from starlette.applications import Starlette
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from app.execution.extension import extensions
from app.graph.database import Database
from app.identity import LEEWAY, issue
from app.main import create_app
from app.settings import Settings
from tests.transport.conftest import SECRET, Door, Mutation, Query

MakeClient = Callable[..., TestClient]

PROTOCOL = "graphql-transport-ws"
WAIT = "subscription { wait }"
EVENTS = "subscription { networkEvents%s { kind member { id } } }"
# A member, where its events shall begin, and why they do not.
REFUSED = [
    (None, "", "Sign in to do this: send Authorization: Bearer TOKEN.", "UNAUTHENTICATED"),
    ("stranger", "", "You are not a member yet; use registerMember first.", "FORBIDDEN"),
    (
        "ada",
        '(after: "x")',
        "after is not an event of yours, or too old; leave it out to begin now.",
        "BAD_USER_INPUT",
    ),
]

_PATIENCE = 10.0  # s for what must come


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def count(self, to: int, pause: float = 0.0) -> AsyncIterator[int]:
        for number in range(1, to + 1):
            await asyncio.sleep(pause)
            yield number

    @strawberry.subscription
    async def wait(self) -> AsyncIterator[str]:
        yield "begun"
        await asyncio.Event().wait()

    @strawberry.subscription
    async def breaks(self) -> AsyncIterator[int]:
        yield 1
        raise RuntimeError("secret")


def watched(data_dir: Path, **changes: Any) -> Starlette:
    """The application around that schema; a context knows the viewer and nothing else."""
    given = {"data_dir": data_dir, "jwt_secret": SECRET, "allowed_hosts": ("testserver",), **changes}
    settings = Settings(**given)
    schema = strawberry.Schema(Query, Mutation, Subscription, extensions=extensions(settings))
    return create_app(
        settings,
        lambda: cast(Database, Door()),
        schema=schema,
        context=lambda viewer, state: SimpleNamespace(viewer=viewer),
    )


@contextmanager
def clients(data_dir: Path) -> Iterator[MakeClient]:
    """Makes clients of that application under changed settings, and ends them."""
    with ExitStack() as stack:
        yield lambda **changes: stack.enter_context(TestClient(watched(data_dir, **changes)))


def bearer(member: str, seconds: float = 3600.0, secret: str = SECRET) -> str:
    """An Authorization header that is taken for so many seconds from now."""
    return f"Bearer {issue(secret, member, timedelta(seconds=seconds - LEEWAY))}"


class Socket:
    """A WebSocket on the application; what must come and does not is a `TimeoutError`, never a test that hangs."""

    def __init__(self, client: TestClient, **headers: str) -> None:
        self._opening = client.websocket_connect("/graphql", subprotocols=[PROTOCOL], headers=headers)
        self._session: WebSocketTestSession

    def __enter__(self) -> "Socket":
        self._session = self._opening.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opening.__exit__(kind, error, trace)

    @property
    def subprotocol(self) -> str | None:
        return self._session.accepted_subprotocol

    def send(self, message: object) -> None:
        """A message; text and bytes go as they are."""
        if isinstance(message, bytes):
            self._session.send_bytes(message)
        else:
            self._session.send_text(message if isinstance(message, str) else json.dumps(message))

    def init(self, authorization: object = None) -> "Socket":
        """Sign in, or not, and be acknowledged."""
        self.send({"type": "connection_init", "payload": {"authorization": authorization} if authorization else {}})
        assert self.receive() == {"type": "connection_ack"}
        return self

    def subscribe(self, query: str, id: str = "1", **more: Any) -> None:
        self.send({"type": "subscribe", "id": id, "payload": {"query": query, **more}})

    def receive(self) -> Any:
        """The next message; `WebSocketDisconnect` when the socket is closed instead."""
        message = self._session.portal.call(self._message)
        if message["type"] == "websocket.close":
            raise WebSocketDisconnect(message["code"], message["reason"])
        return json.loads(message["text"])

    def closed(self) -> tuple[int, str | None]:
        """With which code and reason the socket is closed, whatever comes before."""
        while True:
            try:
                self.receive()
            except WebSocketDisconnect as end:
                return end.code, end.reason

    async def _message(self) -> Any:
        with anyio.fail_after(_PATIENCE):
            return await self._session._send_rx.receive()
