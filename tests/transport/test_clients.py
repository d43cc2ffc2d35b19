"""The clients that people use, from npm, against `acquaint serve` as it is started: graphql-ws and graphql-sse."""

import json
import queue
import shutil
import subprocess
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from app.graph.address import Address
from tests.conftest import Run
from tests.transport.malformed import LONG, MALFORMED, TOO_LONG
from tests.transport.real import Served, served
from tests.transport.wire import PROTOCOL

World = Callable[..., None]

PACKAGES = ("graphql@16.15.0", "graphql-ws@6.4.2", "graphql-sse@2.6.1", "ws@8.18.3")
PATIENCE = 30.0  # s
KIND = "{ networkEvents%s { id kind member { id } } }"

# Reads lines of commands, writes lines of what comes: subscribe, complete, dispose.
PROGRAM = """
import { createInterface } from "node:readline";
import { createClient as createSocketClient } from "graphql-ws";
import { createClient as createStreamClient } from "graphql-sse";
import WebSocket from "ws";

const [kind, url, authorization] = process.argv.slice(2);
const say = (what) => console.log(JSON.stringify(what));
const on = {
  connected: () => say({ connected: true }),
  closed: (event) => say({ closed: event?.code ?? null }),
};
const client =
  kind === "graphql-ws"
    ? createSocketClient({
        url: url.replace("http", "ws"),
        webSocketImpl: WebSocket,
        connectionParams: { authorization },
        retryAttempts: 0,
        on,
      })
    : createStreamClient({ url, headers: { authorization }, singleConnection: false, retryAttempts: 0 });
const running = new Map();

for await (const line of createInterface({ input: process.stdin })) {
  const { command, id, query } = JSON.parse(line);
  if (command === "subscribe") {
    const sink = {
      next: (value) => say({ id, next: value }),
      error: (error) => say({ id, error: Array.isArray(error) ? error : { code: error.code, message: error.message } }),
      complete: () => say({ id, complete: true }),
    };
    running.set(id, client.subscribe({ query }, sink));
  } else if (command === "complete") running.get(id)();
  else await client.dispose();
}
"""


class Client:
    """A program on node that subscribes as it is told; what must come and does not is `queue.Empty`."""

    def __init__(self, folder: Path, kind: str, url: str, authorization: str) -> None:
        self._process = subprocess.Popen(
            ["node", "client.mjs", kind, f"{url}/graphql", authorization],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._said: queue.Queue[dict[str, Any]] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._reader.join()
        self._process.communicate()

    def tell(self, command: str, id: str = "1", query: str = "") -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"command": command, "id": id, "query": query}) + "\n")
        self._process.stdin.flush()

    def subscribe(self, query: str, id: str = "1") -> None:
        self.tell("subscribe", id, query)

    def said(self) -> dict[str, Any]:
        """The next thing that came, but for a socket that was opened."""
        while "connected" in (said := self._said.get(timeout=PATIENCE)):
            continue
        return said

    def event(self) -> dict[str, Any]:
        said = self.said()
        assert "next" in said, said
        event: dict[str, Any] = said["next"]["data"]["networkEvents"]
        return event

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._said.put(json.loads(line))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the packages are installed."""
    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"{' and '.join(missing)} not found: install Node.js 20 or later to try the clients from npm")
    path = tmp_path_factory.mktemp("clients")
    (path / "client.mjs").write_text(PROGRAM)
    (path / "package.json").write_text("{}")
    command = ["npm", "install", "--no-audit", "--no-fund", "--no-save", "--loglevel=error", *PACKAGES]
    done = subprocess.run(command, cwd=path, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode:
        pytest.skip(f"npm could not install the clients: {done.stderr.strip().splitlines()[-1:]}")
    return path


@pytest.fixture(scope="module")
def real(migrated: Run, address: Address, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that lets a member hold two streams."""
    # On a busy machine Neo4j can need longer than a client waits to plan what a test is the first to ask.
    environ = {"ACQUAINT_STREAMS_PER_MEMBER": "2", "ACQUAINT_REQUEST_DEADLINE": "PT60S"}
    with served(address, tmp_path_factory.mktemp("real"), **environ) as running:
        yield running


@pytest.fixture(params=["graphql-ws", "graphql-sse"])
def client(request: pytest.FixtureRequest, folder: Path, real: Served, world: World) -> Iterator[Client]:
    """One of the two clients, signed in as ada."""
    world("ada; bob; cid")
    with Client(folder, request.param, real.url, real.bearer("ada")) as started:
        yield started


def invite(real: Served, sender: str, member: str) -> str:
    """The id of a new invitation."""
    query = "mutation($id: ID!) { sendInvitation(input: {memberId: $id}) { invitation { id } userErrors { code } } }"
    answer: dict[str, Any] = ask(real, sender, query, id=member)["data"]["sendInvitation"]
    assert answer["userErrors"] == []
    return str(answer["invitation"]["id"])


def ask(real: Served, viewer: str, query: str, **variables: Any) -> Any:
    body = json.dumps({"query": query, "variables": variables}).encode()
    headers = {"content-type": "application/json", "authorization": real.bearer(viewer)}
    with urllib.request.urlopen(urllib.request.Request(f"{real.url}/graphql", body, headers), timeout=30) as answer:
        return json.load(answer)


def after(event: dict[str, Any]) -> str:
    return "subscription " + KIND % f'(after: "{event["id"]}")'


def test_a_client_hears_completes_and_goes_on_where_it_was(client: Client, real: Served, graph: Any) -> None:
    # The first event is there before: nobody can see from outside when a subscription begins.
    invite(real, "bob", "ada")
    first = graph.run("MATCH (event:Event {member: 'ada'}) RETURN event.id AS id")[0]
    client.subscribe(after(first))
    invite(real, "cid", "ada")
    heard = client.event()
    assert (heard["kind"], heard["member"]) == ("INVITATION_RECEIVED", {"id": "cid"})
    client.tell("complete")
    # A client that completes is not told of it by the server; graphql-sse and graphql-ws both say so themselves.
    assert "complete" in client.said()
    ask(real, "bob", 'mutation { followMember(input: {memberId: "ada"}) { userErrors { code } } }')
    client.subscribe(after(heard), "2")
    while "id" not in (said := client.said()):
        continue
    event = said["next"]["data"]["networkEvents"]
    assert (event["kind"], event["member"]) == ("NEW_FOLLOWER", {"id": "bob"})


def test_a_client_learns_why_it_is_refused(client: Client) -> None:
    client.subscribe("subscription { nothing }")
    said = client.said()
    errors = said["error"] if "error" in said else said["next"]["errors"]
    assert [error["extensions"] for error in errors] == [{"code": "GRAPHQL_VALIDATION_FAILED"}]


def test_a_client_with_an_unknown_place_is_told_so(client: Client) -> None:
    client.subscribe(after({"id": "unknown"}))
    said = client.said()
    errors = said["error"] if "error" in said else said["next"]["errors"]
    assert [error["extensions"] for error in errors] == [{"code": "BAD_USER_INPUT"}]


def test_a_socket_of_a_client_also_asks_and_acts(folder: Path, real: Served, world: World) -> None:
    world("ada; bob")
    with Client(folder, "graphql-ws", real.url, real.bearer("ada")) as client:
        client.subscribe("{ viewer { member { id } } }")
        assert [client.said() for _ in range(2)] == [
            {"id": "1", "next": {"data": {"viewer": {"member": {"id": "ada"}}}}},
            {"id": "1", "complete": True},
        ]


def test_a_socket_with_a_bad_token_is_closed(folder: Path, real: Served) -> None:
    with Client(folder, "graphql-ws", real.url, "Bearer nonsense") as client:
        client.subscribe("subscription " + KIND % "")
        while "error" not in (said := client.said()):
            continue
        assert said["error"]["code"] == 4403


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_message_closes_a_real_socket_with_4400(real: Served, name: str) -> None:
    message, reason = MALFORMED[name]
    assert closed(real, message) == (4400, reason)


@pytest.mark.parametrize("name", TOO_LONG)
def test_a_reason_that_is_too_long_is_cut(real: Served, name: str) -> None:
    assert closed(real, json.dumps(TOO_LONG[name]))[0] == 4400


def test_an_id_that_is_long_and_taken_closes_with_4409(real: Served, world: World) -> None:
    world("ada")
    payload = {"query": "subscription " + KIND % ""}
    message = json.dumps({"type": "subscribe", "id": LONG, "payload": payload})
    assert closed(real, message, message)[0] == 4409


def test_a_frame_that_is_too_large_closes_with_1009(real: Served) -> None:
    assert closed(real, json.dumps({"type": "ping", "payload": {"a": "x" * 65_536}}))[0] == 1009


def closed(real: Served, *messages: str | bytes) -> tuple[int, str]:
    """With which code and reason a real socket of ada's is closed after these messages; 1006 is a broken one."""
    url = f"{real.url.replace('http', 'ws')}/graphql"
    with connect(url, subprotocols=[PROTOCOL], compression=None, max_size=None) as socket:  # type: ignore[list-item]
        socket.send(json.dumps({"type": "connection_init", "payload": {"authorization": real.bearer("ada")}}))
        try:
            for message in messages:
                socket.send(message)
            while True:
                socket.recv(timeout=PATIENCE)
        except ConnectionClosed as end:
            return (end.rcvd.code, end.rcvd.reason) if end.rcvd else (1006, "")


def test_who_leaves_a_real_server_is_counted_no_more(real: Served, world: World) -> None:
    world("ada")
    url = f"{real.url.replace('http', 'ws')}/graphql"
    init = json.dumps({"type": "connection_init", "payload": {"authorization": real.bearer("ada")}})
    subscribe = json.dumps({"type": "subscribe", "id": "1", "payload": {"query": "subscription " + KIND % ""}})
    for _ in range(6):
        with connect(url, subprotocols=[PROTOCOL]) as socket:  # type: ignore[list-item]
            socket.send(init)
            assert json.loads(socket.recv(timeout=PATIENCE)) == {"type": "connection_ack"}
            socket.send(subscribe)
