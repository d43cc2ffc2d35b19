"""Playground and network map: what is served, under which headers, and that they need nobody else's server."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from graphql import OperationDefinitionNode, parse
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.playground.page import EXAMPLES, STATIC, Example, network_route, playground_routes, read_examples

CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    "img-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:"
)
ADA = {"id": "ada", "name": "Ada Byron", "note": "a hub"}
WALKERS = [{"id": "noor", "name": "Noor"}, {"id": "wren", "name": "Wren"}]
PAGES = ["index.html", "network.html"]
# Hosts that the bundles name in help texts, links to click and namespaces; nothing is fetched from them.
NAMED = {
    "code.visualstudio.com",
    "commonmark.org",
    "en.wikipedia.org",
    "github.com",
    "json-schema.org",
    "microsoft.com",
    "prettier.io",
    "react.dev",
    "www.onegraph.com",
    "www.w3.org",
    "yarnpkg.com",
}
PACKAGE = json.loads((STATIC.parent / "package.json").read_text(encoding="utf-8"))


def _serving(*members: dict[str, str]) -> TestClient:
    async def config() -> dict[str, Any]:
        return {"development": True, "members": members}

    routes = [*playground_routes(config), network_route()]
    return TestClient(Starlette(routes=routes), headers={"Accept-Encoding": "identity"})


@pytest.fixture
def client() -> TestClient:
    return _serving(ADA, *WALKERS)


@pytest.fixture
def asset() -> Path:
    return next(STATIC.glob("assets/index-*.js"))


@pytest.mark.parametrize(
    ("path", "name"),
    [("/playground", "index.html"), ("/playground/", "index.html"), ("/network", "network.html")],
)
def test_a_page_is_the_built_one(client: TestClient, path: str, name: str) -> None:
    answer = client.get(path, follow_redirects=False)
    assert (answer.status_code, answer.content) == (200, (STATIC / name).read_bytes())
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


def test_everything_carries_the_headers_that_keep_the_page_to_itself(client: TestClient, asset: Path) -> None:
    inner = [f"/playground/{path}" for path in ("", "config.json", f"assets/{asset.name}")]
    for path in ("/playground", "/network", *inner):
        headers = client.get(path).headers
        assert headers["content-security-policy"] == CSP
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_an_asset_may_be_kept_for_ever(client: TestClient, asset: Path) -> None:
    answer = client.get(f"/playground/assets/{asset.name}")
    assert (answer.status_code, answer.content) == (200, asset.read_bytes())
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("text/javascript")


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
    assert (body["development"], body["members"]) == (True, [ADA, *WALKERS])
    assert body["examples"] == [asdict(example) for example in read_examples()]
    assert set(body["examples"][0]) == {"title", "group", "query", "variables", "member", "carry"}


def test_the_walk_is_offered_where_its_members_can_be_signed_in_as() -> None:
    examples = _serving(ADA).get("/playground/config.json").json()["examples"]
    assert [example["title"] for example in examples] == [one.title for one in read_examples() if not one.member]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_refers_to_built_files_only(name: str) -> None:
    page = (STATIC / name).read_text(encoding="utf-8")
    references = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert len(references) >= 3
    for reference in references:
        assert (STATIC / reference.removeprefix("/playground/")).is_file(), reference
    assert "//" not in page
    assert re.findall(r"<script[^>]*>(.+?)</script>", page) == []


def test_the_build_is_what_the_pages_lead_to_and_no_more() -> None:
    assets = {path.name: path for path in (STATIC / "assets").iterdir()}
    reached: set[str] = set()
    waiting = [STATIC / name for name in PAGES]
    while waiting:
        text = waiting.pop().read_text(encoding="utf-8", errors="replace")
        found = {name for name in assets if name in text} - reached
        reached |= found
        waiting += [assets[name] for name in found]
    assert reached == set(assets)
    assert {path.name for path in STATIC.iterdir()} == {*PAGES, "THIRD_PARTY.md", "assets"}


def test_the_network_page_carries_nothing_of_the_editor() -> None:
    page = (STATIC / "network.html").read_text(encoding="utf-8")
    loaded = [STATIC / path for path in re.findall(r'"/playground/(assets/[^"]+\.(?:js|css))"', page)]
    assert {path.name.split("-")[0] for path in loaded} == {"network", "start"}
    assert sum(path.stat().st_size for path in loaded) < 500_000
    assert [path.name for path in loaded if "monaco" in path.read_text(encoding="utf-8").lower()] == []


def test_no_style_fetches_from_elsewhere() -> None:
    styles = [path.read_text(encoding="utf-8") for path in STATIC.glob("assets/*.css")]
    assert styles
    assert [
        found for style in styles for found in re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)]*", style)
    ] == []


def test_no_script_names_an_unknown_host() -> None:
    scripts = [path.read_text(encoding="utf-8") for path in STATIC.glob("assets/*.js")]
    assert {host for script in scripts for host in re.findall(r"(?:https?|wss?)://([\w.-]+\w)", script)} == NAMED


def test_the_build_and_its_notices_come_from_the_pinned_versions() -> None:
    notices = (STATIC / "THIRD_PARTY.md").read_text(encoding="utf-8")
    pinned = PACKAGE["dependencies"] | PACKAGE["devDependencies"] | PACKAGE["overrides"]
    assert [name for name, version in pinned.items() if not re.fullmatch(r"\d+\.\d+\.\d+(-rc\.\d+)?", version)] == []
    assert [name for name, version in PACKAGE["dependencies"].items() if f"## {name} - {version} " not in notices] == []
    versions = {(name.partition("@^")[0] if "@^" in name else name, version) for name, version in pinned.items()}
    built = re.findall(r"^## (\S+) - (\S+) \(", notices, re.MULTILINE)
    assert [(name, of) for name, of in built if (name, of) not in versions and name in dict(versions)] == []
    assert not (STATIC.parent / "package-lock.json").exists()


def test_the_first_three_examples_open_in_tabs() -> None:
    first = read_examples()[:3]
    assert [(example.group, example.title, example.variables) for example in first] == [
        ("Start here", "Connections", ""),
        ("Start here", "Second degree", ""),
        ("Start here", "Mutual connections", ""),
    ]


def test_examples_stand_group_by_group_under_titles_of_their_own() -> None:
    examples = read_examples()
    groups = [example.group for example in examples]
    assert len(examples) == len(list(EXAMPLES.iterdir())) == len({example.title for example in examples})
    assert list(dict.fromkeys(groups)) == [
        "Start here",
        "Walk",
        "Change",
        "Watch",
        "Read my network",
        "Read another member",
        "Read private data",
        "Read several things at once",
    ]
    assert groups == sorted(groups, key=list(dict.fromkeys(groups)).index)


def test_a_group_is_named_for_what_its_documents_do() -> None:
    kinds = {(example.group.split()[0], _operation(example).operation.value) for example in read_examples()}
    assert kinds - {("Walk", "mutation"), ("Walk", "query")} == {
        ("Start", "query"),
        ("Change", "mutation"),
        ("Watch", "subscription"),
        ("Read", "query"),
    }


def test_what_changes_and_what_watches_is_among_the_first_rows() -> None:
    groups = [example.group for example in read_examples()]
    assert groups.index("Watch") < 12  # a row has 31 px, and the list 574 px of a window of 800


def test_the_name_of_a_file_is_its_title() -> None:
    slugs = [re.sub(r"[^a-z]+", "-", f"{one.title} ".lower()).strip("-") for one in read_examples()]
    names = [path.stem.split("-", 1)[1].removeprefix("walk-") for path in sorted(EXAMPLES.iterdir())]
    assert names == slugs


def _operation(example: Example) -> OperationDefinitionNode:
    (operation,) = (node for node in parse(example.query).definitions if isinstance(node, OperationDefinitionNode))
    return operation


@pytest.mark.parametrize("example", read_examples(), ids=lambda example: example.title)
def test_an_example_is_one_named_question_with_its_variables(example: Example) -> None:
    operation = _operation(example)
    asked = {definition.variable.name.value for definition in operation.variable_definitions or ()}
    assert operation.name is not None
    assert set(json.loads(example.variables or "{}")) == asked
    assert example.query.startswith("# ")
    assert max(len(line) for line in example.query.splitlines()) <= 56


@pytest.mark.parametrize("text", ["{ viewer { __typename } }\n", "# Title\n\n{ a }\n", "# Group: Title\n{ a }\n"])
def test_an_example_without_its_first_lines_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "01-odd.graphql").write_text(text, encoding="utf-8")
    sentence = (
        "01-odd.graphql: begin with a line '# Group: Title', "
        "if need be '# as: MEMBER', '# variables: {…}' and '# carry: {…}', then an empty line."
    )
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        read_examples(tmp_path)


def test_an_example_is_read_without_its_first_lines(tmp_path: Path) -> None:
    head = '# Group: Which: one?\n# as: ada\n# variables: {"id": "ada"}\n# carry: {"next": "a"}\n\n'
    query = "# Why.\nquery One { a }\n"
    (tmp_path / "one.graphql").write_text(head + query, encoding="utf-8")
    assert read_examples(tmp_path) == [Example("Which: one?", "Group", query, '{"id": "ada"}', "ada", '{"next": "a"}')]
