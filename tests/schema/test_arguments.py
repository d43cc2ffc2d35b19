"""Filters: each value keeps its rows and no others, in the list, its pages and its total."""

from collections.abc import Callable
from typing import Any, Protocol

import pytest

Ask = Callable[..., Any]


class World(Protocol):
    def __call__(self, ties: str = "", /, **changes: dict[str, Any]) -> None: ...


CONNECTIONS = """query ($filter: ConnectionFilter) {
  owner: member(id: "hub") { list: connections(filter: $filter, orderBy: NAME) { totalCount nodes { id } } }
}"""
FOLLOWERS = """query ($filter: FollowFilter) {
  owner: member(id: "hub") { list: followers(filter: $filter, orderBy: NAME) { totalCount nodes { id } } }
}"""
FOLLOWING = FOLLOWERS.replace("followers", "following")
SECOND_DEGREE = """query ($filter: SecondDegreeFilter) {
  owner: viewer { list: secondDegree(filter: $filter, orderBy: NAME) { totalCount nodes { id } } }
}"""


def rows(answer: Any) -> list[str]:
    """The ids of a list that was not refused; its total must agree."""
    assert "errors" not in answer, answer
    found = answer["data"]["owner"]["list"]
    ids = [node["id"] for node in found["nodes"]]
    assert found["totalCount"] == len(ids)
    return ids


@pytest.mark.parametrize(
    ("filter", "kept"),
    [
        (None, ["ada", "cleo", "dora", "zoe", "ella"]),
        ({}, ["ada", "cleo", "dora", "zoe", "ella"]),
        ({"namePrefix": "el"}, ["zoe", "ella"]),
        ({"namePrefix": "EL"}, ["zoe", "ella"]),
        ({"namePrefix": "Élo"}, []),
        ({"namePrefix": "la"}, []),
        ({"namePrefix": ""}, ["ada", "cleo", "dora", "zoe", "ella"]),
        ({"namePrefix": None}, ["ada", "cleo", "dora", "zoe", "ella"]),
        ({"company": "Acme"}, ["cleo", "zoe"]),
        ({"company": "acme"}, []),
        ({"company": None}, ["ada", "cleo", "dora", "zoe", "ella"]),
        ({"company": ""}, ["ada", "cleo", "dora", "zoe", "ella"]),
        ({"location": "Bern"}, ["dora", "zoe"]),
        ({"isConnectedToViewer": True}, ["dora", "ella"]),
        ({"isConnectedToViewer": False}, ["cleo", "zoe"]),
        ({"isConnectedToViewer": None}, ["ada", "cleo", "dora", "zoe", "ella"]),
        ({"company": "Acme", "location": "Bern"}, ["zoe"]),
        ({"company": "Acme", "isConnectedToViewer": True}, []),
        ({"namePrefix": "e", "company": "Acme", "location": "Bern", "isConnectedToViewer": False}, ["zoe"]),
    ],
)
def test_connections_are_kept(filter: dict[str, Any] | None, kept: list[str], world: World, ask: Ask) -> None:
    world(
        "ada -- hub; hub -- cleo; hub -- dora; hub -- zoe; hub -- ella; hub -- eve; ada -- dora; ada -- ella; "
        "eve x ada",
        cleo={"nameKey": "cleo", "company": "Acme"},
        dora={"nameKey": "dora", "location": "Bern"},
        zoe={"nameKey": "elaine", "company": "Acme", "location": "Bern"},
        ella={"nameKey": "ella", "company": "Globex"},
        eve={"company": "Acme", "location": "Bern"},
    )
    assert rows(ask(CONNECTIONS, filter=filter)) == kept


@pytest.mark.parametrize("query", [FOLLOWERS, FOLLOWING])
@pytest.mark.parametrize(
    ("filter", "kept"),
    [
        (None, ["ada", "both", "connected", "follower", "friend", "neither"]),
        ({}, ["ada", "both", "connected", "follower", "friend", "neither"]),
        ({"isMutual": True}, ["both", "friend"]),
        ({"isMutual": False}, ["connected", "follower", "neither"]),
        ({"isMutual": None}, ["ada", "both", "connected", "follower", "friend", "neither"]),
        ({"isConnected": True}, ["both", "connected"]),
        ({"isConnected": False}, ["follower", "friend", "neither"]),
        ({"isMutual": True, "isConnected": True}, ["both"]),
        ({"isMutual": True, "isConnected": False}, ["friend"]),
        ({"isMutual": False, "isConnected": True}, ["connected"]),
        ({"isMutual": False, "isConnected": False}, ["follower", "neither"]),
    ],
)
def test_follows_are_kept(query: str, filter: dict[str, Any] | None, kept: list[str], world: World, ask: Ask) -> None:
    names = ("both", "connected", "follower", "friend", "neither", "blocked")
    ties = [f"hub -> {name}; {name} -> hub" for name in names]
    ties += ["ada -- both; ada -> both; both -> ada", "ada -- connected; ada -> connected", "follower -> ada"]
    ties += ["ada -> friend; friend -> ada", "blocked x ada", "hub -> ada; ada -> hub"]
    world("; ".join(ties), hub={"followersVisibility": "EVERYONE", "followingVisibility": "EVERYONE"})
    assert rows(ask(query, filter=filter)) == kept


@pytest.mark.parametrize("query", [FOLLOWERS, FOLLOWING])
def test_a_suspended_follow_is_not_mutual(query: str, world: World, ask: Ask) -> None:
    shown = {"followersVisibility": "EVERYONE", "followingVisibility": "EVERYONE"}
    world("ada -> shy; shy -> ada; hub -- shy; hub -> shy; shy -> hub", shy={"followPolicy": "CONNECTIONS"}, hub=shown)
    assert rows(ask(query, filter={"isMutual": True})) == []
    assert rows(ask(query, filter={"isMutual": False})) == ["shy"]


@pytest.mark.parametrize(
    ("filter", "kept"),
    [
        (None, ["one", "three", "two"]),
        ({}, ["one", "three", "two"]),
        ({"via": "ba"}, ["one", "three", "two"]),
        ({"via": "bb"}, ["three", "two"]),
        ({"via": "bc"}, ["three"]),
        ({"via": None}, ["one", "three", "two"]),
        ({"via": "nobody"}, []),
        ({"via": "ada"}, []),
        ({"via": "one"}, []),
        ({"via": "asleep"}, []),
        ({"company": "Acme"}, ["one", "two"]),
        ({"location": "Bern"}, ["three", "two"]),
        ({"minMutualConnections": 0}, ["one", "three", "two"]),
        ({"minMutualConnections": 1}, ["one", "three", "two"]),
        ({"minMutualConnections": 2}, ["three", "two"]),
        ({"minMutualConnections": 3}, ["three"]),
        ({"minMutualConnections": 4}, []),
        ({"minMutualConnections": -1}, ["one", "three", "two"]),
        ({"minMutualConnections": 2**31 - 1}, []),
        ({"via": "bb", "company": "Acme", "location": "Bern", "minMutualConnections": 2}, ["two"]),
        ({"via": "bc", "company": "Acme"}, []),
    ],
)
def test_the_second_degree_is_kept(filter: dict[str, Any] | None, kept: list[str], world: World, ask: Ask) -> None:
    world(
        "ada -- ba; ada -- bb; ada -- bc; ada -- asleep; asleep -- one; ba -- one; ba -- two; bb -- two; "
        "ba -- three; bb -- three; bc -- three; ba -- bb; ba -- eve; eve x ada",
        asleep={"status": "HIBERNATED"},
        one={"company": "Acme"},
        two={"company": "Acme", "location": "Bern"},
        three={"location": "Bern"},
        eve={"company": "Acme", "location": "Bern"},
    )
    assert rows(ask(SECOND_DEGREE, filter=filter)) == kept


def test_a_name_is_compared_as_the_graph_keeps_it(world: World, ask: Ask) -> None:
    world("ada; hub -- strasse", strasse={"name": "Straße", "nameKey": "strasse"})
    assert rows(ask(CONNECTIONS, filter={"namePrefix": "STRASS"})) == ["strasse"]
    assert rows(ask(CONNECTIONS, filter={"namePrefix": "Straß"})) == ["strasse"]


def test_a_decomposed_name_finds_the_composed_one(world: World, ask: Ask) -> None:
    world("ada; hub -- elodie", elodie={"name": "\u00c9lodie", "nameKey": "\u00e9lodie"})
    assert rows(ask(CONNECTIONS, filter={"namePrefix": "E\u0301lo"})) == ["elodie"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        *((CONNECTIONS, field) for field in ("namePrefix", "company", "location")),
        *((SECOND_DEGREE, field) for field in ("company", "location")),
    ],
)
@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("x" * 201, "has 201 characters, more than 200; change it and ask again."),
        ("a\nb", "holds the control character U+000A; change it and ask again."),
        ("a\u2028b", "holds the control character U+2028; change it and ask again."),
        ("a\u202eb", "holds the control character U+202E; change it and ask again."),
        ("a\u2069b", "holds the control character U+2069; change it and ask again."),
        ("\n", "must hold a visible character."),
        ("\u200b\u3164", "must hold a visible character."),
        ("\U000e0041", "must hold a visible character."),
    ],
)
def test_text_that_cannot_be_meant_is_refused(
    query: str, field: str, value: str, reason: str, world: World, ask: Ask
) -> None:
    world("ada; hub")
    answer = ask(query, filter={field: value})
    assert answer["data"] == {"owner": {"list": None} if query == CONNECTIONS else None}
    (error,) = answer["errors"]
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    assert error["message"] == f"filter.{field} {reason}"


SPACED = ["Acme\u00a0Labs", "株式会社\u3000星", "آب\u200cنم\u0627", "Acme 👩\u200d🚀", "𠮷田", "\ue000"]


@pytest.mark.parametrize("text", SPACED)
@pytest.mark.parametrize(("query", "tie"), [(CONNECTIONS, "hub -- bob"), (SECOND_DEGREE, "ada -- hub; hub -- bob")])
def test_what_is_stored_can_be_asked_for(text: str, query: str, tie: str, world: World, ask: Ask) -> None:
    world(f"ada; {tie}")
    name, company = f"{text} Labs", f"\u3000{text}\u00a0"
    input = {"name": name, "location": text, "positions": [{"company": company, "title": "x"}]}
    change = "mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { userErrors { code } } }"
    assert ask(change, viewer="bob", input=input) == {"data": {"updateProfile": {"userErrors": []}}}
    filters = [{"company": text}, {"location": f" {text}"}, {"company": company, "location": company}]
    filters += [{"namePrefix": text}, {"namePrefix": f"{name}\u3000"}] if query == CONNECTIONS else []
    assert [rows(ask(query, filter=filter)) for filter in filters] == [["bob"]] * len(filters)


REFUSED = "after is not a cursor of this list with these arguments; pass an endCursor of it, or leave after out."


@pytest.mark.parametrize(
    ("field", "arguments"),
    [
        ("connections", 'filter: {company: "Acme"}'),
        ("connections", "filter: {isConnectedToViewer: false}"),
        ("followers", "filter: {isMutual: false}"),
        ("following", "filter: {isConnected: false}"),
    ],
)
def test_a_cursor_is_of_one_filter_and_one_member(field: str, arguments: str, world: World, ask: Ask) -> None:
    shown = {"followersVisibility": "EVERYONE", "followingVisibility": "EVERYONE"}
    world("hub -- bob; bob -> hub; hub -> bob; mira -- bob; ada", hub=shown, mira=shown, bob={"company": "Acme"})
    listing = f"list: {field}(after: $after%s) {{ pageInfo {{ endCursor }} }}"
    query = f"query ($id: ID!, $after: String) {{ member(id: $id) {{ {listing} }} }}"
    plain, filtered = query % "", query % f", {arguments}"
    of_plain = ask(plain, id="hub")["data"]["member"]["list"]["pageInfo"]["endCursor"]
    of_filtered = ask(filtered, id="hub")["data"]["member"]["list"]["pageInfo"]["endCursor"]
    for text, member, cursor in (
        (filtered, "hub", of_plain),
        (plain, "hub", of_filtered),
        (plain, "mira", of_plain),
    ):
        answer = ask(text, id=member, after=cursor)
        assert answer["data"] == {"member": {"list": None}}
        assert [error["message"] for error in answer["errors"]] == [REFUSED]
    assert "errors" not in ask(filtered, id="hub", after=of_filtered)
