import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.conftest import pytest_xdist_auto_num_workers

ROOT = Path(__file__).parents[1]


def test_a_world_is_what_its_line_says(world: Any, graph: Any) -> None:
    world("grace -- ada; bob -> ada; eve x bob; ada ? mira; wren", ada={"connectionsVisibility": "HIDDEN"})
    members = graph.run(
        "MATCH (m:Member) RETURN m.id AS id, m.name AS name, m.connectionsVisibility AS shown ORDER BY id"
    )
    assert [(m["id"], m["name"]) for m in members] == [
        (name, name.capitalize()) for name in ("ada", "bob", "eve", "grace", "mira", "wren")
    ]
    assert [m["shown"] for m in members] == ["HIDDEN"] + ["EVERYONE"] * 5
    ties = (
        "MATCH (a)-[t]->(b) RETURN a.id AS a, type(t) AS type, b.id AS b, toString(coalesce(t.since, t.sentAt)) AS at"
    )
    assert graph.run(f"{ties} ORDER BY at") == [
        {"a": "ada", "type": "CONNECTED", "b": "grace", "at": "2026-01-01T09:00:00Z"},
        {"a": "bob", "type": "FOLLOWS", "b": "ada", "at": "2026-01-01T09:01:00Z"},
        {"a": "eve", "type": "BLOCKS", "b": "bob", "at": "2026-01-01T09:02:00Z"},
        {"a": "ada", "type": "INVITED", "b": "mira", "at": "2026-01-01T09:03:00Z"},
    ]


def test_a_world_is_built_on_an_empty_graph(world: Any, graph: Any) -> None:
    world("zoe")
    assert graph.run("MATCH (n) RETURN n.id AS id") == [{"id": "zoe"}]


@pytest.mark.parametrize(("line", "changes"), [("ada ~ bob", {}), ("ada", {"bob": {"company": "Tidewheel"}})])
def test_a_slip_of_the_pen_is_no_world(world: Any, line: str, changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"is no tie|must be named"):
        world(line, **changes)


def test_the_application_answers_whoever_asks(world: Any, ask: Any, statements: Any) -> None:
    world("ada -- grace; ada -- bob")
    query = "query ($id: ID!) { member(id: $id) { name connections { nodes { id } } } }"
    statements()
    answer = ask(query, id="grace")
    assert answer == {"data": {"member": {"name": "Grace", "connections": {"nodes": [{"id": "ada"}]}}}}
    assert 1 <= statements() <= 2
    assert ask("{ viewer { member { id } } }", viewer="bob") == {"data": {"viewer": {"member": {"id": "bob"}}}}


@pytest.mark.parametrize(
    ("uri", "named", "processes"),
    [
        ("", ["tests"], 2),
        ("", ["tests/schema"], 2),
        ("", ["tests/test_conftest.py"], 0),
        ("", ["tests/test_conftest.py::test_a_world_is_built_on_an_empty_graph", "tests/test_main.py"], 0),
        ("bolt://127.0.0.1:7687", ["tests"], 0),
    ],
)
def test_processes_never_share_a_graph(
    uri: str, named: list[str], processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_URI", uri)
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    config: Any = SimpleNamespace(args=[str(ROOT / name) for name in named])
    assert pytest_xdist_auto_num_workers(config) == processes
