from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.identity import Identity, issue
from app.keys import ProviderError

SECRET = "a-secret-of-the-tests-that-is-long-enough"


def ask(client: TestClient, *tokens: str) -> Any:
    headers = [("authorization", f"Bearer {token}") for token in tokens]
    return client.post("/graphql", json={"query": "{ viewer }"}, headers=headers)


def test_nobody_is_signed_in_without_a_token(client: TestClient) -> None:
    assert ask(client).json() == {"data": {"viewer": None}}


def test_a_token_names_the_member(client: TestClient) -> None:
    assert ask(client, issue(SECRET, "ada", timedelta(hours=1))).json() == {"data": {"viewer": "ada"}}


def test_an_expired_token_is_refused(client: TestClient) -> None:
    answer = ask(client, issue(SECRET, "ada", timedelta(hours=-1)))
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Bearer error="invalid_token"')
    assert answer.json() == {
        "errors": [
            {
                "message": "The token has expired; sign in again to get a new one.",
                "extensions": {"code": "UNAUTHENTICATED"},
            }
        ]
    }


@pytest.mark.parametrize("authorization", ["Basic YTpi", "token", "Bearer"])
def test_a_header_without_a_token_is_asked_for_one(client: TestClient, authorization: str) -> None:
    answer = client.post("/graphql", json={"query": "{ viewer }"}, headers={"authorization": authorization})
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert answer.json()["errors"][0]["message"] == (
        "Send the header as Authorization: Bearer TOKEN, or leave it out to ask as nobody."
    )


def test_two_tokens_are_refused(client: TestClient) -> None:
    token = issue(SECRET, "ada", timedelta(hours=1))
    answer = ask(client, token, token)
    assert (answer.status_code, answer.json()["errors"][0]["message"]) == (
        401,
        "Send one Authorization header, not several.",
    )


def test_an_identity_provider_that_is_away_is_no_fault_of_the_token(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(self: Identity, authorization: str | None) -> tuple[str | None, float | None]:
        raise ProviderError("The identity provider does not answer; try again in a moment.")

    monkeypatch.setattr(Identity, "bearer", away)
    answer = ask(client, "x")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["errors"][0]["extensions"] == {"code": "UNAVAILABLE"}
