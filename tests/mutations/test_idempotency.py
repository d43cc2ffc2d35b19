"""A request that is sent again under its key: done once, told the same, whatever has happened since."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any, Protocol

import pytest

from tests.mutations.mutate import Ask, Graph, Mutate, World, codes, counted, everything


class Clock(Protocol):
    def __call__(self) -> datetime: ...
    def advance(self, **time: float) -> None: ...


pytestmark = pytest.mark.usefixtures("sound")


@pytest.fixture
def mutate(ask: Ask) -> Mutate:
    return Mutate(ask)


FAULTY_FIRST = [{"memberId": "a b"}, {"memberId": "bob"}]
REUSED = ["IDEMPOTENCY_KEY_REUSED"]

ONCE = [
    ("sendInvitation", {"memberId": "bob", "note": "Hello"}, "INVITED", 2, 1),
    ("acceptInvitation", {"invitationId": "eve-ada"}, "CONNECTED", 2, 1),
    ("followMember", {"memberId": "bob"}, "FOLLOWS", 1, 1),
    ("removeConnection", {"memberId": "mira"}, "DISCONNECTED", 1, 0),
    ("blockMember", {"memberId": "bob"}, "BLOCKS", 1, 0),
]


@pytest.mark.parametrize(("name", "input", "kind", "ties", "events"), ONCE, ids=[row[0] for row in ONCE])
def test_ten_equal_requests_at_once_have_one_effect_and_one_payload(
    name: str, input: dict[str, str], kind: str, ties: int, events: int, world: World, graph: Graph, mutate: Mutate
) -> None:
    world("ada -- mira; eve ? ada; bob")
    with ThreadPoolExecutor(10) as threads:
        payloads = list(threads.map(lambda _: mutate(name, **input), range(10)))
    assert payloads == [payloads[0]] * 10
    assert codes(payloads[0]) == []
    assert counted(graph, kind) == ties
    assert graph.run("MATCH (e:Event) RETURN count(e) AS n") == [{"n": events}]
    assert graph.run("MATCH (o:Operation) RETURN collect(o.key) AS keys") == [{"keys": ["ada k"]}]


def test_ten_registrations_at_once_make_one_member(graph: Graph, mutate: Mutate) -> None:
    with ThreadPoolExecutor(10) as threads:
        payloads = list(threads.map(lambda _: mutate("registerMember", handle="ada", name="Ada"), range(10)))
    assert payloads == [{"member": {"id": "ada", "handle": "ada"}, "userErrors": []}] * 10
    assert graph.run("MATCH (m:Member) RETURN count(m) AS n") == [{"n": 1}]


def test_of_ten_who_want_one_handle_at_once_one_gets_it(graph: Graph, mutate: Mutate) -> None:
    with ThreadPoolExecutor(10) as threads:
        payloads = list(
            threads.map(lambda place: mutate("registerMember", f"m{place}", handle="ada", name="Ada"), range(10))
        )
    assert sorted(codes(payload) for payload in payloads) == [[], *[["HANDLE_TAKEN"]] * 9]
    assert graph.run("MATCH (m:Member) RETURN count(m) AS n") == [{"n": 1}]


OTHER = [
    ("sendInvitation", {"memberId": "bob"}, {"memberId": "eve"}),
    ("sendInvitation", {"memberId": "bob"}, {"memberId": "bob", "note": "Hello"}),
    ("sendInvitation", {"memberId": "bob"}, {"memberId": "bob", "note": None}),
    ("followMember", {"memberId": "bob"}, {"memberId": "eve"}),
    ("updateSettings", {"followPolicy": "CONNECTIONS"}, {"followPolicy": "EVERYONE"}),
    ("updateProfile", {"headline": "One"}, {"headline": None}),
]


@pytest.mark.parametrize(("name", "first", "second"), OTHER)
def test_a_key_with_another_input_is_refused_and_nothing_is_done(
    name: str, first: dict[str, Any], second: dict[str, Any], world: World, graph: Graph, mutate: Mutate
) -> None:
    world("ada; bob; eve")
    assert codes(mutate(name, **first)) == []
    before = everything(graph)
    assert codes(mutate(name, **second)) == REUSED
    assert everything(graph) == before
    assert codes(mutate(name, **first)) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("followMember", {"memberId": "bob"}), ("blockMember", {"memberId": "bob"})),
        (("followMember", {"memberId": "bob"}), ("unfollowMember", {"memberId": "bob"})),
        (("sendInvitation", {"memberId": "bob"}), ("followMember", {"memberId": "bob"})),
        (("updateSettings", {"requireNote": True}), ("updateProfile", {"headline": "One"})),
        (("followMember", {"memberId": "bob"}), ("sendInvitations", {"items": [{"memberId": "bob"}]})),
        (("sendInvitation", {"memberId": "bob"}), ("sendInvitations", {"items": [{"memberId": "bob"}]})),
        (("sendInvitations", {"items": [{"memberId": "bob"}]}), ("sendInvitation", {"memberId": "bob"})),
        (("sendInvitations", {"items": FAULTY_FIRST}), ("followMember", {"memberId": "bob"})),
        (("followMember", {"memberId": "bob"}), ("sendInvitations", {"items": FAULTY_FIRST})),
        (("sendInvitations", {"items": [{"memberId": "bob"}]}), ("sendInvitations", {"items": [{"memberId": "eve"}]})),
    ],
)  # fmt: skip
def test_a_key_with_another_mutation_is_refused_and_nothing_is_done(
    first: tuple[str, Any], second: tuple[str, Any], world: World, graph: Graph, mutate: Mutate
) -> None:
    world("ada; bob; eve")
    assert codes(mutate(first[0], **first[1])) == []
    before = everything(graph)
    assert codes(mutate(second[0], **second[1])) == REUSED
    assert everything(graph) == before


def test_a_key_is_remembered_for_a_day(world: World, graph: Graph, clock: Clock, mutate: Mutate) -> None:
    world("ada; bob")
    assert codes(mutate("followMember", memberId="bob")) == []
    assert codes(mutate("unfollowMember", key=None, memberId="bob")) == []
    clock.advance(hours=23, minutes=59)
    assert mutate("followMember", memberId="bob")["relationship"]["isFollowing"] is False
    clock.advance(minutes=1)
    assert mutate("followMember", memberId="bob")["relationship"]["isFollowing"] is True
    assert counted(graph, "FOLLOWS") == 1
    clock.advance(hours=23)
    assert codes(mutate("blockMember", memberId="bob")) == REUSED
    clock.advance(hours=1)
    assert codes(mutate("blockMember", memberId="bob")) == []
    assert counted(graph, "BLOCKS") == 1


def test_a_refusal_is_repeated_as_it_was(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada; bob", bob={"followPolicy": "CONNECTIONS"})
    refused = mutate("followMember", memberId="bob")
    assert codes(refused) == ["FOLLOW_NOT_ALLOWED"]
    graph.run("MATCH (m:Member {id: 'bob'}) SET m.followPolicy = 'EVERYONE'")
    assert mutate("followMember", memberId="bob") == refused
    assert counted(graph, "FOLLOWS") == 0
    assert codes(mutate("followMember", key="another", memberId="bob")) == []


def test_the_time_to_try_again_is_repeated_as_it_was(world: World, clock: Clock, ask: Ask, mutate: Mutate) -> None:
    world("ada; bob")
    sent = mutate("sendInvitation", key=None, memberId="bob")
    mutate("withdrawInvitation", key=None, invitationId=sent["invitation"]["id"])
    query = """
        mutation { sendInvitation(input: {memberId: "bob", idempotencyKey: "k"}) { userErrors { code retryAt } } }
    """
    first = ask(query)
    (error,) = first["data"]["sendInvitation"]["userErrors"]
    assert error["code"] == "REINVITE_COOLDOWN"
    expected = clock() + timedelta(days=21)
    assert abs(datetime.fromisoformat(error["retryAt"]) - expected) < timedelta(minutes=1)
    clock.advance(hours=1)
    assert ask(query) == first


def test_an_input_that_was_refused_leaves_its_key_free(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada; bob")
    assert codes(mutate("followMember", memberId="a b")) == ["INVALID_VALUE"]
    assert codes(mutate("followMember", memberId="bob")) == []
    assert counted(graph, "FOLLOWS") == 1


def test_a_repeat_shows_how_things_are_now(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada; bob")
    first = mutate("sendInvitation", memberId="bob", note="Hello")
    letter = first["invitation"]["id"]
    assert first["invitation"] == {"id": letter, "state": "PENDING", "note": "Hello"}
    assert codes(mutate("acceptInvitation", "bob", invitationId=letter)) == []
    again = mutate("sendInvitation", memberId="bob", note="Hello")
    assert again == {
        "outcome": "SENT",
        "invitation": {"id": letter, "state": "ACCEPTED", "note": "Hello"},
        "relationship": {"degree": "FIRST"},
        "userErrors": [],
    }
    assert codes(mutate("blockMember", "bob", key="other", memberId="ada")) == []
    assert mutate("sendInvitation", memberId="bob", note="Hello") == {
        "outcome": "SENT",
        "invitation": None,
        "relationship": None,
        "userErrors": [],
    }
    assert mutate("acceptInvitation", "bob", invitationId=letter) == {
        "outcome": "CONNECTED",
        "invitation": None,
        "relationship": None,
        "userErrors": [],
    }
    assert counted(graph, "INVITED") == 1


def test_an_unblocked_member_is_not_blocked_again_by_a_repeat(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada; bob")
    assert mutate("blockMember", memberId="bob")["blockedMember"] == {"memberId": "bob"}
    graph.run("MATCH (:Member {id: 'ada'})-[block:BLOCKS]->() DELETE block")
    assert mutate("blockMember", memberId="bob") == {"blockedMember": None, "userErrors": []}
    assert counted(graph, "BLOCKS") == 0
