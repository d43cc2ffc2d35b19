"""The two sample clients against a real server with the demo network."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.data.filling import fill_demo
from app.graph.address import Address
from app.graph.catalog import catalog
from tests.clients.conftest import Tools
from tests.conftest import EMPTY, Graph, Run
from tests.transport.real import Served, served

SAMPLES = Path(__file__).parent / "samples"
STRICT = ["--strict", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom"]

Client = Callable[[str], "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def demo(migrated: Run, address: Address, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`acquaint serve` on the demo network."""
    migrated(lambda database: database.write(EMPTY))
    migrated(lambda database: fill_demo(database, catalog(), datetime.now(UTC)))
    with served(address, tmp_path_factory.mktemp("served")) as running:
        yield running
    migrated(lambda database: database.write(EMPTY))


@pytest.fixture(scope="module")
def python() -> list[str | Path]:
    """The command that runs the Python client, with nothing but the standard library."""
    return [sys.executable, "-I", "-S", "-X", "utf8", "-W", "error", SAMPLES / "client.py"]


@pytest.fixture(scope="module")
def typescript(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> list[str | Path]:
    """The command that runs the TypeScript client, compiled away from any package."""
    folder = tmp_path_factory.mktemp("typescript")
    shutil.copy(SAMPLES / "client.mts", folder)
    result = tools.run("tsc", *STRICT, "client.mts", cwd=folder)
    assert (result.returncode, result.stdout) == (0, "")
    return [shutil.which("node") or "node", folder / "client.mjs"]


@pytest.fixture(params=["python", "typescript"])
def client(request: pytest.FixtureRequest, demo: Served) -> Client:
    """Runs one of the clients with a token."""
    command = request.getfixturevalue(request.param)

    def run(token: str) -> "subprocess.CompletedProcess[str]":
        environ = {**os.environ, "ACQUAINT_URL": f"{demo.url}/graphql", "ACQUAINT_TOKEN": token}
        return subprocess.run(command, env=environ, capture_output=True, encoding="utf-8", timeout=60)

    return run


@pytest.mark.parametrize(
    ("client", "member", "invited", "names"),
    [
        ("python", "ada", "noor", "Noor Bélanvoir, Daniela Amankwa-Lee, Anika Umarsen, Saoirse Mwangari"),
        ("typescript", "wren", "laleh.b", "Laleh Brightwater, Vesna Grønholm, Amara Åkerlind, Anders Marrowick"),
    ],
    indirect=["client"],
    ids=["python", "typescript"],
)
def test_a_sample_reads_two_pages_and_invites_once(
    client: Client, demo: Served, session_graph: Graph, member: str, invited: str, names: str
) -> None:
    results = [client(token(demo, member)) for _ in range(2)]

    assert [result.stderr for result in results] == ["", ""]
    assert [result.stdout for result in results] == [f"{names}\nSENT\n", f"{names}\ninvited before\n"]
    letters = "MATCH (:Member {id: $a})-[sent:INVITED]->(:Member {id: $b}) RETURN sent.state AS state"
    assert session_graph.run(letters, a=member, b=invited) == [{"state": "PENDING"}]


def test_a_sample_raises_what_is_refused(client: Client, demo: Served) -> None:
    result = client(token(demo, "elif"))

    assert result.returncode == 1
    assert result.stdout == "Hana Ebongue, Anika Umarsen, Omar Rahmanzad, Babak Lachmanov\n"
    assert "Error: Give one of this member's e-mail addresses to invite the member.\n" in result.stderr


def test_a_sample_raises_what_stands_in_errors(client: Client) -> None:
    result = client("no-token")

    assert (result.returncode, result.stdout) == (1, "")
    assert "Error: The token is not accepted (it is malformed); sign in again to get a new one.\n" in result.stderr


def token(demo: Served, member: str) -> str:
    return demo.bearer(member).removeprefix("Bearer ")
