"""What the network page asks of the server: valid questions, and nothing about follows."""

from __future__ import annotations

import re

import pytest
from graphql import GraphQLObjectType, parse, validate
from graphql import build_schema as parse_schema

from app.playground.page import STATIC
from app.schema import build_schema

SOURCE = STATIC.parent / "src" / "network"
SCHEMA = parse_schema(build_schema().as_str())


def _questions() -> dict[str, str]:
    text = (SOURCE / "questions.js").read_text(encoding="utf-8")
    parts = dict(re.findall(r'^(?:export )?const (\w+) = "?([\w ]+)"?;$', text, re.MULTILINE))
    found = dict(re.findall(r"^export const (\w+) = `(.*?)`;$", text, re.MULTILINE | re.DOTALL))
    return {name: re.sub(r"\$\{(\w+)\}", lambda part: parts[part[1]], question) for name, question in found.items()}


@pytest.mark.parametrize("name", ["NETWORK", "SEARCH", "WAYS", "SUGGESTIONS"])
def test_a_question_of_the_page_fits_the_schema(name: str) -> None:
    assert [error.message for error in validate(SCHEMA, parse(_questions()[name]))] == []


def test_the_page_asks_no_other_questions() -> None:
    assert set(_questions()) == {"NETWORK", "SEARCH", "WAYS", "SUGGESTIONS"}


def test_the_page_asks_for_as_many_as_the_server_gives() -> None:
    assert "networkMap(first: 1500)" in _questions()["NETWORK"]
    viewer = SCHEMA.get_type("Viewer")
    assert isinstance(viewer, GraphQLObjectType)
    assert "1 to 1,500" in (viewer.fields["networkMap"].args["first"].description or "")


def test_the_page_knows_nothing_of_follows() -> None:
    assert [path.name for path in SOURCE.iterdir() if "follow" in path.read_text(encoding="utf-8").lower()] == []
