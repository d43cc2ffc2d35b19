"""The clients that people use, from npm and as they are set up in an app, against one real server."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.graph.address import Address
from tests.clients.conftest import Tools
from tests.conftest import Graph, Run
from tests.transport.real import Served, served

HERE = Path(__file__).parent / "protocols"
VIEWER = "{ viewer { member { id } } }"
ADA = {"data": {"viewer": {"member": {"id": "ada"}}}}
INVITE = 'mutation { sendInvitation(input: {memberId: "bob"}) { outcome userErrors { code } } }'
EVENTS = "subscription { networkEvents { id } }"
SIGN_IN = {
    "message": "Sign in to do this: send Authorization: Bearer TOKEN.",
    "extensions": {"code": "UNAUTHENTICATED"},
}
NO_TOKEN = {
    "message": "The token is not accepted (it is malformed); sign in again to get a new one.",
    "extensions": {"code": "UNAUTHENTICATED"},
}


@pytest.fixture(scope="module")
def real(migrated: Run, address: Address, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    # On a busy machine Neo4j can need longer than a client waits to plan what a test is the first to ask.
    with served(address, tmp_path_factory.mktemp("served"), ACQUAINT_REQUEST_DEADLINE="PT60S") as running:
        yield running


@pytest.fixture
def run(tools: Tools, real: Served) -> Callable[..., Any]:
    """What a client's script says about one operation."""

    def run(client: str, *arguments: str) -> Any:
        # Below the tools, where Node looks for packages.
        script = shutil.copy(HERE / f"{client}.mjs", tools.folder)
        command = ["node", script, f"{real.url}/graphql", *arguments]
        result = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
        assert (result.returncode, result.stderr) == (0, "")
        return json.loads(result.stdout)

    return run


def test_graphql_sse_sends_a_mutation_once(run: Callable[..., Any], real: Served, world: Any, graph: Graph) -> None:
    world("ada; bob")
    answer = {"data": {"sendInvitation": {"outcome": "SENT", "userErrors": []}}}
    assert run("graphql-sse", real.bearer("ada"), INVITE) == {"results": [answer], "error": None, "sent": 1}
    sent = "MATCH (:Member {id: 'ada'})-[letter:INVITED]->(:Member {id: 'bob'}) RETURN count(letter) AS letters"
    assert graph.run(sent) == [{"letters": 1}]


def test_graphql_sse_sends_a_refused_mutation_once(run: Callable[..., Any], world: Any) -> None:
    world("ada; bob")
    refused = {"results": [{"errors": [NO_TOKEN]}], "error": None, "sent": 1}
    assert run("graphql-sse", "Bearer nonsense", INVITE) == refused


def test_graphql_sse_asks(run: Callable[..., Any], real: Served, world: Any) -> None:
    world("ada")
    assert run("graphql-sse", real.bearer("ada"), VIEWER) == {"results": [ADA], "error": None, "sent": 1}


def test_graphql_sse_is_told_to_sign_in(run: Callable[..., Any]) -> None:
    assert run("graphql-sse", "", EVENTS) == {"results": [{"errors": [SIGN_IN]}], "error": None, "sent": 1}


def test_graphql_ws_is_told_to_sign_in(run: Callable[..., Any]) -> None:
    assert run("graphql-ws", "{}", "{}", EVENTS) == {"results": [], "error": [SIGN_IN]}


@pytest.mark.parametrize("name", ["authorization", "Authorization", "AUTHORIZATION"])
@pytest.mark.parametrize("place", ["payload", "headers of the payload", "handshake"])
def test_graphql_ws_signs_in(run: Callable[..., Any], real: Served, world: Any, name: str, place: str) -> None:
    world("ada")
    signed: dict[str, Any] = {name: real.bearer("ada")}
    payload = {"payload": signed, "headers of the payload": {"headers": signed}, "handshake": {}}[place]
    handshake = signed if place == "handshake" else {}
    said = run("graphql-ws", json.dumps(payload), json.dumps(handshake), VIEWER)
    assert said == {"results": [ADA], "error": None}


def test_graphql_ws_is_closed_when_its_token_is_malformed(run: Callable[..., Any]) -> None:
    reason = "Send the header as Authorization: Bearer TOKEN, or leave it out to ask as nobody."
    said = run("graphql-ws", '{"Authorization": "nonsense"}', "{}", VIEWER)
    assert said == {"results": [], "error": {"code": 4403, "reason": reason}}


@pytest.mark.parametrize("method", ["POST", "GET"])
@pytest.mark.parametrize(("client", "again"), [("apollo", "POST"), ("urql", None)])
def test_a_persisted_query_misses_once(
    run: Callable[..., Any], real: Served, world: Any, client: str, again: str | None, method: str
) -> None:
    world("ada")
    # A text of its own, which no other test has made the server know.
    query = f"query {client}{method} {VIEWER}"
    first, second = run(client, real.bearer("ada"), method, query)
    assert [answer["data"]["viewer"]["member"]["id"] for answer in (first, second)] == ["ada", "ada"]
    # Each request by its method, and whether it holds the text.
    assert first["sent"] == [[method, False], [again or method, True]]
    assert second["sent"] == [[method, False]]
