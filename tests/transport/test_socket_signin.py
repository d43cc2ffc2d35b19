"""Who a WebSocket is signed in as, and subscriptions that do not begin."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.identity import issue
from tests.conftest import Server
from tests.transport.wire import EVENTS, REFUSED, Socket, bearer, clients

ADA, BOB, CID = bearer("ada"), bearer("bob"), bearer("cid")
MALFORMED = "Send the header as Authorization: Bearer TOKEN, or leave it out to ask as nobody."
NO_TEXT = "The payload's authorization must be text: Bearer TOKEN."


@pytest.mark.parametrize(
    ("payload", "header"),
    [
        ({"authorization": ADA}, None),
        ({"Authorization": ADA}, None),
        ({"AUTHORIZATION": ADA}, None),
        ({"headers": {"authorization": ADA}}, None),
        ({"headers": {"Authorization": ADA, "x": 1}}, None),
        ({}, ADA),
        (None, ADA),
        ({"authorization": None, "headers": None}, ADA),
        # The payload comes before its headers, and these before the handshake's own.
        ({"Authorization": ADA, "headers": {"Authorization": BOB}}, CID),
        ({"headers": {"Authorization": ADA}}, CID),
        ({"authorization": ADA}, "nonsense"),
    ],
)
def test_a_socket_is_signed_in(tmp_path: Path, payload: Any, header: str | None) -> None:
    with clients(tmp_path) as make, Socket(make(), **({"authorization": header} if header else {})) as socket:
        socket.send({"type": "connection_init", "payload": payload})
        assert socket.receive() == {"type": "connection_ack"}
        socket.subscribe("{ viewer }")
        assert socket.receive()["payload"] == {"data": {"viewer": "ada"}}


@pytest.mark.parametrize(
    ("payload", "header", "reason"),
    [
        ({"Authorization": "token"}, None, MALFORMED),
        ({"Authorization": ""}, None, MALFORMED),
        ({"headers": {"Authorization": "Basic YTpi"}}, None, MALFORMED),
        ({"Authorization": [ADA]}, None, NO_TEXT),
        ({"headers": {"Authorization": 1}}, None, NO_TEXT),
        ({"authorization": "nonsense"}, ADA, MALFORMED),
        ({}, "nonsense", MALFORMED),
    ],
)
def test_a_malformed_token_closes_a_socket(tmp_path: Path, payload: Any, header: str | None, reason: str) -> None:
    with clients(tmp_path) as make, Socket(make(), **({"authorization": header} if header else {})) as socket:
        socket.send({"type": "connection_init", "payload": payload})
        assert socket.closed() == (4403, reason)


@pytest.mark.parametrize(("member", "after", "message", "code"), REFUSED)
def test_a_subscription_that_does_not_begin_ends_with_an_error(
    world: Any, server: Server, member: str | None, after: str, message: str, code: str
) -> None:
    world("ada")
    with Socket(server.client) as socket:
        socket.init(f"Bearer {issue(server._secret, member, timedelta(hours=1))}" if member else None)
        socket.subscribe(EVENTS % after)
        assert socket.receive() == {
            "id": "1",
            "type": "error",
            "payload": [{"message": message, "extensions": {"code": code}}],
        }
        # The error is its end: nothing more comes, and the id is free.
        socket.subscribe("{ __typename }")
        assert socket.receive() == {"id": "1", "type": "next", "payload": {"data": {"__typename": "Query"}}}
