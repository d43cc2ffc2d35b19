"""GraphQL over HTTP: one operation per request, content negotiation by Accept."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import nullcontext
from datetime import timedelta
from typing import Any, cast

import graphql
import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException, StarletteRequestAdapter
from starlette.datastructures import State
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry import Schema
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.http.base import BaseRequestProtocol
from strawberry.http.streaming import SSETransport
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from app.execution.deadline import within
from app.execution.errors import is_refusal
from app.graph.loading import composer
from app.graph.tracing import tracing
from app.identity import Identity
from app.settings import Settings
from app.transport.admission import Admission
from app.transport.fields import read_operation
from app.transport.media import GRAPHQL, JSON, accepts_html, wanted
from app.transport.persisted import Persisted, is_named
from app.transport.refusal import Refusal, answer, events
from app.transport.signin import bearer
from app.transport.socket import Adapter as SocketAdapter
from app.transport.socket import Handler, Terms, kind_of, missing
from app.transport.streams import Streams, TooManyStreams

MakeContext = Callable[[str | None, State], Any]

_INIT = timedelta(seconds=5)  # for the first message on a WebSocket
_MOST_ON_A_SOCKET = 20
_OPERATIONS = {"GET": {OperationType.QUERY}, "POST": {OperationType.QUERY, OperationType.MUTATION}}


class Adapter(StarletteRequestAdapter):
    """Strawberry's request adapter, which also exposes Starlette's request."""

    def __init__(self, request: Request) -> None:
        super().__init__(request)
        self.starlette = request


class Endpoint(GraphQL[Any, None]):
    """`/graphql` over HTTP and WebSocket; `context(viewer, app.state)` is called once per operation."""

    request_adapter_class = Adapter
    websocket_adapter_class = SocketAdapter
    graphql_transport_ws_handler_class = Handler

    def __init__(self, schema: Schema, settings: Settings, admission: Admission, context: MakeContext) -> None:
        super().__init__(
            schema,
            graphql_ide="graphiql",
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL, GRAPHQL_SSE_PROTOCOL),
            connection_init_wait_timeout=_INIT,
            max_subscriptions_per_connection=_MOST_ON_A_SOCKET,
            allowed_origins=settings.cors_origins,
        )
        self._settings = settings
        self._persisted = Persisted(settings, schema)
        self._identity = Identity(settings)
        self._admission = admission
        self._streams = Streams(settings.streams_per_member)
        self._context = context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self.run(WebSocket(scope, receive, send))
            return
        request = Request(scope, receive)
        try:
            response = await self.run(request)
        except Refusal as refusal:
            response = refusal.response(wanted(request))
        except HTTPException as error:
            response = Refusal(error.status_code, error.reason).response(wanted(request))
        except ClientDisconnect:
            return
        await response(scope, receive, send)

    def is_request_allowed(self, request: BaseRequestProtocol) -> bool:
        if request.method not in _OPERATIONS:
            raise Refusal(405, "GraphQL is asked with POST, or with GET for queries.", {"Allow": "GET, POST"})
        return True

    def should_render_graphql_ide(self, request: BaseRequestProtocol) -> bool:
        asked = request.query_params.get("query") is not None or is_named(request.query_params)
        return request.method == "GET" and not asked and accepts_html(request.headers.get("accept"))

    async def render_graphql_ide(self, request: Request) -> Response:
        return RedirectResponse("/playground")

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Any:
        if isinstance(request, WebSocket):
            return None  # not signed in yet; the handler makes a context per operation
        member, expires = await bearer(self._identity, request)
        context = self._context(member, request.app.state)
        context.expires = expires
        return context

    def terms(self, state: State) -> Terms:
        """The services that a WebSocket handler uses."""
        return Terms(
            sign_in=self._identity.bearer,
            context=lambda member: self._context(member, state),
            admission=self._admission,
            streams=self._streams,
            document=self._persisted.text,
            tokens=self._settings.document_tokens,
        )

    async def get_sub_response(self, request: Request | WebSocket) -> Response:
        return Response(media_type=wanted(cast(Request, request)))

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> GraphQLRequestData:
        operation = await read_operation(cast(Adapter, request).starlette, self._settings, self._persisted)
        streams = SSETransport().accepts(request.headers.get("accept", "")) and request.method == "POST"
        kind = kind_of(operation.query, operation.operation_name, self._settings.document_tokens) if streams else None
        if kind is graphql.OperationType.SUBSCRIPTION:
            operation.protocol = "sse"
        return operation

    async def create_streaming_response(
        self,
        request: Request | WebSocket,
        stream: Callable[[], AsyncIterator[str]],
        sub_response: Response,
        headers: Mapping[str, str],
    ) -> Response:
        member, _ = await bearer(self._identity, request)
        try:
            self._streams.check(member)
        except TooManyStreams:
            raise _too_many_streams() from None
        return StreamingResponse(self._counted(member, stream()), headers=dict(headers))

    async def _counted(self, member: str | None, stream: AsyncIterator[str]) -> AsyncIterator[str]:
        try:
            with self._streams.one_more(member):
                async for part in stream:
                    yield part
        except TooManyStreams:
            yield events(_too_many_streams().content())

    async def execute_single(
        self,
        request: Request,
        request_adapter: AsyncHTTPRequestAdapter,
        sub_response: Response,
        context: Any,
        root_value: None,
        request_data: GraphQLRequestData,
    ) -> ExecutionResult:
        with tracing() if self._shows_cypher(request) else nullcontext() as traced:
            execution = self._admitted(request.method, context, request_data)
            result = await within(request.app.state.shared.deadline, execution)
        if traced is not None:
            names = composer().names
            cypher = [{"name": names.get(one["statement"], ""), **one} for one in traced]
            result.extensions = {**(result.extensions or {}), "cypher": cypher}
        return result

    def _shows_cypher(self, request: Request) -> bool:
        asked = request.headers.get("acquaint-include", "")
        return self._settings.in_development and "cypher" in [name.strip() for name in asked.split(",")]

    async def _admitted(self, method: str, context: Any, data: GraphQLRequestData) -> ExecutionResult:
        async with self._admission.slot():
            try:
                return await self.schema.execute(
                    data.query,
                    variable_values=data.variables,
                    context_value=context,
                    operation_name=data.operation_name,
                    allowed_operation_types=_OPERATIONS[method],
                    operation_extensions=data.extensions,
                )
            except CannotGetOperationTypeError as error:
                raise _no_operation(error.operation_name) from None
            except InvalidOperationTypeError as error:
                raise _not_by_this_method(error.operation_type) from None

    async def process_result(self, request: Request, result: ExecutionResult) -> GraphQLHTTPResponse:
        response: dict[str, Any] = {}
        if result.errors:
            response["errors"] = [error.formatted for error in result.errors]
        if result.data is not None or not is_refusal(result.errors or []):
            response["data"] = result.data
        if result.extensions:
            response["extensions"] = result.extensions
        return response  # type: ignore[return-value]

    def create_response(
        self, response_data: GraphQLHTTPResponse | list[GraphQLHTTPResponse], sub_response: Response
    ) -> Response:
        media_type = sub_response.media_type or JSON
        refused = "data" not in response_data and media_type == GRAPHQL
        return answer(response_data, 400 if refused else 200, media_type)

    def encode_json(self, data: object) -> str:
        # Text, because Strawberry sends it as WebSocket text frames.
        return orjson.dumps(data).decode()

    def decode_json(self, data: str | bytes) -> object:
        return orjson.loads(data)


def _too_many_streams() -> Refusal:
    return Refusal(429, "Too many streams are open; close one of them first.", {"Retry-After": "5"})


def _no_operation(name: str | None) -> Refusal:
    return Refusal(400, missing(name))


def _not_by_this_method(operation: OperationType) -> Refusal:
    if operation is OperationType.MUTATION:
        return Refusal(405, "Mutations are sent with POST.", {"Allow": "POST"})
    return Refusal(400, "Send subscriptions over WebSocket, or with Accept: text/event-stream.")
