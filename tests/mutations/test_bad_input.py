"""What cannot be meant, and who may not act: the code of the contract every time, and a graph that stays as it was."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import Graph, Server
from tests.mutations.conftest import Snapshot
from tests.mutations.scene import (
    ANSWERS,
    MEMBER_MUTATIONS,
    MUTATIONS,
    SENDERS,
    Mutate,
    World,
    document,
    faults,
    letter,
    only,
    refusal,
)

pytestmark = pytest.mark.usefixtures("sound")

# One input of each mutation that could be done if the viewer were allowed to.
INPUTS: dict[str, dict[str, Any]] = {
    "registerMember": {"handle": "new-one", "name": "New"},
    "updateProfile": {"headline": "New"},
    "updateSettings": {"requireNote": True},
    "sendInvitation": {"memberId": "grace"},
    "sendInvitations": {"items": [{"memberId": "grace"}]},
    "acceptInvitation": {"invitationId": "zed-ada"},
    "ignoreInvitation": {"invitationId": "zed-ada"},
    "declineInvitation": {"invitationId": "zed-ada"},
    "withdrawInvitation": {"invitationId": "ada-jo"},
    "remindInvitation": {"invitationId": "ada-jo"},
    "removeConnection": {"memberId": "hugo"},
    "followMember": {"memberId": "grace"},
    "unfollowMember": {"memberId": "hugo"},
    "removeFollower": {"memberId": "hugo"},
    "blockMember": {"memberId": "grace"},
    "unblockMember": {"memberId": "mad"},
}
TOWN = "ada -- hugo; ada -> hugo; hugo -> ada; grace; zed; jo; ada x mad"
_LETTER = ["invitationId", "idempotencyKey"]
_MEMBER = ["memberId", "idempotencyKey"]
# The fields of each input that hold text, lists aside.
FIELDS = {
    "registerMember": ["handle", "name", "headline", "location", "industry", "company", "email", "idempotencyKey"],
    "updateProfile": ["handle", "name", "headline", "location", "industry", "about", "idempotencyKey"],
    "updateSettings": ["idempotencyKey"],
    "sendInvitation": [*_MEMBER, "note", "email"],
    "sendInvitations": ["idempotencyKey"],
    "acceptInvitation": _LETTER,
    "ignoreInvitation": _LETTER,
    "declineInvitation": [*_LETTER, "message"],
    "withdrawInvitation": _LETTER,
    "remindInvitation": [*_LETTER, "note"],
    "removeConnection": _MEMBER,
    "followMember": _MEMBER,
    "unfollowMember": _MEMBER,
    "removeFollower": _MEMBER,
    "blockMember": _MEMBER,
    "unblockMember": _MEMBER,
}
CONTROLS = ["a\x00b", "a\x07b", "a\nb", "a\x1b[0m", "a\x7fb", "a\x85b", "a\x9fb", "a\u2028b", "a\u202eb", "a\u2066b"]
BAD_IDS = ["", " ", "a b", "a\n", "é", "界", "x" * 129]


@pytest.fixture
def town(world: World, graph: Graph) -> None:
    world(TOWN)
    letter(graph, "zed", "ada")
    letter(graph, "ada", "jo")


def as_literal(value: Any) -> str:
    """A value as a document holds it, every character of a text escaped."""
    if isinstance(value, str):
        return '"' + "".join(f"\\u{ord(character):04x}" for character in value) + '"'
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {as_literal(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_literal, value)) + "]"
    return json.dumps(value)


def in_literals(name: str, input: dict[str, Any]) -> str:
    return f"mutation {{ {name}(input: {as_literal(input)}) {{ {MUTATIONS[name][1]} }} }}"


@pytest.mark.parametrize("name", MUTATIONS)
def test_control_characters_name_their_field(
    name: str, town: None, graph: Graph, mutate: Mutate, snapshot: Snapshot
) -> None:
    viewer = "new" if name == "registerMember" else "ada"
    before = snapshot()
    for field in FIELDS[name]:
        for value in CONTROLS:
            input = INPUTS[name] | {field: value}
            variables = mutate(name, viewer=viewer, **input)
            assert faults(variables) == refusal("INVALID_VALUE", field), value
            literals = mutate.ask(in_literals(name, input), viewer=viewer)
            assert literals == {"data": {name: variables}}, value
    assert snapshot() == before
    assert graph.run("MATCH (o:Operation) RETURN count(o) AS kept") == [{"kept": 0}]


@pytest.mark.parametrize("value", CONTROLS)
def test_control_characters_within_lists_name_their_place(
    value: str, town: None, mutate: Mutate, snapshot: Snapshot
) -> None:
    before = snapshot()
    for field in ("memberId", "note", "email"):
        items = [{"memberId": "ada"}, {"memberId": "grace", field: value}]
        _, row = mutate("sendInvitations", items=items)["results"]
        assert (row["outcome"], faults(row)) == (None, refusal("INVALID_VALUE", "items", "1", field))
    for name, entry in (("positions", {"company": "Acme", "title": "x"}), ("education", {"school": "Lund"})):
        for field in (*entry, "startedOn", "endedOn"):
            refused = mutate.refused("updateProfile", **only(name, [entry, entry | {field: value}]))
            assert refused == refusal("INVALID_VALUE", name, "1", field)
    assert snapshot() == before


def test_half_characters_are_coded_errors(town: None, still: Server, mutate: Mutate, snapshot: Snapshot) -> None:
    before = snapshot()
    for name, field in [(name, field) for name, fields in FIELDS.items() for field in fields]:
        input = INPUTS[name] | {field: "a\ud800b"}
        body = json.dumps({"query": document(name), "variables": {"input": input}})
        variables = still.client.post("/graphql", content=body, headers={"content-type": "application/json"})
        assert variables.status_code == 400
        (error,) = variables.json()["errors"]
        assert error["extensions"] == {"code": "BAD_USER_INPUT"}
        literals = mutate.ask(in_literals(name, input))
        assert "data" not in literals
        assert [one["extensions"]["code"] for one in literals["errors"]] == ["GRAPHQL_PARSE_FAILED"]
    assert snapshot() == before


@pytest.mark.parametrize("value", BAD_IDS)
def test_ids_that_are_none_are_data(value: str, town: None, mutate: Mutate, snapshot: Snapshot) -> None:
    before = snapshot()
    for name in [*MEMBER_MUTATIONS, "blockMember", "unblockMember"]:
        assert mutate.refused(name, memberId=value) == refusal("INVALID_VALUE", "memberId")
    for name in [*ANSWERS, *SENDERS]:
        assert mutate.refused(name, invitationId=value) == refusal("INVALID_VALUE", "invitationId")
    for dry in (False, True):
        payload = mutate("sendInvitations", items=[{"memberId": value}], dryRun=dry)
        assert (payload["results"][0]["memberId"], payload["userErrors"]) == (value, [])
        assert faults(payload["results"][0]) == refusal("INVALID_VALUE", "items", "0", "memberId")
    assert snapshot() == before


def test_nobody_signed_in_changes_nothing(town: None, mutate: Mutate, snapshot: Snapshot) -> None:
    before = snapshot()
    for name in MUTATIONS:
        answer = mutate.answer(name, viewer=None, **INPUTS[name])
        assert answer["data"] is None
        (error,) = answer["errors"]
        assert (error["path"], error["extensions"]) == ([name], {"code": "UNAUTHENTICATED"})
    assert snapshot() == before


@pytest.mark.parametrize(("status", "code"), [(None, "NOT_REGISTERED"), ("DELETED", "ACCOUNT_DELETED")])
def test_a_subject_that_is_not_a_member_changes_nothing(
    status: str | None, code: str, town: None, graph: Graph, mutate: Mutate, snapshot: Snapshot
) -> None:
    if status:
        graph.run("CREATE (:Member {id: 'newcomer', status: $status})", status=status)
    before = snapshot()
    for name in [name for name in MUTATIONS if name != "registerMember"]:
        payload = mutate(name, viewer="newcomer", idempotencyKey=name, **INPUTS[name])
        assert faults(payload) == refusal(code)
        del payload["userErrors"]
        assert all(not shown for shown in payload.values())
    assert snapshot() == before


def test_a_hibernated_account_changes_nothing(town: None, graph: Graph, mutate: Mutate, snapshot: Snapshot) -> None:
    graph.run("MATCH (m:Member {id: 'ada'}) SET m.status = 'HIBERNATED'")
    before = snapshot()
    for name in [name for name in MUTATIONS if name != "registerMember"]:
        assert mutate.refused(name, **INPUTS[name]) == refusal("ACCOUNT_INACTIVE")
    assert snapshot() == before


def test_a_hibernated_account_does_not_register_again(
    town: None, graph: Graph, mutate: Mutate, snapshot: Snapshot
) -> None:
    graph.run("MATCH (m:Member {id: 'ada'}) SET m.status = 'HIBERNATED'")
    before = snapshot()
    assert mutate.refused("registerMember", **INPUTS["registerMember"]) == refusal("ACCOUNT_INACTIVE")
    assert snapshot() == before


OTHER_INPUTS: dict[str, dict[str, Any]] = INPUTS | {
    "updateProfile": {"headline": None},
    "updateSettings": {"requireNote": False},
    "sendInvitation": {"memberId": "grace", "note": "Hello"},
    "sendInvitations": {"items": [{"memberId": "grace", "note": "Hello"}]},
    "acceptInvitation": {"invitationId": "nothing"},
    "ignoreInvitation": {"invitationId": "zed-ada", "dontKnow": True},
    "declineInvitation": {"invitationId": "zed-ada", "message": "Not now"},
    "withdrawInvitation": {"invitationId": "nothing"},
    "remindInvitation": {"invitationId": "ada-jo", "note": "Hello"},
    "removeConnection": {"memberId": "hugo", "keepFollowing": True},
    "followMember": {"memberId": "zed"},
    "unfollowMember": {"memberId": "grace"},
    "removeFollower": {"memberId": "grace"},
    "blockMember": {"memberId": "zed"},
    "unblockMember": {"memberId": "grace"},
}


@pytest.mark.parametrize("name", [name for name in MUTATIONS if name != "registerMember"])
def test_a_key_with_another_input_does_nothing(name: str, town: None, mutate: Mutate, snapshot: Snapshot) -> None:
    first = mutate(name, idempotencyKey="k", **INPUTS[name])
    assert first["userErrors"] == []
    before = snapshot()
    reused = refusal("IDEMPOTENCY_KEY_REUSED", "idempotencyKey")
    assert mutate.refused(name, idempotencyKey="k", **OTHER_INPUTS[name]) == reused
    other = "unfollowMember" if name == "followMember" else "followMember"
    assert mutate.refused(other, idempotencyKey="k", memberId="grace") == reused
    assert snapshot() == before
    assert mutate(name, idempotencyKey="k", **INPUTS[name]) == first
    assert snapshot() == before


@pytest.mark.parametrize("key", ["x" * 65, "a\x07", "a\tb", "a\u2028b"])
def test_a_key_has_64_printable_characters(key: str, town: None, mutate: Mutate, snapshot: Snapshot) -> None:
    before = snapshot()
    for name, input in INPUTS.items():
        found = mutate.refused(name, idempotencyKey=key, **input)
        assert found == refusal("INVALID_VALUE", "idempotencyKey")
    assert snapshot() == before
    assert mutate("followMember", idempotencyKey="é" * 64, memberId="grace")["userErrors"] == []


@pytest.mark.parametrize(
    ("name", "input"),
    [
        ("followMember", {}),
        ("followMember", {"memberId": None}),
        ("followMember", {"memberId": ["grace"]}),
        ("followMember", {"memberId": 1.5}),
        ("followMember", {"memberId": "grace", "more": 1}),
        ("sendInvitation", {"memberId": "grace", "howYouKnow": "STRANGER"}),
        ("sendInvitation", {"memberId": "grace", "note": 7}),
        ("sendInvitations", {"items": None}),
        ("sendInvitations", {"items": [None]}),
        ("updateSettings", {"requireNote": "yes"}),
        ("updateProfile", {"skills": [None]}),
    ],
)
def test_what_the_schema_does_not_take_is_a_broken_request(
    name: str, input: dict[str, Any], town: None, mutate: Mutate, snapshot: Snapshot
) -> None:
    before = snapshot()
    answer = mutate.answer(name, **input)
    assert "data" not in answer
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"BAD_USER_INPUT"}
    assert snapshot() == before


def test_hostile_text_is_kept_as_it_is(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada; grace")
    note = "'; MATCH (n) DETACH DELETE n // \" ` $viewer {} \\u0041 <script> \u200f \u200d \ufeff ½"
    assert mutate("sendInvitation", memberId="grace", note=note)["invitation"]["note"] == note
    assert graph.run("MATCH (m:Member) RETURN count(m) AS members") == [{"members": 2}]


def test_an_id_may_be_a_number(world: World, mutate: Mutate) -> None:
    world("ada; 7")
    assert mutate("followMember", memberId=7)["relationship"]["member"] == {"id": "7"}
