import time
from typing import Any

from starlette.testclient import TestClient

from app.graph.database import DatabaseAuthError, DatabaseUnavailable


def test_a_process_lives_without_its_database(client: TestClient, door: Any) -> None:
    door.fault = DatabaseUnavailable("gone")
    answer = client.get("/livez")
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})
    assert answer.headers["cache-control"] == "no-store"


def test_a_server_with_a_database_is_ready(client: TestClient, door: Any) -> None:
    assert door.is_open
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


def test_a_server_without_its_database_is_not_ready(client: TestClient, door: Any) -> None:
    for fault in (DatabaseUnavailable("bolt://10.0.0.1"), DatabaseAuthError("password")):
        door.fault = fault
        answer = client.get("/readyz")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        assert answer.json() == {"status": "not ready", "reason": "the database cannot be used"}


def test_a_database_that_does_not_answer_is_waited_for_one_second(client: TestClient, door: Any) -> None:
    door.delay = 60
    begin = time.monotonic()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["reason"]) == (503, "the database did not answer within 1 s")
    assert 0.9 < time.monotonic() - begin < 3


def test_a_server_that_stops_is_alive_but_not_ready(client: TestClient) -> None:
    client.app.state.draining = True  # type: ignore[attr-defined]
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["reason"]) == (503, "the server is stopping")
    assert client.get("/livez").status_code == 200


def test_the_database_is_closed_at_the_end(make_app: Any, door: Any) -> None:
    with TestClient(make_app()):
        assert door.is_open
    assert not door.is_open
