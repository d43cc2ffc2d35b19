"""The ways from the viewer to a member: which, in which order, and who on them stays unnamed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.schema.discovery import SEEDS, Discovery, active, plant, random_discovery

Ask = Callable[..., Any]
Shown = tuple[tuple[str | None, ...], int]

PATHS = """
query ($ids: [ID!]!, $first: Int) {
  nodes(ids: $ids) { ... on Member { id connectionPaths(first: $first) {
    length multiplicity steps { member { id name } }
  } } }
}
"""


def shown(node: dict[str, Any]) -> list[Shown]:
    ways = node["connectionPaths"]
    assert all(way["length"] == len(way["steps"]) - 1 for way in ways)
    steps = [tuple(step["member"] and step["member"]["id"] for step in way["steps"]) for way in ways]
    return list(zip(steps, [way["multiplicity"] for way in ways], strict=True))


def paths(ask: Ask, member: str, viewer: str | None = "ada", first: int = 10) -> list[Shown]:
    return shown(ask(PATHS, viewer=viewer, ids=[member], first=first)["data"]["nodes"][0])


@pytest.mark.parametrize("seed", SEEDS)
def test_every_way_of_every_viewer_of_a_random_graph(seed: int, world: Any, graph: Any, ask: Ask) -> None:
    found = random_discovery(seed)
    plant(found, world, graph)
    compare(found, ask)


def compare(found: Discovery, ask: Ask) -> None:
    """Fails where the answers differ from the model."""
    names = sorted(found.members)
    for v in active(found):
        for first in (100, 1, 2):
            answer = ask(PATHS, viewer=v, ids=names, first=first)
            assert "errors" not in answer, answer
            for m, node in zip(names, answer["data"]["nodes"], strict=True):
                if v != m and not found.visible(v, m):
                    assert node is None
                    continue
                assert shown(node) == found.routes(v, m)[:first], (v, m)


def test_a_connection_is_one_step_away_whatever_else_leads_there(world: Any, ask: Ask) -> None:
    world("ada -- grace; ada -- bea; bea -- grace", grace={"connectionsVisibility": "HIDDEN"})
    assert paths(ask, "grace") == [(("ada", "grace"), 1)]


def test_the_least_connected_bridge_comes_first(world: Any, ask: Ask) -> None:
    world("ada -- b1; ada -- b2; ada -- b3; b1 -- t; b2 -- t; b3 -- t; b1 -- x; b1 -- y; b3 -- x")
    assert paths(ask, "t") == [(("ada", "b2", "t"), 1), (("ada", "b3", "t"), 1), (("ada", "b1", "t"), 1)]
    assert paths(ask, "t", first=2) == [(("ada", "b2", "t"), 1), (("ada", "b3", "t"), 1)]


def test_ways_that_look_the_same_are_one(world: Any, ask: Ask) -> None:
    secret = {"connectionsVisibility": "ONLY_ME"}
    world("ada -- b1; ada -- b2; ada -- b3; b1 -- t; b2 -- t; b3 -- t", b1=secret, b2=secret, t=secret)
    assert paths(ask, "t") == [(("ada", "b3", "t"), 1), (("ada", None, "t"), 2)]


def test_a_way_of_three_steps_hides_who_must_not_be_learned(world: Any, ask: Ask) -> None:
    secret = {"connectionsVisibility": "ONLY_ME"}
    world("ada -- near; near -- far; far -- t", far=secret, t=secret)
    assert paths(ask, "t") == [(("ada", "near", None, "t"), 1)]


def test_a_secret_first_step_hides_both(world: Any, ask: Ask) -> None:
    secret = {"connectionsVisibility": "ONLY_ME"}
    world("ada -- near; near -- far; far -- t", near=secret, far=secret)
    assert paths(ask, "t") == [(("ada", None, None, "t"), 1)]


@pytest.mark.parametrize("gone", [{"status": "HIBERNATED"}, {"status": "DELETED"}, {"connectionsVisibility": "HIDDEN"}])
def test_a_shorter_way_over_somebody_out_of_sight_is_none(gone: dict[str, str], world: Any, ask: Ask) -> None:
    world("ada -- c; c -- t; ada -- near; near -- far; far -- t", c=gone)
    assert paths(ask, "t") == [(("ada", "near", "far", "t"), 1)]


def test_nobody_leads_over_a_blocked_member(world: Any, ask: Ask) -> None:
    world("ada -- near; near -- eve; eve -- t; ada -- c; c -- far; far -- t; eve x ada")
    assert paths(ask, "t") == [(("ada", "c", "far", "t"), 1)]
    assert ask(PATHS, ids=["eve"])["data"]["nodes"] == [None]


def test_whoever_is_out_of_reach_has_no_way(world: Any, ask: Ask) -> None:
    world("ada -- a; a -- b; b -- c; c -- t; wren; eva -- a", eva={"connectionsVisibility": "HIDDEN"})
    assert [paths(ask, m) for m in ("t", "wren", "eva", "ada")] == [[], [], [], []]
    assert paths(ask, "c") == [(("ada", "a", "b", "c"), 1)]
    assert paths(ask, "a", viewer=None) == []


@pytest.mark.parametrize("first", [0, -1, 101])
def test_a_number_out_of_range_is_refused(first: int, world: Any, ask: Ask) -> None:
    world("ada -- bea")
    (error,) = ask(PATHS, ids=["bea"], first=first)["errors"]
    assert error["message"] == f"first must be between 1 and 100, got {first}."
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
