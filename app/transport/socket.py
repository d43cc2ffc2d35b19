"""GraphQL over WebSocket by the protocol graphql-transport-ws: strict in what it takes, closed when the token ends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError, OperationDefinitionNode, OperationType, parse
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
    Operation,
)
from strawberry.subscriptions.protocols.graphql_transport_ws.types import ConnectionInitMessage, Message

from app.execution.errors import refusal, timed_out
from app.identity import ProviderError, TokenError
from app.transport.admission import Admission
from app.transport.refusal import Refusal
from app.transport.streams import Streams, TooManyStreams

_KINDS: dict[str, tuple[type, ...]] = {
    "query": (str,),
    "variables": (dict, type(None)),
    "operationName": (str, type(None)),
    "extensions": (dict, type(None)),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a socket needs of the server."""

    sign_in: Callable[[str | None], Awaitable[tuple[str | None, float | None]]]
    context: Callable[[str | None], Any]
    admission: Admission
    streams: Streams
    deadline: float


class Handler(BaseGraphQLTransportWSHandler[Any, None]):
    """One socket; every operation on it gets a context of its own."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.terms: Terms = options["view"].terms(options["websocket"].ws.app.state)
        self._viewer: str | None = None
        self._held = ExitStack()
        self._end: asyncio.TimerHandle | None = None
        super().__init__(*arguments, **options)

    @property
    def context(self) -> Any:
        return self.terms.context(self._viewer)

    @context.setter
    def context(self, _: Any) -> None:
        """The one that is made before anybody has signed in is not used."""

    async def shutdown(self) -> None:
        if self._end:
            self._end.cancel()
        self._held.close()
        await super().shutdown()

    async def handle_message(self, message: Message) -> None:
        if reason := fault(message):
            await self.websocket.close(code=4400, reason=reason)
        else:
            await super().handle_message(message)

    async def handle_connection_init(self, message: ConnectionInitMessage) -> None:
        if self.connection_init_received or self.connection_timed_out:
            await super().handle_connection_init(message)
            return
        authorization = (message.get("payload") or {}).get("authorization")
        try:
            if not isinstance(authorization, str | None):
                raise TokenError("The payload's authorization must be text: Bearer TOKEN.")
            self._viewer, expires = await self.terms.sign_in(authorization)
            self._held.enter_context(self.terms.streams.one_more(self._viewer))
        except TokenError as error:
            await self.websocket.close(code=4403, reason=_short(str(error)))
        except ProviderError as error:
            await self.websocket.close(code=1013, reason=_short(str(error)))
        except TooManyStreams:
            await self.websocket.close(code=4429, reason="Too many connections; close one of them first.")
        else:
            if expires is not None:
                self._end = asyncio.get_running_loop().call_later(max(0.0, expires - time.time()), self._expire)
            await super().handle_connection_init(_plain(message))

    async def run_operation(self, operation: Operation[Any, None]) -> None:
        if _streams(operation):
            await super().run_operation(operation)
            return
        try:
            async with self.terms.admission.slot(), asyncio.timeout(self.terms.deadline):
                await super().run_operation(operation)
        except TimeoutError:
            await operation.send_initial_errors([timed_out()])
        except Refusal as busy:
            await operation.send_initial_errors([refusal(busy.message, "UNAVAILABLE")])

    def _expire(self) -> None:
        task = asyncio.create_task(self.websocket.close(code=4403, reason="The token has expired; sign in again."))
        task.add_done_callback(self._task_done)


def fault(message: object) -> str | None:
    """What a message lacks to be one of the protocol; None when it is one."""
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        return "A message must be an object with a type."
    kind = message["type"]
    if kind in ("connection_init", "ping", "pong"):
        return None if isinstance(message.get("payload"), dict | None) else "The payload must be an object."
    if kind in ("subscribe", "complete"):
        identifier = message.get("id")
        if not isinstance(identifier, str) or not identifier:
            return "The id must be text."
    if kind == "subscribe":
        payload = message.get("payload")
        if not isinstance(payload, dict):
            return "The payload must be an object."
        wrong = [name for name, kinds in _KINDS.items() if not isinstance(payload.get(name), kinds)]
        return f"The payload's {wrong[0]} is of the wrong kind." if wrong else None
    return None


def _plain(message: ConnectionInitMessage) -> ConnectionInitMessage:
    """Without a null payload, which the handler would refuse."""
    return {**message, "payload": message.get("payload") or {}}


def _streams(operation: Operation[Any, None]) -> bool:
    """Whether this is a subscription; what does not parse is refused further on."""
    return is_subscription(operation.query, operation.operation_name)


def is_subscription(query: str | None, name: str | None) -> bool:
    """Whether a document's operation of this name, or its only one, is a subscription."""
    try:
        document = parse(query or "", no_location=True, max_tokens=2_000)
    except (GraphQLError, RecursionError):
        return False
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    chosen = [node for node in operations if name is None or (node.name and node.name.value == name)]
    return bool(chosen) and chosen[0].operation is OperationType.SUBSCRIPTION


def _short(reason: str) -> str:
    """A reason for closing as a frame can hold it: 123 bytes."""
    return reason.encode()[:120].decode(errors="ignore")
