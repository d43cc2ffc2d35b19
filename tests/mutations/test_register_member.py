"""Becoming a member, and having a handle to oneself."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from app.values.defaults import DEFAULT_SETTINGS
from tests.conftest import Graph
from tests.mutations.conftest import Snapshot
from tests.mutations.scene import NOW, Mutate, World, events, faults, refusal, stored, text

pytestmark = pytest.mark.usefixtures("sound")

TAKEN = refusal("HANDLE_TAKEN", "handle")
OWN = f"{{ viewer {{ emails settings {{ {' '.join(DEFAULT_SETTINGS)} }} }} }}"


HANDLES = [
    "",
    "ab",
    "a" * 31,
    "-ab",
    ".ab",
    "_ab",
    "Ada",
    "ADA",
    "a b",
    "ada ",
    " ada",
    "ad\u00e1",
    "ada\n",
    "a@b",
    "\u0661\u0662\u0663",
]


def test_whoever_registers_is_a_member_with_the_defaults(world: World, graph: Graph, mutate: Mutate) -> None:
    world("grace")
    card = {
        "name": " Ada L\u00f8v ",
        "headline": " Builder ",
        "location": "Lund",
        "industry": "Bridges",
        "company": "Acme",
    }
    payload = mutate("registerMember", handle="ada.l-o_v", email=" Ada@Example.ORG ", **card)
    assert payload == {
        "member": {
            "id": "ada",
            "handle": "ada.l-o_v",
            **{name: value.strip() for name, value in card.items()},
            "memberSince": text(NOW),
            "about": None,
            "skills": [],
            "positions": [],
            "education": [],
        },
        "userErrors": [],
    }
    own = mutate.ask(OWN)["data"]["viewer"]
    assert own == {"emails": ["ada@example.org"], "settings": DEFAULT_SETTINGS}
    assert stored(graph) == {
        "id": "ada",
        "handle": "ada.l-o_v",
        "handleKey": "ada.l-o_v",
        **{name: value.strip() for name, value in card.items()},
        "nameKey": "ada l\u00f8v",
        "emails": ["ada@example.org"],
        "status": "ACTIVE",
        "createdAt": text(NOW),
        **DEFAULT_SETTINGS,
    }
    assert events(graph) == []


@pytest.mark.parametrize("blank", [{}, dict.fromkeys(("headline", "location", "industry", "company", "email"), "")])
def test_a_handle_and_a_name_are_enough(blank: dict[str, str], world: World, graph: Graph, mutate: Mutate) -> None:
    world("grace")
    member = mutate("registerMember", handle="ada", name="A", **blank)["member"]
    assert [member[name] for name in ("headline", "location", "industry", "company")] == [None] * 4
    assert stored(graph)["emails"] == []


def test_one_registers_once(world: World, mutate: Mutate, snapshot: Snapshot) -> None:
    world("ada; grace")
    before = snapshot()
    payload = mutate("registerMember", handle="grace", name="Ada")
    assert (payload["member"]["name"], faults(payload)) == ("Ada", refusal("ALREADY_REGISTERED"))
    assert snapshot() == before


@pytest.mark.parametrize("status", ["ACTIVE", "HIBERNATED"])
@pytest.mark.parametrize("held", ["grace", "GRACE", "Grace"])
def test_a_handle_is_taken_in_any_case(
    status: str, held: str, world: World, mutate: Mutate, snapshot: Snapshot
) -> None:
    world("zed; grace", grace={"handle": held, "handleKey": "grace", "status": status})
    before = snapshot()
    payload = mutate("registerMember", handle="grace", name="Ada")
    assert (payload["member"], faults(payload)) == (None, TAKEN)
    assert mutate.refused("updateProfile", viewer="zed", handle="grace", name="New") == TAKEN
    assert snapshot() == before


@pytest.mark.parametrize("handle", HANDLES)
def test_malformed_handles_are_refused(handle: str, world: World, mutate: Mutate, snapshot: Snapshot) -> None:
    world("zed")
    before = snapshot()
    malformed = refusal("INVALID_VALUE", "handle")
    assert mutate.refused("registerMember", handle=handle, name="Ada") == malformed
    assert mutate.refused("updateProfile", viewer="zed", handle=handle) == malformed
    assert snapshot() == before


def test_handles_of_every_allowed_form(world: World, mutate: Mutate) -> None:
    world("ada")
    for handle in ("abc", "9ab", "a.-", "a__", "a" * 30, "0" * 30):
        assert mutate("updateProfile", handle=handle)["member"]["handle"] == handle


def test_one_of_many_gets_a_handle(world: World, graph: Graph, mutate: Mutate) -> None:
    world("m0; m1; m2")
    claims = [("registerMember", f"new{i}", {"handle": "wanted", "name": "New"}) for i in range(5)]
    claims += [("updateProfile", f"m{i}", {"handle": "wanted"}) for i in range(3)]

    def claim(one: tuple[str, str, dict[str, str]]) -> Any:
        name, viewer, input = one
        return mutate(name, viewer=viewer, **input)

    with ThreadPoolExecutor(len(claims)) as pool:
        payloads = list(pool.map(claim, claims))
    assert Counter(str(faults(payload)) for payload in payloads) == {"[]": 1, str(TAKEN): 7}
    assert graph.run("MATCH (m:Member {handleKey: 'wanted'}) RETURN count(m) AS holders") == [{"holders": 1}]


def test_one_subject_registers_once_at_once(world: World, graph: Graph, mutate: Mutate) -> None:
    world("grace")
    with ThreadPoolExecutor(6) as pool:
        payloads = list(pool.map(lambda i: mutate("registerMember", handle=f"ada{i}", name="Ada"), range(6)))
    assert Counter(str(faults(payload)) for payload in payloads) == {"[]": 1, str(refusal("ALREADY_REGISTERED")): 5}
    assert len({payload["member"]["handle"] for payload in payloads}) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 101),
        ("headline", "x" * 201),
        ("location", "x" * 101),
        ("industry", "x" * 101),
        ("company", "x" * 101),
        ("email", "nonsense"),
    ],
)
def test_nobody_registers_with_what_cannot_be(
    field: str, value: str, world: World, mutate: Mutate, snapshot: Snapshot
) -> None:
    world("grace")
    before = snapshot()
    given = {"handle": "ada", "name": "Ada", field: value}
    assert mutate.refused("registerMember", **given) == refusal("INVALID_VALUE", field)
    assert snapshot() == before
