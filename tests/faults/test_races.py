"""Writes of several processes that meet: what comes of them is what one of the two orders gives."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.graph.address import Address
from tests.faults.crowds import Crowd
from tests.faults.pairs import RACES, Field
from tests.faults.races import Done, Team, Write, team

LIMIT = 240
EACH = 6  # races of a kind, on members with few ties and again on members with many
# Lookups by a unique key, such as an open invitation's, lock by themselves; what these races rest on has no key.
NEEDY = {"accept ∥ withdraw", "follow ∥ follow", "block ∥ block"}


@pytest.fixture(scope="module")
def racers(migrated: Any, address: Address) -> Iterator[Team]:
    with team(address, connection_limit=LIMIT) as racing:
        yield racing


density = pytest.mark.parametrize("dense", [False, True], ids=["few ties", "many ties"])


@density
@pytest.mark.usefixtures("sound")
def test_a_race_ends_as_one_of_its_orders_does(dense: bool, racers: Team, graph: Any) -> None:
    field = Field(graph)
    orders = {race.name: {result[:2] for result in field.orders(race, racers, dense=dense)} for race in RACES}
    assert orders == {race.name: race.outcomes for race in RACES}
    tallies = {race.name: field.hold(race, racers, EACH, dense=dense) for race in RACES}
    assert {name: tally.anomalies for name, tally in tallies.items()} == {race.name: [] for race in RACES}


@density
def test_without_locks_races_go_wrong(dense: bool, racers: Team, graph: Any) -> None:
    field = Field(graph)
    for race in RACES:
        if race.name in NEEDY:
            rounds = (field.hold(race, racers, 10, dense=dense, locked=False).anomalies for _ in range(20))
            assert any(rounds), f"{race.name}: 200 races without locks, and none went wrong"


@pytest.mark.parametrize(("friends", "followers"), [(0, 64), (60, 124)])
@pytest.mark.usefixtures("sound")
def test_many_follow_one_member_at_once(friends: int, followers: int, racers: Team, graph: Any) -> None:
    crowd = Crowd(graph, racers, friends)
    assert crowd.follow(64) == {"FOLLOWED": 64}
    assert crowd.ties() == {"connections": friends, "followers": followers, "open": 0}


@pytest.mark.parametrize("hub_sends", [False, True], ids=["the hub accepts", "the hub is accepted"])
@pytest.mark.usefixtures("sound")
def test_many_accepts_end_exactly_at_the_limit(hub_sends: bool, racers: Team, graph: Any) -> None:
    crowd = Crowd(graph, racers, LIMIT - 100)
    assert crowd.accept(200, hub_sends=hub_sends) == {"ACCEPTED": 100, "CONNECTION_LIMIT_REACHED": 100}
    assert crowd.ties() == {"connections": LIMIT, "followers": LIMIT, "open": 100}


def outcomes(done: tuple[Done, Done]) -> set[tuple[str, str]]:
    return set(zip(done[0].outcomes, done[1].outcomes, strict=True))


@density
@pytest.mark.usefixtures("sound")
def test_equal_requests_of_two_processes_are_done_once_and_told_the_same(dense: bool, racers: Team, graph: Any) -> None:
    pairs = Field(graph).pairs((), 20, dense=dense)
    words = {"note": None, "howYouKnow": None, "email": None}
    sides = [
        [
            Write(
                p.a,
                "send_invitation",
                {"member": p.b, "invitation": f"{p.a} {side}", "words": words, "judged": True},
                "k",
            )
            for p in pairs
        ]
        for side in ("left", "right")
    ]
    left, right = racers.race(*sides)
    assert left.answers == right.answers
    assert outcomes((left, right)) == {("SENT", "SENT")}
    assert graph.run("MATCH ()-[i:INVITED]->() RETURN count(i) AS sent") == [{"sent": 20}]
    assert graph.run("MATCH (e:Event) RETURN count(e) AS events") == [{"events": 20}]


@density
@pytest.mark.parametrize("name", ["follow_member", "remove_follower", "block_member"])
@pytest.mark.usefixtures("sound")
def test_two_requests_under_one_key_at_once_are_not_both_done(name: str, dense: bool, racers: Team, graph: Any) -> None:
    """One viewer, two other members, one key: whichever is second is told that the key was used."""
    field = Field(graph)
    pairs, others = field.pairs((), 20, dense=dense), field.pairs((), 20, dense=False)
    rows = [{"viewer": p.a, "first": p.b, "second": o.a} for p, o in zip(pairs, others, strict=True)]
    graph.run(
        """
        UNWIND $rows AS row
        MATCH (viewer:Member {id: row.viewer})
        MATCH (m:Member) WHERE m.id IN [row.first, row.second] AND $name = 'remove_follower'
        CREATE (m)-[:FOLLOWS {since: datetime(), origin: 'EXPLICIT'}]->(viewer)
        """,
        rows=rows,
        name=name,
    )
    left = [Write(row["viewer"], name, {"member": row["first"]}, "k", "first") for row in rows]
    right = [Write(row["viewer"], name, {"member": row["second"]}, "k", "second") for row in rows]
    done = {"follow_member": "FOLLOWED", "remove_follower": "FOLLOWER_REMOVED", "block_member": "BLOCKED"}[name]
    refused = "IDEMPOTENCY_KEY_REUSED"
    assert outcomes(racers.race(left, right)) <= {(done, refused), (refused, done)}
