from typing import Any

import pytest
from starlette.testclient import TestClient

NOT_HERE = {
    "errors": [{"message": "There is nothing here; the API is at /graphql.", "extensions": {"code": "BAD_USER_INPUT"}}]
}
LOCAL = {"host": "localhost:8000"}


def ask(client: TestClient, headers: dict[str, str] | None = None, **body: Any) -> Any:
    return client.post("/dev/token", json=body or {"memberId": "ada"}, headers={**LOCAL, **(headers or {})})


@pytest.fixture
def local(make_client: Any) -> TestClient:
    client: TestClient = make_client(allowed_hosts="*")
    return client


def test_a_token_signs_its_member_in(local: TestClient) -> None:
    answer = ask(local)
    assert (answer.status_code, answer.json()["memberId"]) == (200, "ada")
    assert answer.headers["cache-control"] == "no-store"
    token = {"authorization": f"Bearer {answer.json()['token']}"}
    assert local.post("/graphql", json={"query": "{ viewer }"}, headers=token).json() == {"data": {"viewer": "ada"}}


def test_the_token_is_for_this_server(make_client: Any) -> None:
    client = make_client(allowed_hosts="*", jwt_issuer="us", jwt_audience="here", jwt_member_claim="member")
    token = {"authorization": f"Bearer {ask(client).json()['token']}"}
    assert client.post("/graphql", json={"query": "{ viewer }"}, headers=token).json() == {"data": {"viewer": "ada"}}


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1"])
@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_this_machine_may_ask(make_client: Any, address: str, host: str) -> None:
    assert ask(make_client(address, allowed_hosts="*"), {"host": host}).status_code == 200


@pytest.mark.parametrize("address", ["10.0.0.1", "::2", "testclient", "128.0.0.1"])
def test_another_machine_finds_nothing(make_client: Any, address: str) -> None:
    answer = ask(make_client(address, allowed_hosts="*"))
    assert (answer.status_code, answer.json()) == (404, NOT_HERE)


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "example.com"},
        {"host": "127.0.0.1.example.com"},
        {"host": "localhost.example.com:8000"},
        {"x-forwarded-for": "127.0.0.1"},
        {"x-forwarded-host": "localhost"},
        {"forwarded": "for=127.0.0.1"},
        {"x-real-ip": "127.0.0.1"},
    ],
)
def test_whoever_comes_by_another_name_or_through_a_proxy_finds_nothing(
    local: TestClient, headers: dict[str, str]
) -> None:
    answer = ask(local, headers)
    assert (answer.status_code, answer.json()) == (404, NOT_HERE)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.test"},
        {"origin": "http://localhost:3000"},
        {"origin": "null"},
        {"origin": "http://["},
        {"origin": "localhost:8000"},
        {"origin": "http://localhost:8000.evil.test"},
        {"origin": ""},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_page_of_another_site_may_not_ask(local: TestClient, headers: dict[str, str]) -> None:
    answer = ask(local, headers)
    assert answer.status_code == 403
    assert answer.json()["errors"][0] == {
        "message": "A page of another site may not sign anybody in.",
        "extensions": {"code": "FORBIDDEN"},
    }


def test_the_playground_may_ask(local: TestClient) -> None:
    assert ask(local, {"origin": "http://localhost:8000", "sec-fetch-site": "same-origin"}).status_code == 200


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_form_may_not_ask(local: TestClient, content_type: str) -> None:
    headers = {**LOCAL, "content-type": content_type}
    assert local.post("/dev/token", content=b'{"memberId":"ada"}', headers=headers).status_code == 415


@pytest.mark.parametrize("body", ["{}", "[]", '"ada"', '{"memberId":""}', '{"memberId":7}', '{"memberId":"a b"}'])
def test_the_member_must_be_an_id(local: TestClient, body: str) -> None:
    answer = local.post("/dev/token", content=body, headers={**LOCAL, "content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT"}


def test_a_large_body_is_refused(local: TestClient) -> None:
    assert ask(local, memberId="a" * 2_000).status_code == 413


def test_get_is_refused(local: TestClient) -> None:
    answer = local.get("/dev/token", headers=LOCAL)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize(
    "changes",
    [{"environment": "production"}, {"jwt_secret": None, "jwt_jwks_url": "https://login.test/keys"}],
)
def test_it_is_for_development_with_own_tokens(make_client: Any, changes: dict[str, str]) -> None:
    answer = ask(make_client(allowed_hosts="*", **changes))
    assert (answer.status_code, answer.json()) == (404, NOT_HERE)
