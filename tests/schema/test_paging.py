"""Paging: every list, page by page, is the list: full pages, exact order, honest ends."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import pytest
from strawberry.types import get_object_definition
from strawberry.utils.str_converters import to_camel_case

from app.graph.catalog import catalog
from app.graph.cursor import binding, encode
from app.schema.core.paging import _MORE
from app.schema.members.types import Member

Ask = Callable[..., Any]
Order = Callable[[int], Any]

COUNT = 40
STEP = 7  # so many different ranks; whoever shares one is ordered by id
IDS = [f"m{i:02}" for i in range(COUNT)]
ABSENT = {i for i in range(COUNT) if i % 10 in (2, 5, 8)}
BRIDGE_TIMES = (3, 1, 1, 2, 0)  # two bridges of ada's are equally new

ENDS = "hasNextPage hasPreviousPage startCursor endCursor"
ROWS = f"totalCount pageInfo {{ {ENDS} }} edges {{ cursor node {{ id }} }} nodes {{ id }}"
RANKS = """
UNWIND $ranks AS row
MATCH (m:Member {id: row.id})
SET m.name = row.name, m.nameKey = row.nameKey
WITH m, row
MATCH (m)-[tie:CONNECTED|FOLLOWS|INVITED|BLOCKS]-()
SET tie.since = CASE WHEN tie:INVITED THEN null ELSE datetime(row.since) END,
    tie.sentAt = CASE WHEN tie:INVITED THEN datetime(row.since) END
"""
BRIDGES = """
UNWIND range(0, size($times) - 1) AS i
MATCH (:Member {id: 'ada'})-[tie:CONNECTED]-(:Member {id: 'b' + i})
SET tie.since = datetime('2026-03-01T00:00:00Z') + duration({days: $times[i]})
"""
STATUS = "MATCH (m:Member {id: $id}) SET m.status = $status"


class Graph(Protocol):
    def run(self, text: str, /, **parameters: Any) -> list[dict[str, Any]]: ...


class World(Protocol):
    def __call__(self, ties: str = "", /, **changes: dict[str, Any]) -> None: ...


@dataclass(frozen=True)
class Listing:
    """A list of the contract: where it stands, how its rows come to be, how they are ordered."""

    field: str
    ties: str
    order: Order
    arguments: str = ""
    of_viewer: bool = False
    row_id: str = "{0}"

    @property
    def everybody(self) -> bool:
        return self.field == "blockedMembers"

    def ids(self) -> list[str]:
        """The rows in order."""
        shown = [i for i in range(COUNT) if self.everybody or i not in ABSENT]
        return [self.row_id.format(IDS[i]) for i in sorted(shown, key=lambda i: (self.order(i), IDS[i]))]

    def query(self, rows: str = ROWS) -> str:
        if self.everybody:
            rows = rows.replace("{ id }", "{ id: memberId }")
        listing = f"list: {self.field}(first: $first, after: $after{self.arguments}) {{ {rows} }}"
        owner = f"viewer {{ {listing} }}" if self.of_viewer else f'member(id: "hub") {{ {listing} }}'
        return f"query ($first: Int, $after: String) {{ owner: {owner} }}"


def newest_first(i: int) -> int:
    return -(i % STEP)


def by_name(i: int) -> int:
    return i % STEP


def bridges(i: int) -> list[int]:
    return [(i + step) % 5 for step in range(1 + i % 4)]


LISTINGS = {
    "connections": Listing("connections", "hub -- {0}", newest_first),
    "connections by name": Listing("connections", "hub -- {0}", by_name, ", orderBy: NAME"),
    "followers": Listing("followers", "{0} -> hub", newest_first),
    "followers by name": Listing("followers", "{0} -> hub", by_name, ", orderBy: NAME"),
    "following": Listing("following", "hub -> {0}", newest_first),
    "following by name": Listing("following", "hub -> {0}", by_name, ", orderBy: NAME"),
    "mutualConnections": Listing("mutualConnections", "ada -- {0}; {0} -- hub", newest_first),
    "secondDegree": Listing("secondDegree", "", lambda i: -len(bridges(i)), of_viewer=True),
    "secondDegree by name": Listing("secondDegree", "", by_name, ", orderBy: NAME", of_viewer=True),
    "secondDegree by newest": Listing(
        "secondDegree", "", lambda i: -max(BRIDGE_TIMES[b] for b in bridges(i)), ", orderBy: RECENT", of_viewer=True
    ),
    "invitationsReceived": Listing("invitationsReceived", "{0} ? ada", newest_first, of_viewer=True, row_id="{0}-ada"),
    "invitationsSent": Listing("invitationsSent", "ada ? {0}", newest_first, of_viewer=True, row_id="ada-{0}"),
    "blockedMembers": Listing("blockedMembers", "ada x {0}", newest_first, of_viewer=True),
}
# Between these and the viewer stands a tie that no block leaves alive, so their absent rows are hibernated.
TIED = ("mutualConnections", "invitationsReceived", "invitationsSent", "blockedMembers")


@pytest.fixture(params=LISTINGS)
def listing(request: pytest.FixtureRequest, world: World, graph: Graph) -> Listing:
    found: Listing = LISTINGS[request.param]
    ties = ["hub", "ada"]
    changes: dict[str, dict[str, Any]] = {
        "hub": {"followersVisibility": "EVERYONE", "followingVisibility": "EVERYONE"},
    }
    if found.field == "secondDegree":
        ties += [f"ada -- b{b}" for b in range(5)]
    for i, name in reversed(list(enumerate(IDS))):
        ties += [f"b{b} -- {name}" for b in bridges(i)] if found.field == "secondDegree" else [found.ties.format(name)]
        if i in ABSENT:
            how = 8 if found.field in TIED else i % 10
            ties += {2: [f"ada x {name}"], 5: [f"{name} x ada"], 8: []}[how]
            changes |= {name: {"status": "HIBERNATED"}} if how == 8 else {}
    world("; ".join(ties), **changes)
    ranks = [
        {
            "id": name,
            "name": f"Name {i % STEP}",
            "nameKey": f"name {i % STEP}",
            "since": f"2026-02-0{1 + i % STEP}T00:00:00Z",
        }
        for i, name in enumerate(IDS)
    ]
    graph.run(RANKS, ranks=ranks)
    graph.run(BRIDGES, times=BRIDGE_TIMES)
    return found


@pytest.fixture
def page(listing: Listing, ask: Ask) -> Callable[..., Any]:
    def get(first: int | None = None, after: str | None = None) -> Any:
        answer = ask(listing.query(), first=first, after=after)
        assert "errors" not in answer, answer
        return answer["data"]["owner"]["list"]

    return get


Page = Callable[..., Any]


def ids(page: Any) -> list[str]:
    return [node["id"] for node in page["nodes"]]


def rest(page: Page, first: int, after: str | None) -> list[str]:
    """The ids of all rows behind a cursor, read page by page."""
    found: list[str] = []
    while True:
        answer = page(first, after)
        found += ids(answer)
        if not answer["pageInfo"]["hasNextPage"]:
            return found
        assert len(answer["nodes"]) == first
        after = answer["pageInfo"]["endCursor"]


def test_a_list_is_in_its_order(listing: Listing, page: Page) -> None:
    whole = page(100)
    assert ids(whole) == listing.ids()
    assert [edge["node"]["id"] for edge in whole["edges"]] == listing.ids()
    assert whole["totalCount"] == len(listing.ids()) == (40 if listing.everybody else 28)


@pytest.mark.parametrize("first", [1, 3, 7])
def test_its_pages_are_the_list(listing: Listing, page: Page, first: int) -> None:
    assert rest(page, first, None) == listing.ids()


def test_pages_are_full_and_their_ends_are_true(listing: Listing, page: Page) -> None:
    expected = listing.ids()
    after = None
    for start in range(0, len(expected), 7):
        answer = page(7, after)
        assert ids(answer) == expected[start : start + 7]
        assert answer["totalCount"] == len(expected)
        cursors = [edge["cursor"] for edge in answer["edges"]]
        assert answer["pageInfo"] == {
            "hasNextPage": start + 7 < len(expected),
            "hasPreviousPage": start > 0,
            "startCursor": cursors[0],
            "endCursor": cursors[-1],
        }
        after = cursors[-1]
    beyond = page(7, after)
    assert ids(beyond) == []
    assert beyond["totalCount"] == len(expected)
    assert beyond["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": True,
        "startCursor": None,
        "endCursor": None,
    }


def test_a_next_page_is_promised_only_when_a_row_follows(listing: Listing, page: Page) -> None:
    size = len(listing.ids())
    assert [page(first)["pageInfo"]["hasNextPage"] for first in (size - 1, size, size + 1)] == [True, False, False]


def test_null_is_twenty(listing: Listing, page: Page) -> None:
    assert ids(page(None)) == listing.ids()[:20]


def test_changes_between_two_pages_neither_repeat_nor_skip(listing: Listing, page: Page, graph: Graph) -> None:
    expected = listing.ids()
    early, late = expected[0], expected[-1]
    leave(listing, graph, early)
    leave(listing, graph, late)
    first = page(4)
    assert ids(first) == expected[1:5]
    come(listing, graph, early)
    come(listing, graph, late)
    leave(listing, graph, expected[2])
    leave(listing, graph, expected[4])
    leave(listing, graph, expected[6])
    assert rest(page, 3, first["pageInfo"]["endCursor"]) == [expected[5], *expected[7:]]


def leave(listing: Listing, graph: Graph, row: str) -> None:
    if listing.everybody:
        graph.run("MATCH ({id: 'ada'})-[tie:BLOCKS]->(m:Member {id: $id}) SET m.kept = tie.since DELETE tie", id=row)
    else:
        graph.run(STATUS, id=whom(row), status="HIBERNATED")


def come(listing: Listing, graph: Graph, row: str) -> None:
    if listing.everybody:
        text = "MATCH (ada:Member {id: 'ada'}), (m:Member {id: $id}) CREATE (ada)-[:BLOCKS {since: m.kept}]->(m)"
        graph.run(text, id=row)
    else:
        graph.run(STATUS, id=whom(row), status="ACTIVE")


def whom(row: str) -> str:
    """The member of a row, whose id may be an invitation's."""
    return next(part for part in row.split("-") if part != "ada")


# Around every place where Neo4j's two orders of text, by code points and by UTF-16 units, part.
LETTERS = "aZß09 \ud7ff\ue000\uf8ff\ufb03\uff21\uffee\ufffd\U00010000\U00010400\U00020bb7\U0001f600\U0010ffff"
BY_NAME = [name for name in LISTINGS if name.endswith("by name")]


def renamed(names: dict[str, str], world: World, ask: Ask) -> list[str]:
    """The ids in the order of their names, once each has its name and stands in every list."""
    ties = [f"b -- {id}; hub -- {id}; {id} -> hub; hub -> {id}" for id in names]
    shown = {"followersVisibility": "EVERYONE", "followingVisibility": "EVERYONE"}
    world("; ".join(["ada -- b", *ties]), hub=shown)
    rename = "mutation ($name: String!) { updateProfile(input: {name: $name}) { member { name } userErrors { code } } }"
    for id, name in names.items():
        answer = ask(rename, viewer=id, name=name)["data"]["updateProfile"]
        assert answer == {"member": {"name": name}, "userErrors": []}
    return sorted(names, key=lambda id: (names[id].casefold(), id))


def paged(ask: Ask, listing: Listing, first: int) -> list[str]:
    query = listing.query(rows="pageInfo { hasNextPage endCursor } nodes { id }")

    def page(first: int, after: str | None) -> Any:
        return ask(query, first=first, after=after)["data"]["owner"]["list"]

    return rest(page, first, None)


@pytest.mark.parametrize("seed", range(2))
def test_pages_in_the_order_of_any_names_are_the_list(seed: int, world: World, ask: Ask) -> None:
    chance = random.Random(seed)
    drawn = ["".join(chance.choices(LETTERS, k=chance.randint(1, 3))) for _ in range(6)]
    names = {f"m{i}": f"x{name.strip()}" for i, name in enumerate([*drawn, "\uff21 Sato", "𠮷田 Ken"])}
    expected = renamed(names, world, ask)
    for listing in BY_NAME:
        for first in range(1, len(names) + 2):
            assert paged(ask, LISTINGS[listing], first) == expected, (listing, first)
    prefixed = LISTINGS["connections by name"].query().replace("$after: String", "$after: String, $prefix: String")
    prefixed = prefixed.replace("orderBy: NAME", "orderBy: NAME, filter: {namePrefix: $prefix}")
    for prefix in {name[:size] for name in names.values() for size in (2, 3) if not name[:size].endswith(" ")}:
        listed = ask(prefixed, first=100, prefix=prefix.upper())["data"]["owner"]["list"]
        assert ids(listed) == [id for id in expected if names[id].casefold().startswith(prefix.upper().casefold())]


@pytest.mark.parametrize("name", BY_NAME)
def test_no_name_is_too_long_for_a_cursor(name: str, world: World, ask: Ask) -> None:
    expected = renamed({"m" * 127 + str(i): "\U00020bb7" * 99 + str(i) for i in range(3)}, world, ask)
    assert paged(ask, LISTINGS[name], 1) == expected


CARD = "id handle name headline location industry company memberSince"
LISTS = {
    "connections": 'owner: member(id: "hub") { list: connections { ROWS } }',
    "followers": 'owner: member(id: "hub") { list: followers { ROWS } }',
    "following": 'owner: member(id: "hub") { list: following { ROWS } }',
    "mutualConnections": 'owner: member(id: "bob") { list: mutualConnections { ROWS } }',
    "secondDegree": "owner: viewer { list: secondDegree { ROWS } }",
    "peopleYouMayKnow": "owner: viewer { list: peopleYouMayKnow { ROWS } }",
}
WAYS = {
    "nodes": f"nodes {{ {CARD} }}",
    "edges": f"edges {{ node {{ {CARD} }} }}",
    "both, and one of them of the rest": "nodes { id handle name headline } edges { node { ...Rest } }",
    "a fragment that depends": "nodes { id handle name headline ... on Member @include(if: $yes) { ...Rest } }",
    "twice under one name": "nodes { id name } nodes { handle headline ...Rest }",
}
REST = "fragment Rest on Member { location industry company memberSince }"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", LISTS)
def test_a_list_says_all_of_a_card_that_is_asked_for(name: str, way: str, world: World, ask: Ask) -> None:
    known = {"location": "Lund", "industry": "Glass", "company": "Tidewheel", "headline": "Glazier"}
    open_lists = {"followersVisibility": "EVERYONE", "followingVisibility": "EVERYONE"}
    world("ada -- hub; hub -- bob; bob -> hub; hub -> bob", hub=known | open_lists, bob=known)
    fragment = REST if "...Rest" in WAYS[way] else ""
    used = "($yes: Boolean = true)" if "$yes" in WAYS[way] else ""
    answer = ask(f"query {used} {{ {LISTS[name].replace('ROWS', WAYS[way])} }} {fragment}")
    assert "errors" not in answer, answer
    listed = answer["data"]["owner"]["list"]
    rows = zip(listed.get("nodes") or listed["edges"], listed.get("edges") or listed["nodes"], strict=True)
    found = [{**one.get("node", one), **other.get("node", other)} for one, other in rows]
    assert found
    for card in found:
        assert card == ask(f"query ($id: ID!) {{ member(id: $id) {{ {CARD} }} }}", id=card["id"])["data"]["member"]


def test_more_is_whatever_stands_on_a_card_beside_its_head() -> None:
    head = re.search(r"THEN member \{([^}]*)\}", catalog()["views/listed_card"].text)
    assert head is not None
    fields = get_object_definition(Member, strict=True).fields
    card = {to_camel_case(field.python_name) for field in fields if field.base_resolver is None}
    assert card - set(re.findall(r"\.(\w+)", head[1])) == _MORE


def refusal(listing: Listing, answer: Any) -> str:
    """The message of a refused argument; the field that was asked for is the only thing missing."""
    owner = None if listing.of_viewer else {"list": None}
    (error,) = answer["errors"]
    assert answer["data"] == {"owner": owner}
    assert error["path"] == ["owner", "list"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    message: str = error["message"]
    return message


@pytest.mark.parametrize("name", LISTINGS)
@pytest.mark.parametrize("first", [0, -1, 101])
def test_first_outside_its_range_is_refused(name: str, first: int, world: World, ask: Ask) -> None:
    world("ada; hub")
    listing = LISTINGS[name]
    message = refusal(listing, ask(listing.query(), first=first))
    assert message == f"first must be between 1 and 100, got {first}."


REFUSED = "after is not a cursor of this list with these arguments; pass an endCursor of it, or leave after out."


@pytest.mark.parametrize("name", LISTINGS)
@pytest.mark.parametrize("after", ["", "garbage", "é", "x" * 5_000, "W10"])
def test_garbage_is_no_cursor(name: str, after: str, world: World, ask: Ask) -> None:
    world("ada; hub")
    assert refusal(LISTINGS[name], ask(LISTINGS[name].query(), after=after)) == REFUSED


def test_a_cursor_is_of_one_list_only(listing: Listing, page: Page, ask: Ask) -> None:
    cursor = page(1)["pageInfo"]["endCursor"]
    for other in LISTINGS.values():
        if other == listing:
            continue
        assert refusal(other, ask(other.query(), after=cursor)) == REFUSED


@pytest.mark.parametrize("rank", ["2026-01-01 09:00:00Z", "20260101T090000Z", "2026-W01-1T09:00:00Z", "2026-01-01"])
def test_a_forged_time_that_neo4j_cannot_read_is_refused(rank: str, world: World, ask: Ask) -> None:
    world("ada -- bob; hub -- bob")
    forged = encode(binding("connections", "hub", "RECENT", {}), rank, "bob")
    assert refusal(LISTINGS["connections"], ask(LISTINGS["connections"].query(), after=forged)) == REFUSED
