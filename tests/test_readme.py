"""What the three READMEs say is what the code does: tables, module names, examples and their answers."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from graphql import OperationType, parse, validate
from pydantic import SecretStr, TypeAdapter

from app.cli import app as commands
from app.data.filling import fill_demo
from app.graph.catalog import Statement, catalog
from app.identity import LEEWAY, issue
from app.playground.page import Example, read_examples
from app.schema import build_schema
from app.settings import Settings, variable
from app.transport.socket import kind_of

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
APP = (ROOT / "app/README.md").read_text(encoding="utf-8")
MOST_WORDS = 1_300
EMPTY = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS"
BLOCK = re.compile(r"^```graphql\n(.*?)^```$", re.DOTALL | re.MULTILINE)
ANSWER = re.compile(r"^```graphql\n(.*?)^```\n\n```json\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def section(text: str, name: str) -> str:
    """What stands between the two markers `<!-- name -->`."""
    return text.split(f"<!-- {name} -->\n")[1].strip()


def settings_table() -> str:
    fields = Settings.model_fields.items()
    rows = [f"| `{variable(name)}` | {shown(field.default)} | {field.description} |" for name, field in fields]
    return "\n".join(["| variable | default | meaning |", "|---|---|---|", *rows])


def shown(default: Any) -> str:
    """A default as it would be written in the environment."""
    match default:
        case None | () | SecretStr():
            return "unset"
        case tuple():
            text = ",".join(default)
        case bool():
            text = str(default).lower()
        case timedelta():
            text = TypeAdapter(timedelta).dump_python(default, mode="json")
        case _:
            text = str(default)
    return f"`{text}`"


def cypher_table() -> str:
    rows = [f"| `{statement.path}` | {_cell(statement)} |" for statement in catalog().values()]
    return "\n".join(["| file | question |", "|---|---|", *rows])


def _cell(statement: Statement) -> str:
    return statement.question.replace("|", "\\|")


@pytest.fixture(scope="module")
def demo(server: Any, migrated: Any) -> Iterator[Any]:
    """The application on the demo network."""
    migrated(lambda database: database.write(EMPTY))
    migrated(lambda database: fill_demo(database, catalog(), datetime.now(UTC)))
    yield server
    migrated(lambda database: database.write(EMPTY))


def test_settings_stand_in_the_readme() -> None:
    assert section(APP, "settings") == settings_table()


def test_the_readme_is_short() -> None:
    prose = re.sub(r"^```.*?^```$", "", README, flags=re.DOTALL | re.MULTILINE)

    assert len(prose.split()) <= MOST_WORDS


def test_links_of_the_readmes_lead_somewhere() -> None:
    for readme in ("README.md", "app/README.md", "cypher/README.md", "tests/bench/README.md"):
        file = ROOT / readme
        links = re.findall(r"\]\((?!http)([^)#]+)\)", file.read_text(encoding="utf-8"))
        assert [link for link in links if not (file.parent / link).exists()] == [], readme


def test_commands_stand_in_the_readme() -> None:
    named = re.findall(r"^\| `acquaint (\w+)", section(README, "commands"), re.MULTILINE)

    assert named == [command.callback.__name__ for command in commands.registered_commands if command.callback]


def test_the_two_lines_that_run_and_test_it_stand_in_the_readme() -> None:
    run = "python3 -m venv .venv && .venv/bin/pip install -e '.[embedded]' && .venv/bin/acquaint serve --demo"
    test = "python3 -m venv .venv && .venv/bin/pip install -e '.[embedded,dev]' && .venv/bin/pytest"

    assert [line for line in README.splitlines() if line.startswith("python3 -m venv")] == [run, test]


def test_files_stand_in_the_readme_of_cypher() -> None:
    assert section((ROOT / "cypher/README.md").read_text(encoding="utf-8"), "files") == cypher_table()


def test_every_module_stands_in_the_readme_of_app() -> None:
    modules = {path.name for path in (ROOT / "app").glob("*.py") if path.name != "__init__.py"}
    packages = {f"{path.parent.name}/" for path in (ROOT / "app").glob("*/__init__.py")}

    headings = re.findall(r"^\*\*(.+?)\*\*", APP, re.MULTILINE)

    assert {name for heading in headings for name in re.findall(r"`([^`]+)`", heading)} == modules | packages


def test_every_paragraph_of_app_says_when_it_refuses() -> None:
    paragraphs = [block for block in APP.split("\n\n") if block.startswith("**`")]

    silent = [block.splitlines()[0] for block in paragraphs if "A request may be refused here if" not in block]

    assert silent == []


@pytest.mark.parametrize("document", BLOCK.findall(README))
def test_examples_of_the_readme_are_valid(document: str) -> None:
    assert validate(build_schema()._schema, parse(document)) == []


@pytest.mark.parametrize("document", BLOCK.findall(README))
def test_examples_of_the_readme_run(demo: Any, document: str) -> None:
    answer = demo.ask(document)

    assert "errors" not in answer
    assert None not in answer["data"].values()


@pytest.mark.parametrize(("document", "answer"), ANSWER.findall(README))
def test_answers_in_the_readme_are_the_real_ones(demo: Any, document: str, answer: str) -> None:
    assert demo.ask(document) == json.loads(answer)


def test_the_readme_shows_answers() -> None:
    assert len(ANSWER.findall(README)) == 4


@pytest.mark.parametrize("example", read_examples(), ids=lambda example: example.title)
def test_examples_of_the_playground_run(demo: Any, example: Example) -> None:
    if kind_of(example.query, None, 2_000) is OperationType.SUBSCRIPTION:
        # With a token that ends in a moment, and the stream with it.
        token = issue(demo._secret, "ada", timedelta(seconds=2 - LEEWAY))
        headers = {"authorization": f"Bearer {token}", "accept": "text/event-stream"}
        stream = demo.client.post("/graphql", json={"query": example.query}, headers=headers)
        assert stream.text.startswith('event: next\r\ndata: {"errors":[{"message":"The token has expired; ')
        return
    answer = demo.ask(example.query, viewer=example.member or "ada", **json.loads(example.variables or "{}"))

    assert "errors" not in answer
    assert None not in answer["data"].values()
