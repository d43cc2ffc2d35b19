"""Answers over a kilobyte, for clients that take gzip and for those that do not."""

import gzip
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.playground.page import STATIC

LONG = "x" * 2_000
UNKNOWN = f"{{ {' '.join(f'field{number}' for number in range(19))} }}"
BODY = b'{"data":{"echo":"' + LONG.encode() + b'"}}'


def asked(client: TestClient, accepted: str | None, text: str = LONG, **headers: str) -> tuple[Any, bytes]:
    """The answer to an echo of this text, and its body as it was sent."""
    given = {"accept-encoding": accepted or "", **headers}
    body = {"query": "query($t: String!) { echo(text: $t) }", "variables": {"t": text}}
    with client.stream("POST", "/graphql", json=body, headers=given) as answer:
        return answer, b"".join(answer.iter_raw())


@pytest.mark.parametrize("accepted", ["gzip", "gzip, deflate, br", "br;q=1, gzip;q=0.5", "gzip;q=0.01"])
def test_a_long_answer_is_compressed(client: TestClient, accepted: str) -> None:
    answer, raw = asked(client, accepted)
    assert (answer.headers["content-encoding"], answer.headers["vary"]) == ("gzip", "Accept-Encoding")
    assert answer.headers["content-length"] == str(len(raw))
    assert len(raw) < 100
    assert gzip.decompress(raw) == BODY


@pytest.mark.parametrize("accepted", [None, "br", "identity", "gzip;q=0", "gzip; q=0.000, br", "br, GZIP;Q=0"])
def test_a_long_answer_is_sent_plain_to_a_client_without_gzip(client: TestClient, accepted: str | None) -> None:
    answer, raw = asked(client, accepted)
    assert raw == BODY
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "content-encoding" not in answer.headers


def test_a_short_answer_is_sent_plain(client: TestClient) -> None:
    answer, raw = asked(client, "gzip", "short")
    assert raw == b'{"data":{"echo":"short"}}'
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("query", ["query($t: String!) { echo(text: $t) }", "subscription { ticks }"])
def test_events_are_never_compressed(client: TestClient, query: str) -> None:
    headers = {"accept": "text/event-stream", "accept-encoding": "gzip"}
    body = {"query": query, "variables": {"t": LONG}}
    with client.stream("POST", "/graphql", json=body, headers=headers) as answer:
        assert b"".join(answer.iter_raw()).startswith(b'event: next\r\ndata: {"data":{')
    assert "content-encoding" not in answer.headers


def test_a_long_refusal_is_compressed(client: TestClient) -> None:
    headers = {"accept-encoding": "gzip", "accept": "application/graphql-response+json"}
    with client.stream("POST", "/graphql", json={"query": UNKNOWN}, headers=headers) as answer:
        body = gzip.decompress(b"".join(answer.iter_raw()))
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/graphql-response+json")
    assert body.startswith(b'{"errors":[{"message":"Cannot query field ')


def test_an_asset_of_the_playground_is_compressed_once(client: TestClient) -> None:
    asset = next((STATIC / "assets").glob("*.js"))
    with client.stream("GET", f"/playground/assets/{asset.name}", headers={"accept-encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
    assert (answer.headers["content-encoding"], answer.headers["vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(raw) == asset.read_bytes()
