"""GraphQL over WebSocket by graphql-transport-ws, with strict messages; closed when the token expires."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import ExitStack, aclosing
from dataclasses import dataclass
from typing import Any, Literal

from graphql import GraphQLError, OperationDefinitionNode, OperationType, parse
from starlette.websockets import WebSocket, WebSocketState
from strawberry.asgi import ASGIWebSocketAdapter
from strawberry.schema.schema import StreamResult
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
    Operation,
)
from strawberry.subscriptions.protocols.graphql_transport_ws.types import (
    ConnectionInitMessage,
    Message,
    SubscribeMessage,
)
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from app.execution.errors import refusal, timed_out
from app.identity import TokenError
from app.keys import ProviderError
from app.transport.admission import Admission
from app.transport.persisted import is_named
from app.transport.refusal import Refusal
from app.transport.signin import socket_authorization
from app.transport.streams import Streams, TooManyStreams

_KINDS: dict[str, tuple[type, ...]] = {
    "query": (str, type(None)),
    "variables": (dict, type(None)),
    "operationName": (str, type(None)),
    "extensions": (dict, type(None)),
}


class Adapter(ASGIWebSocketAdapter):
    """Truncates the close reason to what fits into a frame."""

    async def close(self, code: int, reason: str) -> None:
        # A reason over 123 bytes would abort the connection.
        await super().close(code, reason.encode(errors="replace")[:120].decode(errors="ignore"))


@dataclass(frozen=True, slots=True)
class Terms:
    """The server's services that a socket uses; `sign_in` and `document` raise as `bearer` and `Persisted.text`."""

    sign_in: Callable[[str | None], Awaitable[tuple[str | None, float | None]]]
    context: Callable[[str | None], Any]
    document: Callable[[Mapping[str, Any]], str]
    admission: Admission
    streams: Streams
    tokens: int


class Handler(BaseGraphQLTransportWSHandler[Any, None]):
    """Handles one socket; every operation gets its own context."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._socket: WebSocket = options["websocket"].ws
        self.terms: Terms = options["view"].terms(self._socket.app.state)
        self._viewer: str | None = None
        self._resources = ExitStack()
        self._end: asyncio.TimerHandle | None = None
        super().__init__(*arguments, **options)

    @property
    def context(self) -> Any:
        return self.terms.context(self._viewer)

    @context.setter
    def context(self, _: Any) -> None:
        """Ignore the context that Strawberry creates before sign-in."""

    async def shutdown(self) -> None:
        if self._end:
            self._end.cancel()
        self._resources.close()
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
        try:
            authorization = socket_authorization(message.get("payload") or {}, self._socket)
            self._viewer, expires = await self.terms.sign_in(authorization)
            self._resources.enter_context(self.terms.streams.one_more(self._viewer))
        except TokenError as error:
            await self.websocket.close(code=4403, reason=str(error))
        except ProviderError as error:
            await self.websocket.close(code=1013, reason=str(error))
        except TooManyStreams:
            await self.websocket.close(code=4429, reason="Too many connections; close one of them first.")
        else:
            if expires is not None:
                self._end = asyncio.get_running_loop().call_later(max(0.0, expires - time.time()), self._expire)
            await super().handle_connection_init(_plain(message))

    async def handle_subscribe(self, message: SubscribeMessage) -> None:
        payload: Any = message["payload"]
        if self.connection_acknowledged and message["id"] not in self.operations:
            try:
                payload = {**payload, "query": self._document(payload)}
            except Refusal as no:
                errors = [refusal(no.message, no.code).formatted]
                await self.send_message({"id": message["id"], "type": "error", "payload": errors})
                return
        await super().handle_subscribe({**message, "payload": payload})

    def _document(self, payload: dict[str, Any]) -> str:
        most = self.max_subscriptions_per_connection or 0
        if len(self.operations) >= most:
            raise Refusal(429, f"At most {most} operations run on a socket at once; complete one first.")
        return self.terms.document(payload)

    async def run_operation(self, operation: Operation[Any, None]) -> None:
        name = operation.operation_name = operation.operation_name or None
        kind = kind_of(operation.query, name, self.terms.tokens)
        if kind is OperationType.SUBSCRIPTION or kind is None:  # execution reports the syntax error
            await super().run_operation(operation)
        elif kind == "missing":
            await operation.send_initial_errors([refusal(missing(name), "BAD_USER_INPUT")])
        else:
            await self._run_bounded(operation)

    async def _run_bounded(self, operation: Operation[Any, None]) -> None:
        try:
            async with self.terms.admission.slot(), asyncio.timeout(self._socket.app.state.shared.deadline):
                await super().run_operation(operation)
        except TimeoutError:
            await operation.send_initial_errors([timed_out()])
        except Refusal as busy:
            await operation.send_initial_errors([refusal(busy.message, busy.code)])

    async def _send_result_stream(self, operation: Operation[Any, None], result_source: StreamResult) -> None:
        async with aclosing(_refused_first(result_source)) as results:
            await super()._send_result_stream(operation, results)

    async def handle_task_exception(self, error: Exception) -> None:
        # No answer can be sent once either side has closed.
        if self._socket.client_state is WebSocketState.CONNECTED is self._socket.application_state:
            await super().handle_task_exception(error)

    def _expire(self) -> None:
        task = asyncio.create_task(self.websocket.close(code=4403, reason="The token has expired; sign in again."))
        task.add_done_callback(self._task_done)


def fault(message: object) -> str | None:
    """The reason why a message violates the protocol; None when it is valid."""
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
        if not wrong and payload.get("query") is None and not is_named(payload):
            wrong = ["query"]
        return f"The payload's {wrong[0]} is of the wrong kind." if wrong else None
    return None


async def _refused_first(results: StreamResult) -> StreamResult:
    """The results, the first as `PreExecutionError` if it failed before execution: it is sent as the message error."""
    first = True
    async for result in results:
        errors = result.errors if first and isinstance(result, ExecutionResult) and result.data is None else None
        if errors and not any(error.path for error in errors):
            yield PreExecutionError(data=None, errors=errors)
            return
        first = False
        yield result


def _plain(message: ConnectionInitMessage) -> ConnectionInitMessage:
    """The message with `{}` for a null payload, which Strawberry would refuse."""
    return {**message, "payload": message.get("payload") or {}}


def kind_of(query: str | None, name: str | None, tokens: int) -> OperationType | Literal["missing"] | None:
    """The kind of the named operation, or of the first without a name; None when the document cannot be parsed."""
    try:
        document = parse(query or "", no_location=True, max_tokens=tokens)
    except (GraphQLError, RecursionError):
        return None
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    chosen = [node for node in operations if not name or (node.name and node.name.value == name)]
    return chosen[0].operation if chosen else "missing"


def missing(name: str | None) -> str:
    which = f" named {name}" if name else ""
    return f"The document holds no operation{which}; send one that it holds."
