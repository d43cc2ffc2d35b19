"""What comes from outside: what cannot be meant is refused, and whom one may not see is nobody."""

from collections.abc import Callable
from typing import Any, Protocol

import pytest

Ask = Callable[..., Any]


class World(Protocol):
    def __call__(self, ties: str = "", /, **changes: dict[str, Any]) -> None: ...


NOT_IDS = ["", " ", "a b", "a\n", "a\t", "é", "界", "\x00", "\x7f", "x" * 129]
NODES = "query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }"
RELATIONSHIPS = "query ($ids: [ID!]!) { viewer { relationships(memberIds: $ids) { member { id } degree } } }"


def refusal(answer: Any, data: Any) -> str:
    (error,) = answer["errors"]
    assert answer["data"] == data
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    message: str = error["message"]
    return message


def literal(text: str) -> str:
    """Text as a document holds it, every character escaped: JSON with control characters would not get this far."""
    return '"' + "".join(f"\\u{ord(letter):04x}" for letter in text) + '"'


@pytest.mark.parametrize("value", NOT_IDS)
@pytest.mark.parametrize(
    ("query", "argument", "data"),
    [
        ("{ member(id: %s) { id } }", "id", {"member": None}),
        ("{ node(id: %s) { id } }", "id", {"node": None}),
        ("{ viewer { invitation(id: %s) { id } } }", "id", {"viewer": {"invitation": None}}),
        ("{ viewer { secondDegree(filter: {via: %s}) { totalCount } } }", "filter.via", {"viewer": None}),
    ],
)
def test_what_cannot_be_an_id_is_refused(
    query: str, argument: str, data: Any, value: str, world: World, ask: Ask
) -> None:
    world("ada")
    expected = f"{argument} must be an id: 1 to 128 printable ASCII characters without spaces."
    assert refusal(ask(query % literal(value)), data) == expected


@pytest.mark.parametrize("value", NOT_IDS)
def test_what_cannot_be_an_id_is_null_in_its_place_of_a_list(value: str, world: World, ask: Ask) -> None:
    world("ada; bob")
    ids = f'["bob", {literal(value)}, "ada"]'
    query = f"{{ nodes(ids: {ids}) {{ id }} viewer {{ relationships(memberIds: {ids}) {{ member {{ id }} }} }} }}"
    nodes = [{"id": "bob"}, None, {"id": "ada"}]
    relationships = [{"member": node} if node else None for node in nodes]
    assert ask(query) == {"data": {"nodes": nodes, "viewer": {"relationships": relationships}}}


def test_the_ids_of_a_viewer_and_a_relationship_are_keys_for_caches(world: World, ask: Ask) -> None:
    world("ada -- bob")
    query = (
        '{ viewer { id relationships(memberIds: ["bob", "ada"]) { id } } member(id: "bob") { relationship { id } } }'
    )
    keys = ["ada bob", "ada ada"]
    assert ask(query)["data"] == {
        "viewer": {"id": "ada viewer", "relationships": [{"id": key} for key in keys]},
        "member": {"relationship": {"id": "ada bob"}},
    }
    assert ask(NODES, ids=["ada viewer", *keys]) == {"data": {"nodes": [None, None, None]}}


@pytest.mark.parametrize("value", ["\x00", "a\x1bb", "\x7f"])
def test_control_characters_in_variables_are_refused(value: str, world: World, ask: Ask) -> None:
    world("ada")
    expected = "handle must be at most 128 printable characters."
    answer = ask("query ($handle: String!) { memberByHandle(handle: $handle) { id } }", handle=value)
    assert refusal(answer, {"memberByHandle": None}) == expected


@pytest.mark.parametrize("value", ["!", "~", "x" * 128, "0190b2c4-1f2e-7abc", "a'b\"c`d$e{f}", "*", "7"])
def test_an_id_of_the_contract_is_nobody_rather_than_wrong(value: str, world: World, ask: Ask) -> None:
    world("ada")
    answer = ask("query ($id: ID!) { member(id: $id) { id } node(id: $id) { id } }", id=value)
    assert answer == {"data": {"member": None, "node": None}}


def test_a_number_is_an_id_too(world: World, ask: Ask) -> None:
    world("ada; 7")
    assert ask("{ member(id: 7) { id } }") == {"data": {"member": {"id": "7"}}}


def test_a_hundred_ids_are_answered_and_one_more_is_refused(world: World, ask: Ask) -> None:
    world("ada")
    ids = [f"m{i}" for i in range(100)]
    assert ask(NODES, ids=ids) == {"data": {"nodes": [None] * 100}}
    assert ask(RELATIONSHIPS, ids=ids) == {"data": {"viewer": {"relationships": [None] * 100}}}
    more = [*ids, "ada"]
    assert refusal(ask(NODES, ids=more), None) == "ids takes at most 100 ids, got 101; ask in several requests."
    expected = "memberIds takes at most 100 ids, got 101; ask in several requests."
    assert refusal(ask(RELATIONSHIPS, ids=more), {"viewer": None}) == expected


def test_repeated_ids_count_towards_the_hundred(world: World, ask: Ask) -> None:
    world("ada")
    assert (
        refusal(ask(NODES, ids=["ada"] * 101), None) == "ids takes at most 100 ids, got 101; ask in several requests."
    )


def test_no_ids_are_no_rows(world: World, ask: Ask) -> None:
    world("ada")
    assert ask(NODES, ids=[]) == {"data": {"nodes": []}}
    assert ask(RELATIONSHIPS, ids=[]) == {"data": {"viewer": {"relationships": []}}}


def test_nodes_come_in_the_order_asked_with_duplicates(world: World, ask: Ask) -> None:
    world("ada; mira; bob; mira ? ada")
    member = {name: {"id": name, "__typename": "Member"} for name in ("ada", "mira", "bob")}
    letter = {"id": "mira-ada", "__typename": "Invitation"}
    answer = ask(NODES, ids=["mira", "nobody", "mira-ada", "ada", "mira", "bob", "mira-ada"])
    assert answer["data"]["nodes"] == [
        member["mira"],
        None,
        letter,
        member["ada"],
        member["mira"],
        member["bob"],
        letter,
    ]


def test_relationships_come_in_the_order_asked_with_duplicates(world: World, ask: Ask) -> None:
    world("ada -- bob; bob -- cleo; dora")

    def row(name: str, degree: str) -> dict[str, Any]:
        return {"member": {"id": name}, "degree": degree}

    answer = ask(RELATIONSHIPS, ids=["dora", "bob", "nobody", "cleo", "bob", "dora"])
    assert answer["data"]["viewer"]["relationships"] == [
        row("dora", "OUT_OF_NETWORK"),
        row("bob", "FIRST"),
        None,
        row("cleo", "SECOND"),
        row("bob", "FIRST"),
        row("dora", "OUT_OF_NETWORK"),
    ]


BY_HANDLE = "query ($handle: String!) { memberByHandle(handle: $handle) { id } }"


@pytest.mark.parametrize("handle", ["a\x00", "\n", "a\tb", "\x1b[0m", "\x7f", "a\u2028b", "\u202e", "x" * 129])
def test_a_handle_of_control_characters_is_refused(handle: str, world: World, ask: Ask) -> None:
    world("ada")
    query = "{ memberByHandle(handle: %s) { id } }"
    message = refusal(ask(query % literal(handle)), {"memberByHandle": None})
    assert message == "handle must be at most 128 printable characters."


@pytest.mark.parametrize("handle", ["grace", "GRACE", "Grace"])
def test_a_handle_is_found_whatever_its_case(handle: str, world: World, ask: Ask) -> None:
    world("ada; grace")
    assert ask(BY_HANDLE, handle=handle) == {"data": {"memberByHandle": {"id": "grace"}}}


@pytest.mark.parametrize("handle", ["", "nobody", "@grace", "gra", "grace ", "ünknown"])
def test_a_handle_of_nobody_is_null(handle: str, world: World, ask: Ask) -> None:
    world("ada; grace")
    assert ask(BY_HANDLE, handle=handle) == {"data": {"memberByHandle": None}}


EVERYWHERE = """query ($id: ID!, $handle: String!, $letter: ID!) {
  member(id: $id) { id name about connections { totalCount } withheld { field } }
  memberByHandle(handle: $handle) { id }
  node(id: $id) { id }
  nodes(ids: [$id, $letter]) { id }
  viewer {
    relationships(memberIds: [$id]) { degree }
    invitation(id: $letter) { id }
    secondDegree(filter: {via: $id}) { totalCount nodes { id } }
  }
}"""
NOBODY = {
    "member": None,
    "memberByHandle": None,
    "node": None,
    "nodes": [None, None],
    "viewer": {"relationships": [None], "invitation": None, "secondDegree": {"totalCount": 0, "nodes": []}},
}


@pytest.mark.parametrize("whom", ["nobody", "blocker", "blocked", "asleep", "deleted"])
def test_whoever_may_not_be_seen_answers_like_nobody(whom: str, world: World, ask: Ask) -> None:
    ties = "ada; blocker x ada; ada x blocked; asleep -- ada; asleep ? ada; asleep -- bob; deleted; blocked -- bob"
    world(ties, asleep={"status": "HIBERNATED"}, deleted={"status": "DELETED"})
    assert ask(EVERYWHERE, id=whom, handle=whom, letter=f"{whom}-ada") == {"data": NOBODY}
