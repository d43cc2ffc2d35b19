from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from app.transport.hosts import host_name

ALLOWED = ("localhost", "127.0.0.1", "[::1]", "*.Example.com")


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:80", "127.0.0.1:1", "[::1]", "[::1]:80", "a.b.example.com:443"]
)
def test_a_listed_host_is_answered(make_client: Any, host: str) -> None:
    client: TestClient = make_client(allowed_hosts=ALLOWED)
    assert client.get("/", headers={"host": host}).status_code == 307


@pytest.mark.parametrize(
    "host", ["evil.test", "localhost.evil.test", "example.com", "", "127.0.0.1.evil.test:80", "[::2]"]
)
def test_another_host_is_refused_in_words(make_client: Any, host: str) -> None:
    client: TestClient = make_client(allowed_hosts=ALLOWED)
    answer = client.post("/graphql", json={"query": "{ viewer }"}, headers={"host": host})
    assert answer.status_code == 400
    assert answer.json()["errors"] == [
        {
            "message": "This server does not answer to this Host; list it in ACQUAINT_ALLOWED_HOSTS.",
            "extensions": {"code": "BAD_USER_INPUT"},
        }
    ]


def test_two_hosts_are_none(make_client: Any) -> None:
    client: TestClient = make_client(allowed_hosts=ALLOWED)
    assert client.get("/", headers=[("host", "localhost"), ("host", "evil.test")]).status_code == 400


def test_a_star_is_every_host(make_client: Any) -> None:
    assert make_client(allowed_hosts="*").get("/", headers={"host": "any.test"}).status_code == 307


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_probes_come_by_address(client: TestClient, path: str) -> None:
    assert client.get(path, headers={"host": "10.1.2.3:8000"}).status_code == 200


def test_a_websocket_of_another_host_is_closed(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect) as refusal, client.websocket_connect("/", headers={"host": "evil.test"}):
        pass
    assert refusal.value.code == 1000


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("a:1", "a"),
        ("A", "a"),
        ("[::1]:80", "[::1]"),
        ("[::1]", "[::1]"),
        ("::1", "::1"),
        (":80", ":80"),
        ("", ""),
        ("a:b", "a:b"),
    ],
)
def test_the_name_of_a_host_is_without_its_port(host: str, name: str) -> None:
    assert host_name(host) == name
