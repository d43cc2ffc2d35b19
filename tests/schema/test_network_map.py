"""The viewer's connections and the ties among them, as a picture wants them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.schema.discovery import SEEDS, Discovery, active, plant, random_discovery

Ask = Callable[..., Any]

MAP = """
query ($first: Int) {
  viewer { networkMap(first: $first) {
    nodes { since mutualConnectionCount member { id name } } links { source target } totalCount truncated
  } }
}
"""


def drawn(ask: Ask, viewer: str = "ada", first: int | None = None) -> Any:
    return ask(MAP, viewer=viewer, first=first)["data"]["viewer"]["networkMap"]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_map_of_every_viewer_of_a_random_graph(seed: int, world: Any, graph: Any, ask: Ask) -> None:
    found = random_discovery(seed)
    plant(found, world, graph)
    compare(found, ask)


def compare(found: Discovery, ask: Ask) -> None:
    """Fails where the answers differ from the model."""
    for v in active(found):
        for first in (1_500, 1, 2, 3):
            picture = drawn(ask, v, first)
            nodes, links = found.map(v, first)
            everybody = len(found.around(v, v))
            assert [node["member"]["id"] for node in picture["nodes"]] == nodes, v
            shared = [node["mutualConnectionCount"] for node in picture["nodes"]]
            assert shared == [len(found.mutual(v, m) or ()) for m in nodes], v
            pairs = [(link["source"], link["target"]) for link in picture["links"]]
            assert (set(pairs), len(pairs)) == (links, len(links)), v
            assert (picture["totalCount"], picture["truncated"]) == (everybody, everybody > first), v


def test_a_node_tells_when_the_two_connected(world: Any, ask: Ask) -> None:
    world("ada -- bea; ada -- cleo; bea -- cleo")
    assert drawn(ask) == {
        "nodes": [
            {"since": "2026-01-01T09:00:00.000Z", "mutualConnectionCount": 1, "member": {"id": "bea", "name": "Bea"}},
            {"since": "2026-01-01T09:01:00.000Z", "mutualConnectionCount": 1, "member": {"id": "cleo", "name": "Cleo"}},
        ],
        "links": [{"source": "bea", "target": "cleo"}],
        "totalCount": 2,
        "truncated": False,
    }


@pytest.mark.parametrize(
    ("bea", "cleo", "ada", "links"),
    [
        ("ONLY_ME", "ONLY_ME", "EVERYONE", 0),
        ("ONLY_ME", "CONNECTIONS", "EVERYONE", 1),
        ("ONLY_ME", "RECIPROCAL", "EVERYONE", 1),
        ("ONLY_ME", "RECIPROCAL", "ONLY_ME", 0),
        ("RECIPROCAL", "RECIPROCAL", "HIDDEN", 0),
        ("SECOND_DEGREE", "RECIPROCAL", "HIDDEN", 1),
        ("HIDDEN", "EVERYONE", "EVERYONE", 0),
    ],
)
def test_a_tie_is_drawn_when_one_of_the_two_allows_it(
    bea: str, cleo: str, ada: str, links: int, world: Any, ask: Ask
) -> None:
    chosen = {name: {"connectionsVisibility": value} for name, value in (("ada", ada), ("bea", bea), ("cleo", cleo))}
    world("ada -- bea; ada -- cleo; bea -- cleo", **chosen)
    picture = drawn(ask)
    assert len(picture["links"]) == links
    assert {node["member"]["id"] for node in picture["nodes"]} == {"bea", "cleo"}


def test_whoever_is_alone_has_an_empty_map(world: Any, ask: Ask) -> None:
    world("ada -> bea")
    assert drawn(ask) == {"nodes": [], "links": [], "totalCount": 0, "truncated": False}


@pytest.mark.parametrize("first", [0, -1, 1_501])
def test_a_number_out_of_range_is_refused(first: int, world: Any, ask: Ask) -> None:
    world("ada -- bea")
    (error,) = ask(MAP, first=first)["errors"]
    assert error["message"] == f"first must be between 1 and 1500, got {first}."
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


def test_nobody_signed_in_has_no_map(world: Any, ask: Ask) -> None:
    world("ada -- bea")
    assert ask(MAP, viewer=None) == {"data": {"viewer": None}}
