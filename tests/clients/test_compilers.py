"""The compilers of client apps accept the exported schema, and the server answers what they make of documents."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from graphql import parse, validate

from app.schema import build_schema, sdl
from tests.clients.conftest import Tools
from tests.conftest import Limited

HERE = Path(__file__).parent
SCHEMA = sdl()
ARTIFACTS = {
    "networkConnectionsPageQuery.graphql.ts",
    "networkEventsSubscription.graphql.ts",
    "networkInviteMutation.graphql.ts",
    "networkQuery.graphql.ts",
    "networkSecondDegreePageQuery.graphql.ts",
    "network_card.graphql.ts",
    "network_connections.graphql.ts",
    "network_secondDegree.graphql.ts",
    "network_sent.graphql.ts",
}


class Project:
    """An app's folder: its documents and the schema they are compiled against."""

    def __init__(self, tools: Tools, name: str) -> None:
        self._tools = tools
        # Below the tools, where Node looks for packages.
        self.folder = Path(mkdtemp(prefix=name, dir=tools.folder))
        shutil.copytree(HERE / name, self.folder, dirs_exist_ok=True)
        self.write("schema.graphql", SCHEMA)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def run(self, tool: str, *arguments: str) -> tuple[int, str]:
        """Its exit status and what it said."""
        result = self._tools.run(tool, *arguments, cwd=self.folder)
        return result.returncode, result.stdout


@pytest.fixture
def relay(tools: Tools) -> Project:
    project = Project(tools, "relay")
    # The compiler adds to these two, and makes neither.
    project.write("operations.json", "{}")
    (project.folder / "artifacts").mkdir()
    return project


@pytest.fixture
def operations(relay: Project) -> dict[str, str]:
    """The text of each operation as relay-compiler sends it to the server, by name."""
    status, said = relay.run("relay-compiler", "relay.config.json")
    assert status == 0, said
    texts = json.loads((relay.folder / "operations.json").read_text(encoding="utf-8")).values()
    return {re.findall(r"^\w+ (\w+)", text)[0]: text for text in texts}


@pytest.fixture
def codegen(tools: Tools) -> Project:
    return Project(tools, "codegen")


def test_relay_compiler_accepts_the_schema(relay: Project, operations: dict[str, str]) -> None:
    schema = build_schema()._schema

    assert {path.name for path in (relay.folder / "artifacts").iterdir()} == ARTIFACTS
    assert {f"{name}.graphql.ts" for name in operations} < ARTIFACTS
    assert len(operations) == 5
    assert [error for text in operations.values() for error in validate(schema, parse(text))] == []


def test_relay_compiler_is_a_judge_of_the_schema(relay: Project) -> None:
    relay.write("schema.graphql", re.sub(r"(type PageInfo \{.*?)\n  endCursor: String\n", r"\1\n", SCHEMA, flags=re.S))

    status, said = relay.run("relay-compiler", "relay.config.json")

    assert status == 1
    assert "to expose a 'pageInfo { endCursor }' field" in said


def test_relay_pages_and_refetches(operations: dict[str, str], world: Any, ask: Callable[..., Any]) -> None:
    world("ada -- bob; ada -- cleo; ada -- dina; bob -- eve; bob -- fay; cleo -- gus; dina -- gus")
    first = ask(operations["networkQuery"], id="ada")["data"]
    places = [first["member"]["connections"], first["viewer"]["secondDegree"]]
    cursors = [place["pageInfo"]["endCursor"] for place in places]

    more = ask(operations["networkConnectionsPageQuery"], id=first["member"]["id"], count=2, cursor=cursors[0])["data"]
    further = ask(operations["networkSecondDegreePageQuery"], count=2, cursor=cursors[1])["data"]

    assert [ids(place) for place in places] == [["bob", "cleo"], ["eve", "fay"]]
    assert more["node"]["__typename"] == "Member"
    assert ids(more["node"]["connections"]) == ["dina"]
    assert ids(further["viewer"]["secondDegree"]) == ["gus"]
    assert [page["pageInfo"]["hasNextPage"] for page in (more["node"]["connections"], *places)] == [False, True, True]


def test_the_file_of_relay_compiler_is_one_of_trusted_documents(
    relay: Project, operations: dict[str, str], world: Any, limited: Limited
) -> None:
    world("ada")
    file = relay.folder / "operations.json"
    named = {text: name for name, text in json.loads(file.read_text(encoding="utf-8")).items()}
    server = limited(documents=file, documents_only=True)

    asked = {"doc_id": named[operations["networkQuery"]], "variables": {"id": "ada"}}
    answers = [server.client.post("/graphql", json=fields) for fields in (asked, {"query": "{ __typename }"})]

    assert [answer.status_code for answer in answers] == [200, 403]
    assert answers[0].json()["data"]["member"]["id"] == "ada"


def ids(connection: dict[str, Any]) -> list[str]:
    return [edge["node"]["id"] for edge in connection["edges"]]


def test_graphql_codegen_accepts_the_schema_and_its_types_compile(codegen: Project) -> None:
    status, said = codegen.run("graphql-codegen", "--config", "codegen.json")
    assert status == 0, said

    # app.ts uses the types rightly and, where it says @ts-expect-error, wrongly.
    status, said = codegen.run("tsc", "--strict", "--noEmit", "app.ts", "schema.ts", "operations.ts")
    assert (status, said) == (0, "")


def test_graphql_codegen_is_a_judge_of_the_schema(codegen: Project) -> None:
    codegen.write("schema.graphql", SCHEMA.replace("  networkEvents(", "  events("))

    status, said = codegen.run("graphql-codegen", "--config", "codegen.json")

    assert status == 1
    assert 'Cannot query field "networkEvents" on type "Subscription"' in said
