"""The commands as a person runs them: in a process of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import jwt
import pytest

from app.data.rows import KINDS
from app.graph.address import Address

COMMANDS = ("serve", "load", "token", "query", "compose", "schema", "migrate", "check")
SECRET = "Zt8-vQ2_kM7xR4nB9yLw6pH1sD3fG5jC"


def environment(directory: Path, **variables: str) -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("NEO4J_", "ACQUAINT_"))}
    return kept | {"ACQUAINT_DATA_DIR": str(directory / "data"), "COLUMNS": "200"} | variables


def acquaint(directory: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        env=environment(directory, **variables),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def of(address: Address) -> dict[str, str]:
    return {
        "NEO4J_URI": address.uri,
        "NEO4J_USERNAME": address.username,
        "NEO4J_PASSWORD": address.password,
        "NEO4J_DATABASE": address.database,
    }


def test_help_names_every_command(tmp_path: Path) -> None:
    result = acquaint(tmp_path, "--help")
    listed = result.stdout.partition("Commands:\n")[2].splitlines()
    assert tuple(line.split()[0] for line in listed if line.strip()) == COMMANDS


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("serve", ["--demo", "--host", "--port", "--workers"]),
        ("load", [f"--{kind.name}" for kind in KINDS]),
        ("token", ["--expires"]),
        ("query", ["--viewer", "-p", "--format", "--out", "--timeout"]),
        ("compose", ["--viewer", "-p"]),
        ("schema", []),
        ("migrate", []),
        ("check", []),
    ],
)
def test_help_of_a_command_names_its_options(tmp_path: Path, command: str, options: list[str]) -> None:
    result = acquaint(tmp_path, command, "--help")
    named = [line.split()[0].rstrip(",") for line in result.stdout.splitlines() if line.startswith("  -")]
    assert (result.returncode, named) == (0, [*options, "--help"])


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys, app.cli; print([m for m in ('neo4j', 'strawberry', 'uvicorn', 'pydantic') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


def test_serve_launches_neo4j_before_it_imports_what_is_heavy() -> None:
    script = (
        "import sys, app.commands.serving;"
        " print([m for m in ('neo4j', 'graphql', 'strawberry', 'starlette', 'uvicorn') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


def test_a_token_is_the_only_thing_on_stdout_and_names_the_member(tmp_path: Path) -> None:
    result = acquaint(tmp_path, "token", "ada", "--expires", "2h", ACQUAINT_JWT_SECRET=SECRET)
    claims = jwt.decode(result.stdout.strip(), SECRET, ["HS256"])
    assert (result.returncode, result.stderr, result.stdout.count("\n")) == (0, "", 1)
    assert (claims["sub"], claims["exp"] - claims["iat"]) == ("ada", 7200)


def test_a_token_holds_its_member_in_the_claim_of_the_settings(tmp_path: Path) -> None:
    variables = {"ACQUAINT_JWT_SECRET": SECRET, "ACQUAINT_JWT_MEMBER_CLAIM": "member", "ACQUAINT_JWT_AUDIENCE": ""}
    result = acquaint(tmp_path, "token", "ada", "--expires", "500ms", **variables)
    claims = jwt.decode(result.stdout.strip(), SECRET, ["HS256"], {"verify_exp": False})
    assert claims == {"member": "ada", "iat": claims["iat"], "exp": claims["iat"] + 1}


@pytest.mark.parametrize("span", ["0s", "0.0001ms", "-1h", "3651d", "1", "PT1H", ""])
@pytest.mark.parametrize("arguments", [["token", "ada", "--expires"], ["query", "reach", "--timeout"]])
def test_a_span_is_longer_than_nothing_and_no_longer_than_ten_years(
    tmp_path: Path, arguments: list[str], span: str
) -> None:
    result = acquaint(tmp_path, *arguments[:-1], f"{arguments[-1]}={span}")
    said = f"{span!r} is no duration; write one such as 30s, 5m, 12h or 2d (at most 3650d).\n"
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.endswith(said)


def test_a_token_of_development_is_signed_with_the_secret_of_the_data_directory(tmp_path: Path) -> None:
    result = acquaint(tmp_path, "token", "ada")
    secret = (tmp_path / "data" / "jwt.secret").read_text().strip()
    claims = jwt.decode(result.stdout.strip(), secret, ["HS256"])
    assert (claims["sub"], claims["exp"] - claims["iat"]) == ("ada", 43_200)


def test_a_token_for_what_cannot_be_an_id_is_refused(tmp_path: Path) -> None:
    result = acquaint(tmp_path, "token", "ada lovelace")
    said = "'ada lovelace' is no member id: it takes 1 to 128 printable ASCII characters, no spaces.\n"
    assert (result.returncode, result.stdout, result.stderr) == (1, "", said)


def test_a_bad_setting_is_one_sentence(tmp_path: Path) -> None:
    result = acquaint(tmp_path, "check", ACQUAINT_PAGE_SIZE="many")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("ACQUAINT_PAGE_SIZE: ")
    assert result.stderr.count("\n") == 1


def test_a_weak_secret_stops_serve_before_a_database_is_started(tmp_path: Path) -> None:
    result = acquaint(tmp_path, "serve", ACQUAINT_JWT_SECRET="short")
    said = (
        "ACQUAINT_JWT_SECRET: this one is too short;"
        " write at least 32 random bytes, for example from `openssl rand -base64 48`.\n"
    )
    assert (result.returncode, result.stdout, result.stderr) == (1, "", said)


@pytest.mark.parametrize("command", ["serve", "migrate", "check"])
def test_a_dead_server_is_one_sentence_within_30_seconds(tmp_path: Path, command: str) -> None:
    began = time.monotonic()
    port = ["--port", "0"] if command == "serve" else []
    result = acquaint(tmp_path, command, *port, NEO4J_URI="bolt://127.0.0.1:1")
    said = "Neo4j at bolt://127.0.0.1:1 does not answer: start it, or correct NEO4J_URI (unset: the embedded Neo4j).\n"
    assert (result.returncode, result.stderr) == (1, said)
    assert time.monotonic() - began < 30


def test_a_malformed_uri_is_one_sentence(tmp_path: Path) -> None:
    result = acquaint(tmp_path, "check", NEO4J_URI="nonsense")
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert result.stderr.startswith("NEO4J_URI 'nonsense' cannot be used: ")


def test_query_alone_lists_the_reading_files_with_their_questions(tmp_path: Path) -> None:
    lines = acquaint(tmp_path, "query").stdout.splitlines()
    folders = {line.split("/")[0] for line in lines}
    connections = [line for line in lines if line.startswith("edges/connections ")]
    assert folders <= {"edges", "reads", "analysis", "checks"}
    assert [line.split(maxsplit=1)[1] for line in connections] == ["Whom is a member connected with? (member='ada')"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["load/members"], "There is no query load/members: `acquaint query` lists them all."),
        (["edges/connections", "-p", "x=1"], "-p x: edges/connections takes member (STRING)."),
        (["edges/connections", "-p", "member"], "-p 'member': write it as -p name=value."),
    ],
)
def test_a_query_that_cannot_be_run_is_one_sentence(tmp_path: Path, arguments: list[str], said: str) -> None:
    result = acquaint(tmp_path, "query", *arguments)
    assert (result.returncode, result.stdout, result.stderr) == (1, "", said + "\n")


def test_the_schema_is_sorted(tmp_path: Path) -> None:
    result = acquaint(tmp_path, "schema")
    kinds = ("type ", "enum ", "input ", "interface ", "scalar ", "union ")
    names = [line.split()[1] for line in result.stdout.splitlines() if line.startswith(kinds)]
    assert result.returncode == 0
    assert {"Query", "Member"} <= set(names)
    assert names == sorted(names)


@pytest.fixture
def server(address: Address, tmp_path: Path) -> dict[str, str]:
    variables = of(address)
    assert acquaint(tmp_path, "migrate", **variables).returncode == 0
    return variables


def test_migrating_again_changes_nothing(server: dict[str, str], tmp_path: Path) -> None:
    result = acquaint(tmp_path, "migrate", **server)
    assert result.stdout == "Nothing to change: the schema is applied already.\n"


def test_load_says_what_became_of_each_row(server: dict[str, str], tmp_path: Path) -> None:
    members, follows = tmp_path / "members.csv", tmp_path / "follows.csv"
    members.write_text("id,name\ncli-ada,Ada\ncli-bob,Bob\n")
    follows.write_text("follower,followee\ncli-ada,cli-bob\ncli-ada,cli-ada\n")
    first = acquaint(tmp_path, "load", "--members", str(members), "--follows", str(follows), **server)
    assert first.returncode == 1
    assert first.stderr == f"{follows}:3: 'cli-ada' is on both sides\n"
    assert first.stdout.splitlines()[1] == f"{follows}: 1 taken, 0 there already, 1 refused"


def test_load_takes_the_files_of_a_folder_but_for_those_that_are_named(server: dict[str, str], tmp_path: Path) -> None:
    members, follows, other, guide = (tmp_path / f"{name}.csv" for name in ("members", "follows", "other", "guide"))
    members.write_text("id\ncli-eve\ncli-fay\n")
    follows.write_text("follower,followee\ncli-eve,nobody\n")
    other.write_text("follower,followee\ncli-eve,cli-fay\n")
    guide.touch()
    result = acquaint(tmp_path, "load", str(tmp_path), "--follows", str(other), **server)
    taken = f"{members}: 2 taken, 0 there already, 0 refused\n{other}: 1 taken, 0 there already, 0 refused\n"
    assert (result.returncode, result.stdout) == (0, taken)
    unused = "it is not used; no kind of file has this name"
    assert result.stderr == "".join(f"{path}: {unused}\n" for path in (guide, other))


def test_load_wants_something_to_load(tmp_path: Path) -> None:
    result = acquaint(tmp_path, "load")
    assert (result.returncode, result.stdout) == (2, "")
    assert "Give a folder or at least one file." in result.stderr


def test_a_query_runs_in_every_format(server: dict[str, str], tmp_path: Path) -> None:
    members = tmp_path / "members.csv"
    members.write_text("id,handle\ncli-carol,Cli-Carol\n")
    assert acquaint(tmp_path, "load", "--members", str(members), **server).returncode == 0
    ask = ("query", "handle_owner", "-p", "handleKey=cli-carol", "--format")
    out = tmp_path / "owner.json"
    assert acquaint(tmp_path, *ask, "csv", **server).stdout == "id\ncli-carol\n"
    assert json.loads(acquaint(tmp_path, *ask, "json", **server).stdout) == [{"id": "cli-carol"}]
    assert "│ cli-carol │" in acquaint(tmp_path, *ask, "table", **server).stdout
    assert acquaint(tmp_path, *ask, "json", "--out", str(out), **server).stderr == f"1 rows in {out}\n"
    assert out.read_text() == '[\n{"id": "cli-carol"}\n]\n'


def test_a_query_with_a_viewer_shows_what_the_viewer_may_see(server: dict[str, str], tmp_path: Path) -> None:
    members, connected = tmp_path / "members.csv", tmp_path / "connected.csv"
    members.write_text("id,name\nview-a,A\nview-b,B\n")
    connected.write_text("a,b,since\nview-a,view-b,2026-01-01T00:00:00Z\n")
    files = ("--members", str(members), "--connected", str(connected))
    assert acquaint(tmp_path, "load", *files, **server).returncode == 0
    ask = ("query", "connections", "-p", "member=view-a", "--format", "json", "--viewer")
    row = {"node": {"id": "view-b"}, "key": "view-b", "rank": "2026-01-01T00:00:00Z", "since": "2026-01-01T00:00:00Z"}
    (own,) = json.loads(acquaint(tmp_path, *ask, "view-a", **server).stdout)
    assert own | {"node": {"id": own["node"]["id"]}} == row
    assert json.loads(acquaint(tmp_path, *ask, "view-none", **server).stdout) == []


def test_a_token_for_a_handle_names_its_owner_and_one_for_a_stranger_says_so(
    server: dict[str, str], tmp_path: Path
) -> None:
    members = tmp_path / "members.csv"
    members.write_text("id,handle\ncli-dora,Cli-Dee\n")
    assert acquaint(tmp_path, "load", "--members", str(members), **server).returncode == 0
    variables = server | {"ACQUAINT_JWT_SECRET": SECRET}
    owner = acquaint(tmp_path, "token", "@cli-DEE", **variables)
    stranger = acquaint(tmp_path, "token", "cli-nobody", **variables)
    assert jwt.decode(owner.stdout.strip(), SECRET, ["HS256"])["sub"] == "cli-dora"
    assert stranger.stderr == "Note: cli-nobody is no member yet; its first act must be registerMember.\n"
    assert jwt.decode(stranger.stdout.strip(), SECRET, ["HS256"])["sub"] == "cli-nobody"


def test_an_id_may_begin_with_the_sign_of_a_handle(server: dict[str, str], tmp_path: Path) -> None:
    members = tmp_path / "members.csv"
    members.write_text("id,handle\n@cli-eva,cli-eva\n@cli-fin,cli-fin-2\ncli-gus,cli-eva-2\n@,cli-at\n")
    assert acquaint(tmp_path, "load", "--members", str(members), **server).returncode == 0
    variables = server | {"ACQUAINT_JWT_SECRET": SECRET}

    def subject(member: str) -> str:
        return str(
            jwt.decode(acquaint(tmp_path, "token", member, **variables).stdout.strip(), SECRET, ["HS256"])["sub"]
        )

    asked = ("@cli-eva", "@cli-eva-2", "@cli-fin", "@")
    assert [subject(member) for member in asked] == ["@cli-eva", "cli-gus", "@cli-fin", "@"]
    for member in ("@cli-nobody", "@@cli-eva"):
        unknown = acquaint(tmp_path, "token", member, **variables)
        said = f"Nobody has the handle {member}: check it, or give the member's id.\n"
        assert (unknown.returncode, unknown.stdout, unknown.stderr) == (1, "", said)


@pytest.mark.parametrize("member", ["@a b", "@\udcff", "\udcff", ""])
def test_what_is_neither_handle_nor_id_is_refused(tmp_path: Path, member: str) -> None:
    result = acquaint(tmp_path, "token", member)
    said = f"{member!r} is no member id: it takes 1 to 128 printable ASCII characters, no spaces.\n"
    assert (result.returncode, result.stdout, result.stderr) == (1, "", said)


def test_every_check_is_named_and_holds(server: dict[str, str], tmp_path: Path) -> None:
    result = acquaint(tmp_path, "check", **server)
    checks = sorted(path.stem for path in Path("cypher/checks").glob("*.cypher"))
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == [f"holds   {name}" for name in checks]
    assert result.returncode == 0


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_serve_says_where_it_is_and_ends_with_0(server: dict[str, str], tmp_path: Path, stop: signal.Signals) -> None:
    command = [sys.executable, "-m", "app", "serve", "--port", "0"]
    with subprocess.Popen(command, env=environment(tmp_path, **server), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(2)]
        process.send_signal(stop)
        assert process.wait(30) == 0
    assert lines[0] == f"Neo4j: {server['NEO4J_URI']}\n"
    assert lines[1].startswith("Ready: http://127.0.0.1:")
    assert lines[1].endswith("/playground\n")


def test_serve_stopped_while_neo4j_starts_ends_with_0(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "app", "serve", "--port", "0"]
    with subprocess.Popen(command, env=environment(tmp_path), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"Neo4j: embedded, data directory {tmp_path / 'data'}\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    assert not (tmp_path / "data" / "neo4j.json").exists()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_documents_that_cannot_be_used_end_the_start_of_a_server(tmp_path: Path, workers: str) -> None:
    file = tmp_path / "documents.json"
    file.write_text('{"a": "{ nothing }"}', encoding="utf-8")
    result = acquaint(tmp_path, "serve", "--port", "0", "--workers", workers, ACQUAINT_DOCUMENTS=str(file))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        f"ACQUAINT_DOCUMENTS: the document a of {file} is not valid; mend or remove it: "
        "Cannot query field 'nothing' on type 'Query'.\n"
    )
