"""A tiny schema behind the whole application; the database is only opened, asked to ping, and closed."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import strawberry
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.execution.extension import extensions
from app.graph.database import Database
from app.main import create_app
from app.settings import Settings

SECRET = "a-secret-of-the-tests-that-is-long-enough"

MakeClient = Callable[..., TestClient]


@strawberry.type
class Query:
    @strawberry.field
    async def viewer(self, info: strawberry.Info) -> str | None:
        return cast("str | None", info.context.viewer)

    @strawberry.field
    async def echo(self, text: str) -> str:
        return text

    @strawberry.field
    async def broken(self) -> int | None:
        raise RuntimeError("secret")

    @strawberry.field
    async def sleep(self, seconds: float) -> float:
        await asyncio.sleep(seconds)
        return seconds


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def act(self) -> str:
        return "done"


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def ticks(self) -> AsyncIterator[int]:
        yield 1


class Door:
    """Stands where the database does: the subject here is what is in front of it."""

    def __init__(self) -> None:
        self.is_open = False
        self.fault: Exception | None = None
        self.delay = 0.0

    async def __aenter__(self) -> "Door":
        self.is_open = True
        return self

    async def __aexit__(self, *_: object) -> None:
        self.is_open = False

    async def ping(self) -> None:
        await asyncio.sleep(self.delay)
        if self.fault:
            raise self.fault


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def make_app(door: Door, tmp_path: Path) -> Callable[..., Starlette]:
    def make(context: Any = None, **changes: Any) -> Starlette:
        given = {"data_dir": tmp_path, "jwt_secret": SECRET, "allowed_hosts": ("testserver", "localhost"), **changes}
        settings = Settings(**given)
        schema = strawberry.Schema(Query, Mutation, Subscription, extensions=extensions(settings))
        made = context or (lambda viewer, database: SimpleNamespace(viewer=viewer, database=database))
        return create_app(settings, lambda: cast(Database, door), schema=schema, context=made)

    return make


@pytest.fixture
def make_client(make_app: Callable[..., Starlette]) -> Iterator[MakeClient]:
    opened: list[TestClient] = []

    def make(address: str = "127.0.0.1", **changes: Any) -> TestClient:
        client = TestClient(make_app(**changes), client=(address, 50_000), follow_redirects=False)
        opened.append(client)
        return client.__enter__()

    yield make
    for client in opened:
        client.__exit__()


@pytest.fixture
def client(make_client: MakeClient) -> TestClient:
    return make_client()
