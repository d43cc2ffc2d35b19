"""Application factory: routes, middleware and lifespan."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import State
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Route, WebSocketRoute
from strawberry import Schema

from app.data.guided import guided
from app.execution import served_schema
from app.graph.address import Address
from app.graph.database import Database
from app.graph.maintenance import Maintenance
from app.graph.shared import Shared
from app.graph.warming import warm
from app.graph.watching import Watch
from app.identity import check
from app.schema.core.context import Context
from app.settings import Settings, SettingsError, read_settings
from app.transport.admission import Admission
from app.transport.compression import Compression
from app.transport.draining import announce_stop
from app.transport.environment import environment
from app.transport.headers import Headers
from app.transport.hosts import Hosts
from app.transport.http import Endpoint
from app.transport.listening import bind
from app.transport.pages import ReadMembers, nobody, pages
from app.transport.persisted import Persisted
from app.transport.refusal import Refusal, refused, unrouted
from app.transport.serve import log_to_stderr, serve, serve_by_workers

OpenDatabase = Callable[[], Database]
MakeContext = Callable[[str | None, State], Any]
Clock = Callable[[], datetime]

_WAITING = 4  # operations that may wait for each that may run
_PLANNING = 300.0  # s for a statement that is planned ahead
_ATTEMPTS = 5
_PAUSE = 10.0  # s before a retry


def utc_now() -> datetime:
    return datetime.now(UTC)


def create_app(
    settings: Settings,
    open_database: OpenDatabase,
    *,
    schema: Schema | None = None,
    context: MakeContext | None = None,
    members: ReadMembers = nobody,
    warmed: bool = False,
    clock: Clock = utc_now,
) -> Starlette:
    """Create the application; `SettingsError` when the settings of authentication or documents cannot be used.

    `context(viewer, app.state)` makes an operation's context from `state`: database, shared, watch, maintenance.
    `members` reads the playground's member picker, as maps of `id`, `name` and `note`.
    `warmed` plans all statements at start and runs the maintenance; `clock` returns the current time.
    """
    check(settings)
    endpoint = _endpoint(settings, schema or served_schema(settings), context or _context(settings, clock))
    app = Starlette(
        routes=[
            Route("/graphql", endpoint),
            WebSocketRoute("/graphql", endpoint),
            *pages(settings, lambda: app.state.database, members),
        ],
        middleware=_middleware(settings),
        exception_handlers={HTTPException: unrouted, Refusal: refused},
        lifespan=_lifespan(open_database, settings, clock, warmed=warmed),
    )
    app.state.draining = False
    app.state.shared = Shared(settings.request_deadline.total_seconds())
    return app


def run(
    settings: Settings,
    address: Address,
    *,
    host: str,
    port: int,
    ready: Callable[[str], None],
    workers: int = 1,
) -> None:
    """Serve until SIGTERM or SIGINT; `ready` gets the URL. Raises `ServeError` or `SettingsError` at start."""
    check(settings)
    log_to_stderr()
    with bind(host, port) as listener:
        name = f"[{host}]" if ":" in host else host
        url = f"http://{name}:{listener.getsockname()[1]}"
        if workers == 1:
            app = _with_tuned_gc(create_app(settings, _database(address, settings), members=guided, warmed=True))
            serve(app, listener, lambda: ready(url))
        else:
            os.environ.update(environment(settings, address))
            serve_by_workers("app.main:from_environment", workers, listener, lambda: ready(url))


def check_documents(settings: Settings) -> None:
    """Raise `SettingsError` when the file of trusted documents, if set, cannot be used."""
    if settings.documents:
        Persisted(settings, served_schema(settings))


def from_environment() -> Starlette:
    """The application of a worker process, from the environment that its parent has set."""
    log_to_stderr()
    settings = read_settings()
    if settings.neo4j_uri is None:
        raise SettingsError("NEO4J_URI: a worker needs the address of the database; start it with `acquaint serve`.")
    password = settings.neo4j_password.get_secret_value()
    address = Address(settings.neo4j_uri, settings.neo4j_username, password, settings.neo4j_database)
    return _with_tuned_gc(create_app(settings, _database(address, settings), members=guided, warmed=True))


def _with_tuned_gc(app: Starlette) -> Starlette:
    """Exclude loaded objects from garbage collection, and collect less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    return app


def _database(address: Address, settings: Settings) -> OpenDatabase:
    deadline = settings.request_deadline.total_seconds()
    return lambda: Database(address, connections=settings.database_connections, deadline=deadline)


def _context(settings: Settings, clock: Clock) -> MakeContext:
    def make(member: str | None, state: State) -> Context:
        return Context(
            viewer=member,
            database=state.database,
            shared=state.shared,
            settings=settings,
            clock=clock,
            watch=state.watch,
            maintenance=state.maintenance,
        )

    return make


def _endpoint(settings: Settings, schema: Schema, context: MakeContext) -> Endpoint:
    running = settings.database_connections
    return Endpoint(schema, settings, Admission(running, running * _WAITING), context)


def _middleware(settings: Settings) -> list[Middleware]:
    cors = Middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "POST"],
        # Safe, because there is no cookie authentication.
        allow_headers=["*"],
        expose_headers=["Allow", "Retry-After", "WWW-Authenticate"],
    )
    hosts = Middleware(Hosts, allowed=settings.allowed_hosts)
    return [hosts, *([cors] if settings.cors_origins else []), Middleware(Compression), Middleware(Headers)]


def _draining(app: Starlette, loop: asyncio.AbstractEventLoop) -> Callable[[], None]:
    """The action at a stop signal: report not ready and end the streams."""

    def drain() -> None:
        app.state.draining = True
        loop.call_soon_threadsafe(app.state.watch.end)

    return drain


async def _plan_statements(state: State, settings: Settings) -> None:
    """Have Neo4j plan every statement; until then requests have a longer deadline."""
    database = state.database.with_deadline(lambda: _PLANNING)
    with state.shared.starting():
        for _ in range(_ATTEMPTS):
            if await warm(database, settings):
                break
            await asyncio.sleep(_PAUSE)


def _lifespan(
    open_database: OpenDatabase, settings: Settings, clock: Clock, *, warmed: bool
) -> Callable[[Starlette], Any]:
    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with open_database() as database:
            shared: Shared = app.state.shared
            app.state.database = database.with_deadline(lambda: shared.deadline) if warmed else database
            app.state.watch = Watch(app.state.database)
            app.state.maintenance = Maintenance(app.state.database, settings, clock)
            announce_stop(_draining(app, asyncio.get_running_loop()))
            # In the background, so that the first requests need not wait.
            background = [_plan_statements(app.state, settings), app.state.maintenance.run()] if warmed else []
            tasks = [asyncio.create_task(work) for work in background]
            yield
            await app.state.watch.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    return lifespan
