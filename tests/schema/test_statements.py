"""The alarm for N+1: how many statements an operation costs does not depend on how many rows it shows."""

import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any, Protocol

import pytest

from app.graph.combined_plans import WORTH, CombinedPlanCache

Ask = Callable[..., Any]
Statements = Callable[[], int]


class World(Protocol):
    def __call__(self, ties: str = "", /, **changes: dict[str, Any]) -> None: ...


_PLANNED = 30.0  # s
NAMES = [f"m{i:02}" for i in range(50)]


@pytest.fixture(autouse=True)
def newcomer(server: Any) -> None:
    """Nothing has been asked often enough yet to be asked together."""
    server.app.state.shared.combined_plans = CombinedPlanCache()


@pytest.fixture
def town(world: World) -> None:
    """Hub is connected with everybody, followed by and following half of them; ada stands behind three of them."""
    ties = ["ada -- m00", "ada -- m01", "ada -- m02", "ada -> m03", "m03 -> ada"]
    ties += [f"hub -- {name}" for name in NAMES]
    ties += [f"{name} -> hub" for name in NAMES[:25]] + [f"hub -> {name}" for name in NAMES[:25]]
    ties += [f"{one} -- {other}" for one, other in pairwise(NAMES)]
    ties += [f"{name} ? ada" for name in NAMES[10:30]]
    world("; ".join(ties), hub={"followersVisibility": "EVERYONE", "followingVisibility": "EVERYONE"})


CARD = "id handle name headline location industry company memberSince"
COSTS = {
    "nothing of the graph": ("{ __typename }", 0),
    "the viewer": (f"{{ viewer {{ member {{ {CARD} }} emails settings {{ requireNote }} }} }}", 1),
    "a card": (f'{{ member(id: "hub") {{ {CARD} }} }}', 1),
    "two cards": ('{ a: member(id: "hub") { name } b: member(id: "m00") { name } }', 1),
    "a card twice": ('{ a: member(id: "hub") { name } b: member(id: "hub") { name } }', 1),
    "viewer and card": ('{ viewer { member { id } } member(id: "hub") { name } }', 2),
    "two handles": ('{ a: memberByHandle(handle: "hub") { name } b: memberByHandle(handle: "m00") { name } }', 1),
    "nodes": ('{ nodes(ids: ["hub", "m00", "m10-ada", "nobody"]) { id __typename } }', 1),
    "a full profile": ('{ member(id: "m00") { about positions { title } education { school } skills } }', 2),
    "a page": ('{ member(id: "hub") { connections(first: 20) { nodes { name } } } }', 2),
    "a page with cursors": (
        '{ member(id: "hub") { connections(first: 20) { edges { cursor since node { name '
        "} } pageInfo { endCursor } } } }",
        2,
    ),
    "two levels": ('{ member(id: "hub") { connections { nodes { connections { nodes { name } } } } } }', 3),
    "three levels": (
        '{ member(id: "hub") { connections { nodes { connections(first: 5) { nodes { '
        "connections(first: 3) { nodes { name } } } } } } } }",
        4,
    ),
    "the same list twice": (
        '{ member(id: "hub") { a: connections(first: 5) { nodes { name } } b: '
        "connections(first: 5) { nodes { id } } } }",
        2,
    ),
    "a list with other arguments": (
        '{ member(id: "hub") { a: connections(first: 5) { nodes { name } } b: '
        "connections(first: 6) { nodes { id } } } }",
        3,
    ),
    "a list in another order": (
        '{ member(id: "hub") { a: connections { nodes { name } } b: connections(orderBy: NAME) { nodes { id } } } }',
        3,
    ),
    "a total alone": ('{ member(id: "hub") { connections { totalCount } } }', 2),
    "a total with rows": ('{ member(id: "hub") { connections { totalCount nodes { name } } } }', 3),
    "a total of every row": (
        '{ member(id: "hub") { connections { nodes { connections(first: 2) { totalCount nodes { name } } } } } }',
        4,
    ),
    "profiles of a page": ('{ member(id: "hub") { connections { nodes { about skills positions { title } } } } }', 3),
    "counts of a page": (
        '{ member(id: "hub") { connections { nodes { connectionCount followerCount '
        "followingCount mutualConnectionCount } } } }",
        6,
    ),
    "withheld of a page": ('{ member(id: "hub") { connections { nodes { withheld { field } } } } }', 3),
    "relationships of a page": ('{ member(id: "hub") { connections { nodes { relationship { degree } } } } }', 3),
    "three kinds of lists": (
        '{ member(id: "hub") { connections { nodes { id } } followers { nodes { id } } following { nodes { id } } } }',
        4,
    ),
    "isMutual and isConnected of a page": (
        '{ member(id: "hub") { followers(first: 20) { edges { isMutual isConnected node { name } } } } }',
        3,
    ),
    "isMutual of two lists": (
        '{ member(id: "hub") { followers { edges { isMutual } } following { edges { isConnected } } } }',
        4,
    ),
    "the second degree": ("{ viewer { secondDegree { edges { mutualConnectionCount node { name } } } } }", 2),
    "via of the second degree": ("{ viewer { secondDegree { edges { via { name } node { name } } } } }", 3),
    "received invitations": ("{ viewer { invitationsReceived { nodes { sender { name } recipient { name } } } } }", 2),
    "every list of the viewer": (
        "{ viewer { invitationsReceived { nodes { id } } invitationsSent { nodes { id } "
        "} blockedMembers { nodes { memberId } } } }",
        4,
    ),
    "one size of the network": ("{ viewer { networkSize { first } } }", 2),
    "all sizes of the network": ("{ viewer { networkSize { first second third } } }", 4),
}


@pytest.mark.parametrize("what", COSTS)
def test_an_operation_costs_so_many_statements(what: str, town: None, ask: Ask, statements: Statements) -> None:
    query, cost = COSTS[what]
    answer = ask(query)
    assert "errors" not in answer
    assert statements() == cost


def test_many_rows_cost_what_few_do(town: None, ask: Ask, statements: Statements) -> None:
    query = (
        'query ($first: Int) { member(id: "hub") { connections(first: $first) { nodes { '
        "connectionCount relationship { degree } } } } }"
    )
    costs = []
    for first in (1, 20, 50):
        assert len(ask(query, first=first)["data"]["member"]["connections"]["nodes"]) == first
        costs.append(statements())
    assert costs == [4, 4, 4]


def test_relationships_of_fifty_members_are_one_statement(town: None, ask: Ask, statements: Statements) -> None:
    query = (
        "query ($ids: [ID!]!) { viewer { relationships(memberIds: $ids) { degree member "
        "{ name } invitation { id } } } }"
    )
    assert len(ask(query, ids=NAMES)["data"]["viewer"]["relationships"]) == 50
    assert statements() == 2


def test_a_hundred_nodes_are_one_statement(town: None, ask: Ask, statements: Statements) -> None:
    ids = [*NAMES, *(f"{name}-ada" for name in NAMES)]
    assert len(ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)["data"]["nodes"]) == 100
    assert statements() == 1


def test_nobody_signed_in_costs_the_card_alone(town: None, ask: Ask, statements: Statements) -> None:
    query = (
        '{ viewer { emails } member(id: "hub") { name about connectionCount connections '
        "{ nodes { id } } withheld { field } } }"
    )
    assert "errors" not in ask(query, viewer=None)
    assert statements() == 1


def test_what_is_refused_costs_nothing(town: None, ask: Ask, statements: Statements) -> None:
    assert ask('{ nodes(ids: [""]) { id } }') == {"data": {"nodes": [None]}}
    for query in ("{ nothing }", '{ member(id: "no id") { name } }'):
        assert ask(query)["errors"][0]["extensions"]["code"] in {"BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"}
    assert statements() == 0


OFTEN = {
    "a page with its total": ('{ member(id: "hub") { name connections { totalCount nodes { name } } } }', 3, 1),
    "two levels": ('{ member(id: "hub") { connections { nodes { connections { nodes { name } } } } } }', 3, 2),
    "the second degree": ("{ viewer { secondDegree { nodes { name } } } }", 2, 1),
    "the viewer's own list": ("{ viewer { member { connections { nodes { name } } } } }", 2, 1),
    "relationships": ('{ viewer { relationships(memberIds: ["m00", "m01"]) { degree } } }', 2, 1),
}


@pytest.mark.parametrize("what", OFTEN)
def test_what_is_asked_often_is_asked_together(what: str, town: None, ask: Ask, statements: Statements) -> None:
    query, first, later = OFTEN[what]
    answers = [ask(query)]
    assert statements() == first
    answers += [ask(query) for _ in range(WORTH)]
    statements()
    # The plan is made beside the answers.
    end = time.monotonic() + _PLANNED
    while statements() != later and time.monotonic() < end:
        answers.append(ask(query))
    answers.append(ask(query))
    assert statements() == later
    assert "errors" not in answers[0]
    assert all(answer == answers[0] for answer in answers)
