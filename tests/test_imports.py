import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "app").rglob("*.py"))
LAYERS = ("app.main", "app.transport", "app.execution", "app.schema", "app.graph", "app.values")
LEAVES = {
    "app.settings": set[str](),
    "app.graph.address": set[str](),
    "app.graph.cursor": {"app.values.text"},
    "app.values.text": set[str](),
    "app.values.ids": {"app.values.text"},
    "app.values.times": {"app.values.text"},
    "app.graph.scope": set[str](),
    "app.graph.catalog": {"app.graph.scope"},
    "app.graph.compose": {"app.graph.catalog", "app.graph.cursor", "app.graph.scope"},
}
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


def layer(name: str) -> int | None:
    return next((n for n, top in enumerate(LAYERS) if f"{name}.".startswith(f"{top}.")), None)


@pytest.mark.parametrize("file", FILES, ids=module)
def test_imports_point_one_way(file: Path) -> None:
    own = layer(module(file))
    against = [name for name in imports(file) if (other := layer(name)) is not None and own is not None and other < own]
    assert against == []


@pytest.mark.parametrize(("leaf", "allowed"), LEAVES.items())
def test_a_leaf_imports_nothing_of_ours(leaf: str, allowed: set[str]) -> None:
    file = ROOT.joinpath(*leaf.split(".")).with_suffix(".py")
    ours = {name.rpartition(".")[0] for name in imports(file) if name.startswith("app.")}
    assert ours == allowed


def test_one_module_knows_the_driver() -> None:
    knowing = {module(file) for file in FILES if any(name.split(".")[0] == "neo4j" for name in imports(file))}
    assert knowing == {"app.graph.database"}


@pytest.mark.parametrize("file", FILES, ids=module)
def test_cypher_stands_in_its_own_files(file: Path) -> None:
    texts = [n.value for n in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(n, ast.Constant)]
    assert [text for text in texts if isinstance(text, str) and CYPHER.search(text)] == []


@pytest.mark.parametrize("text", ["MATCH (n)", "UNWIND $keys AS key", "MERGE (m)", "SET m.id = 1", "DETACH DELETE n"])
def test_what_is_taken_for_cypher(text: str) -> None:
    assert CYPHER.search(text)
