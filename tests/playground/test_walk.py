"""The walk among the examples, step by step as the playground takes it: the ids of the answers are carried along."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import reduce
from typing import Any

from app.playground.page import read_examples

STEPS = [example for example in read_examples() if example.member]


def _walk(ask: Callable[..., Any]) -> list[Any]:
    """What each step answers."""
    carried: dict[str, Any] = {}
    answers = []
    for step in STEPS:
        variables = {name: carried[name] for name in json.loads(step.variables or "{}")}
        answer = ask(step.query, viewer=step.member, **variables)
        paths: dict[str, str] = json.loads(step.carry or "{}")
        carried |= {
            name: reduce(lambda at, key: at[key], path.split("."), answer["data"]) for name, path in paths.items()
        }
        answers.append(answer["data"])
    return answers


def test_the_walk_changes_the_degree_and_undoes_it_twice(world: Any, ask: Callable[..., Any], sound: None) -> None:
    world("noor -- ada; ada -- grace; grace -- wren")
    assert [step.title for step in STEPS] == [
        "1. Invite a member",
        "2. Find the invitation",
        "3. Accept the invitation",
        "4. See the new degree",
        "5. Remove the connection",
    ]
    for _ in range(2):
        invited, found, accepted, seen, removed = _walk(ask)
        assert invited["sendInvitation"]["outcome"] == "SENT"
        assert invited["sendInvitation"]["relationship"] == {"degree": "THIRD"}
        invitation = found["viewer"]["invitation"]
        assert (invitation["id"], invitation["state"]) == (invited["sendInvitation"]["invitation"]["id"], "PENDING")
        assert found["viewer"]["networkSize"] == {"first": 1, "second": 1}
        assert accepted["acceptInvitation"]["outcome"] == "CONNECTED"
        assert accepted["acceptInvitation"]["relationship"]["degree"] == "FIRST"
        assert seen["viewer"]["relationships"][0]["degree"] == "FIRST"
        assert seen["viewer"]["networkSize"] == {"first": 2, "second": 1}
        assert removed == {"removeConnection": {"relationship": {"degree": "THIRD"}, "userErrors": []}}
