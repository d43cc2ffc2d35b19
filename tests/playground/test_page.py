"""The playground page: what it serves, under which headers, and that it needs nobody else's server."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from graphql import OperationDefinitionNode, parse
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.playground.page import EXAMPLES, STATIC, Example, playground_routes, read_examples

CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    "img-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:"
)
ADA = {"id": "ada", "name": "Ada Byron", "note": "a hub"}
PACKAGE = json.loads((STATIC.parent / "package.json").read_text(encoding="utf-8"))


async def _config() -> dict[str, Any]:
    return {"development": True, "members": [ADA]}


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=playground_routes(_config)), headers={"Accept-Encoding": "identity"})


@pytest.fixture
def asset() -> Path:
    return next(STATIC.glob("assets/index-*.js"))


@pytest.mark.parametrize("path", ["/playground", "/playground/"])
def test_the_page_is_the_built_index(client: TestClient, path: str) -> None:
    answer = client.get(path, follow_redirects=False)
    assert (answer.status_code, answer.content) == (200, (STATIC / "index.html").read_bytes())
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


def test_everything_carries_the_headers_that_keep_the_page_to_itself(client: TestClient, asset: Path) -> None:
    for path in ("/playground", "/playground/", "/playground/config.json", f"/playground/assets/{asset.name}"):
        headers = client.get(path).headers
        assert headers["content-security-policy"] == CSP
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_an_asset_may_be_kept_for_ever(client: TestClient, asset: Path) -> None:
    answer = client.get(f"/playground/assets/{asset.name}")
    assert (answer.status_code, answer.content) == (200, asset.read_bytes())
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("text/javascript")


def test_an_asset_is_sent_compressed_to_whoever_takes_it(client: TestClient, asset: Path) -> None:
    headers = {"Accept-Encoding": "gzip"}
    with client.stream("GET", f"/playground/assets/{asset.name}", headers=headers) as answer:
        raw = b"".join(answer.iter_raw())
    assert (answer.headers["content-encoding"], answer.headers["vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(raw) == asset.read_bytes()


@pytest.mark.parametrize(
    "path", ["assets/unknown.js", "assets/../index.html", "assets/%2e%2e/%2e%2e/page.py", "page.py"]
)
def test_nothing_but_the_build_is_served(client: TestClient, path: str) -> None:
    answer = client.get(f"/playground/{path}")
    assert answer.status_code == 404
    assert "cache-control" not in answer.headers


def test_the_configuration_names_members_and_examples(client: TestClient) -> None:
    answer = client.get("/playground/config.json")
    body = answer.json()
    assert answer.headers["cache-control"] == "no-store"
    assert set(body) == {"development", "members", "examples"}
    assert (body["development"], body["members"]) == (True, [ADA])
    assert [example["title"] for example in body["examples"]] == [example.title for example in read_examples()]
    assert set(body["examples"][0]) == {"title", "group", "query", "variables"}


def test_index_refers_to_built_files_only() -> None:
    index = (STATIC / "index.html").read_text(encoding="utf-8")
    references = re.findall(r'(?:src|href)="([^"]*)"', index)
    assert len(references) >= 3
    for reference in references:
        assert (STATIC / reference.removeprefix("/playground/")).is_file(), reference
    assert "//" not in index
    assert re.findall(r"<script[^>]*>(.+?)</script>", index) == []


def test_no_style_fetches_from_elsewhere() -> None:
    styles = [path.read_text(encoding="utf-8") for path in STATIC.glob("assets/*.css")]
    assert styles
    assert [
        found for style in styles for found in re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)]*", style)
    ] == []


def test_the_build_and_its_notices_come_from_the_pinned_versions() -> None:
    notices = (STATIC / "THIRD_PARTY.md").read_text(encoding="utf-8")
    pinned = PACKAGE["dependencies"] | PACKAGE["devDependencies"] | PACKAGE["overrides"]
    assert [name for name, version in pinned.items() if not re.fullmatch(r"\d+\.\d+\.\d+(-rc\.\d+)?", version)] == []
    assert [name for name, version in PACKAGE["dependencies"].items() if f"## {name} - {version} " not in notices] == []
    assert not (STATIC.parent / "package-lock.json").exists()


def test_the_first_three_examples_open_in_tabs() -> None:
    first = read_examples()[:3]
    assert [(example.group, example.title, example.variables) for example in first] == [
        ("Start here", "Who am I connected with?", ""),
        ("Start here", "Who stands behind them?", ""),
        ("Start here", "Whom do I share with somebody?", ""),
    ]


def test_examples_stand_group_by_group_under_titles_of_their_own() -> None:
    examples = read_examples()
    groups = [example.group for example in examples]
    assert len(examples) == len(list(EXAMPLES.iterdir())) == len({example.title for example in examples})
    assert list(dict.fromkeys(groups)) == [
        "Start here",
        "My network",
        "Somebody else",
        "Private things",
        "One question, many answers",
        "Connect and follow",
    ]
    assert groups == sorted(groups, key=list(dict.fromkeys(groups)).index)


@pytest.mark.parametrize("example", read_examples(), ids=lambda example: example.title)
def test_an_example_is_one_named_question_with_its_variables(example: Example) -> None:
    (operation,) = (node for node in parse(example.query).definitions if isinstance(node, OperationDefinitionNode))
    asked = {definition.variable.name.value for definition in operation.variable_definitions or ()}
    assert operation.name is not None
    assert set(json.loads(example.variables or "{}")) == asked
    assert example.query.startswith("# ")
    assert max(len(line) for line in example.query.splitlines()) <= 56


@pytest.mark.parametrize("text", ["{ viewer { __typename } }\n", "# Title\n\n{ a }\n", "# Group: Title\n{ a }\n"])
def test_an_example_without_its_first_lines_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "01-odd.graphql").write_text(text, encoding="utf-8")
    sentence = "01-odd.graphql: begin with a line '# Group: Title', if need be '# variables: {…}', then an empty line."
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        read_examples(tmp_path)


def test_an_example_is_read_without_its_first_lines(tmp_path: Path) -> None:
    text = '# Group: Which: one?\n# variables: {"id": "ada"}\n\n# Why.\nquery One { a }\n'
    (tmp_path / "one.graphql").write_text(text, encoding="utf-8")
    assert read_examples(tmp_path) == [Example("Which: one?", "Group", "# Why.\nquery One { a }\n", '{"id": "ada"}')]
