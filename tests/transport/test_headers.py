from typing import Any

import pytest
from starlette.testclient import TestClient


def test_nothing_is_sniffed_or_kept(client: TestClient) -> None:
    for path in ("/livez", "/nowhere", "/graphql"):
        answer = client.get(path)
        assert (answer.headers["x-content-type-options"], answer.headers["cache-control"]) == ("nosniff", "no-store")


def test_a_route_may_say_how_long_it_is_kept(client: TestClient) -> None:
    assert client.get("/playground").headers["cache-control"] == "no-cache"


def test_a_failing_route_is_masked_and_logged_once(
    client: TestClient, door: Any, caplog: pytest.LogCaptureFixture
) -> None:
    door.fault = ZeroDivisionError("secret")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.headers["x-content-type-options"]) == (500, "nosniff")
    [error] = answer.json()["errors"]
    assert error["message"] == "Internal error"
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        f"internal error {error['extensions']['id']} at ''"
    ]
    assert "secret" not in answer.text
