import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx2
import pytest
import strawberry
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.execution.extension import extensions
from app.graph.address import Address
from app.graph.database import Database, DatabaseError
from app.main import create_app, from_environment
from app.settings import Settings, SettingsError

SECRET = "kQ3v9Zt1Lx7Rb5Wn2Yc8Hd4Jf6Ms0Pg!"


@strawberry.type
class Query:
    @strawberry.field
    async def hello(self) -> str:
        return "hello"

    @strawberry.field
    async def wait(self, info: strawberry.Info) -> str:
        await info.context.gate.wait()
        return "done"


class Door:
    async def __aenter__(self) -> "Door":
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def ping(self) -> None:
        return None


def make(tmp_path: Path, gate: asyncio.Event | None = None, **changes: Any) -> Starlette:
    given = {"data_dir": tmp_path, "jwt_secret": SECRET, "allowed_hosts": ("testserver",), **changes}
    settings = Settings(**given)
    return create_app(
        settings,
        lambda: cast(Database, Door()),
        schema=strawberry.Schema(Query, extensions=extensions(settings)),
        context=lambda viewer, database: SimpleNamespace(viewer=viewer, gate=gate),
    )


def test_an_application_answers(tmp_path: Path) -> None:
    with TestClient(make(tmp_path)) as client:
        assert client.post("/graphql", json={"query": "{ hello }"}).json() == {"data": {"hello": "hello"}}


@pytest.mark.parametrize("secret", [None, "short", "x" * 40])
def test_production_does_not_start_with_a_weak_secret(tmp_path: Path, secret: str | None) -> None:
    with pytest.raises(SettingsError, match="ACQUAINT_JWT_SECRET"):
        make(tmp_path, environment="production", jwt_secret=secret)
    assert list(tmp_path.iterdir()) == []


def test_development_makes_its_own_secret(tmp_path: Path) -> None:
    make(tmp_path, jwt_secret=None)
    assert [path.name for path in tmp_path.iterdir()] == ["jwt.secret"]


def test_pages_of_no_other_origin_may_read_the_answers(tmp_path: Path) -> None:
    with TestClient(make(tmp_path)) as client:
        answer = client.post("/graphql", json={"query": "{ hello }"}, headers={"origin": "https://app.test"})
        assert "access-control-allow-origin" not in answer.headers
        preflight = {"origin": "https://app.test", "access-control-request-method": "POST"}
        assert client.options("/graphql", headers=preflight).status_code == 405


def test_pages_of_a_listed_origin_may_read_the_answers_and_the_refusals(tmp_path: Path) -> None:
    with TestClient(make(tmp_path, cors_origins="https://app.test, https://other.test")) as client:
        for body in ({"query": "{ hello }"}, {}):
            answer = client.post("/graphql", json=body, headers={"origin": "https://app.test"})
            assert answer.headers["access-control-allow-origin"] == "https://app.test"
            assert answer.headers["access-control-expose-headers"] == "Allow, Retry-After, WWW-Authenticate"
            assert "access-control-allow-credentials" not in answer.headers
        preflight = {
            "origin": "https://app.test",
            "access-control-request-method": "POST",
            "access-control-request-headers": "authorization,content-type,apollographql-client-name,traceparent",
        }
        answer = client.options("/graphql", headers=preflight)
        assert (answer.status_code, answer.headers["access-control-allow-methods"]) == (200, "GET, POST")
        assert answer.headers["access-control-allow-headers"] == preflight["access-control-request-headers"]
        foreign = client.options("/graphql", headers={**preflight, "origin": "https://evil.test"})
        assert foreign.status_code == 400
        assert "access-control-allow-origin" not in foreign.headers


def test_an_origin_is_listed_as_one_reads_it_in_the_address_bar(tmp_path: Path) -> None:
    with TestClient(make(tmp_path, cors_origins="HTTPS://App.Test:443/")) as client:
        answer = client.post("/graphql", json={"query": "{ hello }"}, headers={"origin": "https://app.test"})
        assert answer.headers["access-control-allow-origin"] == "https://app.test"


def test_more_operations_than_can_wait_are_turned_away_at_once(tmp_path: Path) -> None:
    answers = asyncio.run(_crowd(tmp_path))
    assert sorted(answer.status_code for answer in answers) == [200] * 10 + [503] * 5
    refused = next(answer for answer in answers if answer.status_code == 503)
    assert refused.headers["retry-after"] == "1"
    assert refused.json() == {
        "errors": [{"message": "The server is busy; try again in a second.", "extensions": {"code": "UNAVAILABLE"}}]
    }


async def _crowd(tmp_path: Path) -> list[httpx2.Response]:
    """Fifteen requests at a server that runs two operations and lets eight wait."""
    gate = asyncio.Event()
    app = make(tmp_path, gate, database_connections=2)
    app.state.database = Door()
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://testserver") as client:
        tasks = [asyncio.create_task(client.post("/graphql", json={"query": "{ wait }"})) for _ in range(15)]
        async for turned_away in _until(lambda: sum(task.done() for task in tasks) == 5):
            assert turned_away < 200
        gate.set()
        return list(await asyncio.gather(*tasks))


async def _until(condition: Any) -> AsyncIterator[int]:
    turn = 0
    while not condition():
        turn += 1
        yield turn
        await asyncio.sleep(0.01)


def test_a_server_starts_and_stops_without_its_database(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, jwt_secret=SECRET, allowed_hosts=("testserver",))
    nowhere = Address("bolt://127.0.0.1:1", "neo4j", "none")
    schema = strawberry.Schema(Query, extensions=extensions(settings))
    app = create_app(settings, lambda: Database(nowhere), schema=schema, context=lambda viewer, _: SimpleNamespace())
    with TestClient(app) as client:
        assert client.get("/livez").status_code == 200
        assert client.post("/graphql", json={"query": "{ hello }"}).json() == {"data": {"hello": "hello"}}
        begin = time.monotonic()
        assert client.get("/readyz").status_code == 503
        assert time.monotonic() - begin < 2


class Planning(Door):
    """Makes plans until it is told to fail."""

    def __init__(self) -> None:
        self.enough = threading.Event()
        self.given: list[Callable[[], float]] = []

    def with_deadline(self, deadline: Callable[[], float]) -> "Planning":
        self.given.append(deadline)
        return self

    async def read(self, *_: object) -> None:
        await asyncio.to_thread(self.enough.wait)
        raise DatabaseError("no more plans")


def test_operations_may_take_twice_as_long_while_statements_are_planned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("app.main._PAUSE", 0.0)
    settings = Settings(data_dir=tmp_path, jwt_secret=SECRET, request_deadline=timedelta(seconds=10))
    database = Planning()
    app = create_app(settings, lambda: cast(Database, database), warmed=True)
    with TestClient(app):
        assert (app.state.shared.deadline, [deadline() for deadline in database.given]) == (20, [20, 300])
        database.enough.set()
        for _ in range(500):
            if app.state.shared.deadline == 10:
                break
            time.sleep(0.01)
        assert app.state.shared.deadline == 10
    # No request waits for a plan that is made ahead, and what fails is tried again.
    assert [deadline() for deadline in database.given] == [10, 300]
    assert caplog.messages.count("statements were not planned ahead: no more plans") == 5


def test_a_worker_needs_the_address_of_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    with pytest.raises(SettingsError) as error:
        from_environment()
    assert str(error.value) == (
        "NEO4J_URI: a worker needs the address of the database; start it with `acquaint serve`."
    )


def test_a_clients_mistakes_leave_no_trace_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with TestClient(make(tmp_path)) as client:
        for query in ("{", "{ nothing }", "query ($a: Int!) { hello }", "", None):
            assert client.post("/graphql", json={"query": query}).json()["errors"]
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []
