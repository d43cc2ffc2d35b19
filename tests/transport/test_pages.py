from typing import Any, cast

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.graph.database import Database, DatabaseUnavailable
from app.settings import Settings
from app.transport.pages import pages

MEMBERS = [{"id": "ada", "name": "Ada", "note": "Engineer"}]


def config(members: Any, **changes: Any) -> Any:
    settings = Settings(jwt_secret="a-secret-of-the-tests-that-is-long-enough", **changes)
    routes = pages(settings, lambda: cast(Database, "the database"), members)
    return TestClient(Starlette(routes=routes)).get("/playground/config.json").json()


async def some(database: Database) -> list[dict[str, str]]:
    assert database == cast(Database, "the database")
    return MEMBERS


async def none_to_be_had(database: Database) -> list[dict[str, str]]:
    raise DatabaseUnavailable("gone")


def test_the_playground_offers_members_in_development() -> None:
    found = config(some)
    assert (found["development"], found["members"]) == (True, MEMBERS)
    assert found["examples"]


def test_the_playground_opens_without_a_database() -> None:
    found = config(none_to_be_had)
    assert (found["development"], found["members"]) == (True, [])


def test_the_playground_offers_nobody_in_production() -> None:
    found = config(some, environment="production")
    assert (found["development"], found["members"]) == (False, [])


@pytest.mark.parametrize("environment", ["development", "production"])
def test_the_network_map_stands_beside_the_playground(environment: Any) -> None:
    settings = Settings(jwt_secret="a-secret-of-the-tests-that-is-long-enough", environment=environment)
    routes = pages(settings, lambda: cast(Database, "the database"), none_to_be_had)
    client = TestClient(Starlette(routes=routes))
    answer, beside = client.get("/network"), client.get("/playground")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    names = ("cache-control", "content-security-policy", "x-content-type-options", "referrer-policy")
    assert [answer.headers[name] for name in names] == [beside.headers[name] for name in names]
    assert "<title>My network on Acquaint</title>" in answer.text


def test_home_leads_to_the_playground(client: TestClient) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer.headers["location"]) == (307, "/playground")
    assert client.get("/playground").headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(("path", "method", "status"), [("/nowhere", "GET", 404), ("/livez", "POST", 405)])
def test_what_is_not_there_is_json_too(client: TestClient, path: str, method: str, status: int) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/json")
    assert answer.json()["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT"}
