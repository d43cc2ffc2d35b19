import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "app").rglob("*.py"))
# Every arrow between the packages and modules directly under app/.
ARROWS = {
    "app": "",
    "app.__main__": "cli",
    "app.cli": "commands data graph schema settings",
    "app.commands": "data embedded graph identity main settings transport values",
    "app.main": "data execution graph identity schema settings transport",
    "app.transport": "execution graph identity keys playground settings values",
    "app.execution": "graph schema settings",
    "app.schema": "graph settings values",
    "app.embedded": "data graph settings",
    "app.data": "graph values",
    "app.graph": "settings values",
    "app.identity": "keys settings values",
    "app.keys": "",
    "app.playground": "",
    "app.settings": "",
    "app.values": "",
}
LEAVES = {
    "app.graph.address": set[str](),
    "app.graph.cursor": {"app.values.text"},
    "app.values.defaults": set[str](),
    "app.values.text": set[str](),
    "app.values.ids": {"app.values.text"},
    "app.values.times": {"app.values.text"},
    "app.graph.scope": set[str](),
    "app.graph.catalog": {"app.graph.scope"},
    "app.graph.compose": {"app.graph.catalog", "app.graph.cursor", "app.graph.scope"},
}
# Member has fields of types that have fields of type Member: the one import that is done when it is used.
DEFERRED = ("app.schema.core.references", "app.schema.members.types")
# The keywords of a clause followed by what a clause goes on with; an English sentence is not written so.
CYPHER = re.compile(r"\b(MATCH|MERGE|CREATE) *[({]|\b(UNWIND|FOREACH|DETACH) *[\[$(\w]|\bSET \w+\.\w+ =")


def module(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(file: Path) -> Iterator[str]:
    """Every module that a file names, also within functions and for types only."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def top(name: str) -> str:
    return ".".join(name.split(".")[:2])


def importing() -> dict[str, set[str]]:
    """The modules of app/ that each of them names."""
    known = {module(file): file for file in FILES}
    return {
        name: {one if one in known else one.rpartition(".")[0] for one in imports(file) if one.startswith("app.")}
        for name, file in known.items()
    }


def test_every_arrow_between_packages_is_listed() -> None:
    arrows = importing()
    found: dict[str, set[str]] = {top(name): set() for name in arrows}
    for name, named in arrows.items():
        found[top(name)] |= {top(one) for one in named} - {top(name)}
    assert found == {name: {f"app.{one}" for one in ones.split()} for name, ones in ARROWS.items()}


def test_imports_point_one_way() -> None:
    """`prepare` raises when arrows lead in a circle, and names the circle."""
    TopologicalSorter({name.removeprefix("app."): ones.split() for name, ones in ARROWS.items()}).prepare()
    modules = importing()
    modules[DEFERRED[0]].remove(DEFERRED[1])
    TopologicalSorter(modules).prepare()


def test_the_core_of_the_schema_knows_no_noun() -> None:
    nouns = [
        (name, one)
        for name, named in importing().items()
        for one in sorted(named)
        if name.startswith("app.schema.core.") and one.startswith("app.schema.")
        if not one.startswith("app.schema.core.")
    ]
    assert nouns == [DEFERRED]


def test_a_leaf_imports_nothing_of_ours() -> None:
    found = importing()
    assert {leaf: found[leaf] for leaf in LEAVES} == LEAVES


def test_one_module_knows_the_driver() -> None:
    knowing = {module(file) for file in FILES if any(name.split(".")[0] == "neo4j" for name in imports(file))}
    assert knowing == {"app.graph.database"}


def test_cypher_is_in_its_own_files() -> None:
    texts = [n.value for file in FILES for n in ast.walk(ast.parse(file.read_text("utf-8"))) if type(n) is ast.Constant]
    assert [text for text in texts if isinstance(text, str) and CYPHER.search(text)] == []


@pytest.mark.parametrize("text", ["MATCH (n)", "UNWIND $keys AS key", "MERGE (m)", "SET m.id = 1", "DETACH DELETE n"])
def test_what_is_taken_for_cypher(text: str) -> None:
    assert CYPHER.search(text)
