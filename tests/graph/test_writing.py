"""Writes: done once, whatever happens on the way."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from unittest.mock import patch

import neo4j
import pytest

from app.graph.address import Address
from app.graph.database import Database, DatabaseConflict, DatabaseLost, DatabaseTimeout, Parameters
from app.graph.shared import Shared
from app.graph.writing import Writer, WriteResult
from app.settings import Settings

SHARED = Shared()
NOW = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
WORDS = {"note": None, "howYouKnow": None, "email": None}


class World(Protocol):
    def __call__(self, ties: str = "", /, **changes: dict[str, Any]) -> None: ...


@pytest.fixture
def written(migrated: Any, address: Address, sound: None) -> Callable[[Callable[[Database], Awaitable[Any]]], Any]:
    """Runs work with a database of the usual deadline."""

    def run(work: Callable[[Database], Awaitable[Any]]) -> Any:
        async def within() -> Any:
            async with Database(address, deadline=30.0) as database:
                return await work(database)

        return asyncio.run(within())

    return run


Written = Callable[[Callable[[Database], Awaitable[Any]]], Any]


def writer(database: Database, viewer: str = "ada", now: datetime = NOW, **settings: Any) -> Writer:
    return Writer(database, SHARED, viewer, now, Settings(**settings))


def follow(database: Database, key: str | None = None, **named: Any) -> Coroutine[Any, Any, WriteResult]:
    return writer(database, **named).write("follow_member", "follow bob", key, {"member": "bob"})


def invite(database: Database, viewer: str, member: str, now: datetime = NOW) -> Awaitable[WriteResult]:
    parameters = {"member": member, "invitation": f"by {viewer}", "words": WORDS, "judged": True}
    return writer(database, viewer, now).write("send_invitation", "invite", None, parameters)


def follows(graph: Any) -> int:
    number: int = graph.run("MATCH (:Member {id: 'ada'})-[f:FOLLOWS]->() RETURN count(f) AS n")[0]["n"]
    return number


def records(graph: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = graph.run("MATCH (o:Operation) RETURN properties(o) AS record ORDER BY o.key")
    return [row["record"] for row in found]


def test_a_write_answers_its_outcome_and_what_it_was_about(written: Written, graph: Any, world: World) -> None:
    world("ada; bob")
    assert written(lambda database: invite(database, "ada", "bob")) == WriteResult("SENT", "by ada", "bob", None)
    assert written(lambda database: invite(database, "ada", "bob")) == WriteResult(
        "INVITATION_ALREADY_PENDING", "by ada", "bob", None
    )


def test_the_time_to_try_again_is_text(written: Written, world: World) -> None:
    world("ada; bob")
    month = {"invitation": "by ada"}
    written(lambda database: invite(database, "ada", "bob"))
    written(lambda database: writer(database).write("withdraw_invitation", "withdraw", None, month))
    answer = written(lambda database: invite(database, "ada", "bob"))
    assert (answer.outcome, answer.retry_at) == ("REINVITE_COOLDOWN", "2026-06-22T09:30:00Z")


def test_the_record_of_a_clients_key_lives_a_day(written: Written, graph: Any, world: World) -> None:
    world("ada; bob")
    assert written(lambda database: follow(database, "k")).outcome == "FOLLOWED"
    (record,) = records(graph)
    assert record.pop("until").to_native() == NOW + timedelta(days=1)
    assert record == {"key": "ada k", "request": "follow bob", "outcome": "FOLLOWED", "member": "bob"}


def test_a_record_of_before_says_what_it_was_about(written: Written, graph: Any, world: World) -> None:
    world("ada; bob")
    graph.run(
        "CREATE (o:Operation {key: 'ada k', request: 'follow bob', outcome: 'SENT', invitation: 'an id'})"
        " SET o.until = $until",
        until=NOW + timedelta(hours=1),
    )
    assert written(lambda database: follow(database, "k")) == WriteResult("SENT", "an id", None, None)


def test_the_record_of_a_key_of_ours_lives_ten_minutes(written: Written, graph: Any, world: World) -> None:
    world("ada; bob")
    written(follow)
    (record,) = records(graph)
    assert record["until"].to_native() == NOW + timedelta(minutes=10)
    name, _, key = record["key"].partition("\t")
    assert (name, len(key)) == ("ada", 36)


def test_without_a_key_each_request_is_another(written: Written, graph: Any, world: World) -> None:
    world("ada; bob")
    assert written(follow).outcome == "FOLLOWED"
    assert written(follow).outcome == "ALREADY_FOLLOWING"
    assert len(records(graph)) == 2


def test_whoever_is_no_member_leaves_no_record(written: Written, graph: Any, world: World) -> None:
    world("bob")
    assert written(lambda database: follow(database, "k")).outcome == "NOT_REGISTERED"
    assert records(graph) == []


def test_limits_are_those_of_the_settings(written: Written, world: World) -> None:
    world("ada -- cleo; bob ? ada")
    accept = {"invitation": "bob-ada"}

    def accepted(limit: int) -> WriteResult:
        answer: WriteResult = written(
            lambda d: writer(d, connection_limit=limit).write("accept_invitation", "accept", None, accept)
        )
        return answer

    assert (accepted(1).outcome, accepted(2).outcome) == ("CONNECTION_LIMIT_REACHED", "ACCEPTED")


class Faulty(Database):
    """A database whose next writes fail: before they are sent, or when they have been done."""

    def __init__(self, address: Address, *faults: Exception, after: bool, deadline: float = 30.0) -> None:
        super().__init__(address, deadline=deadline)
        self.faults = list(faults)
        self.after = after
        self.sent: list[Parameters | None] = []

    async def write(
        self, statement: str, parameters: Parameters | None = None, *, deadline: float | None = None
    ) -> Any:
        self.sent.append(parameters)
        answer = await super().write(statement, parameters) if self.after or not self.faults else None
        if self.faults:
            raise self.faults.pop(0)
        return answer


@pytest.fixture(autouse=True)
def at_once() -> Iterator[None]:
    with patch("app.graph.writing._FIRST_DELAY", 0.001):
        yield


def faulty(address: Address, *faults: Exception, after: bool, deadline: float = 30.0) -> tuple[Any, list[Any]]:
    """What a follow through such a database comes to, and what was sent."""

    async def within() -> tuple[Any, list[Any]]:
        database = Faulty(address, *faults, after=after, deadline=deadline)
        async with database:
            try:
                return await follow(database), database.sent
            except Exception as error:
                return error, database.sent

    return asyncio.run(within())


LOST = DatabaseLost("lost")


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.usefixtures("migrated", "sound")
def test_a_lost_write_is_repeated_as_it_was(after: bool, address: Address, graph: Any, world: World) -> None:
    world("ada; bob")
    answer, sent = faulty(address, LOST, LOST, after=after)
    assert answer == WriteResult("FOLLOWED", None, "bob", None)
    assert sent == [sent[0]] * 3
    assert (follows(graph), len(records(graph))) == (1, 1)


@pytest.mark.usefixtures("migrated", "sound")
def test_a_write_that_is_lost_each_time_is_given_up_before_the_deadline(
    address: Address, graph: Any, world: World
) -> None:
    world("ada; bob")
    answer, sent = faulty(address, *[LOST] * 100, after=False, deadline=0.2)
    assert answer is LOST
    assert 5 <= len(sent) <= 8
    assert follows(graph) == 0


@pytest.mark.usefixtures("migrated", "sound")
def test_two_who_claim_one_handle_are_told_apart_by_a_second_try(address: Address, graph: Any, world: World) -> None:
    world("ada; bob")
    answer, sent = faulty(address, DatabaseConflict("taken", "Member"), after=False)
    assert (answer.outcome, len(sent)) == ("FOLLOWED", 2)
    conflicts = [DatabaseConflict("taken", "Member") for _ in range(3)]
    answer, sent = faulty(address, *conflicts, after=False)
    assert (answer, len(sent)) == (conflicts[1], 2)


@pytest.mark.usefixtures("migrated", "sound")
def test_a_conflict_that_locks_should_prevent_is_logged_and_not_repeated(
    address: Address, graph: Any, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world("ada; bob")
    conflict = DatabaseConflict("a pair", "CONNECTED")
    with caplog.at_level(logging.ERROR, "acquaint.graph"):
        answer, sent = faulty(address, conflict, after=False)
    assert (answer, len(sent)) == (conflict, 1)
    assert caplog.messages == ["a write met a constraint that its locks should have kept it from: a pair"]


@pytest.mark.usefixtures("migrated", "sound")
def test_a_write_that_took_too_long_is_not_repeated(address: Address, graph: Any, world: World) -> None:
    world("ada; bob")
    late = DatabaseTimeout("late")
    answer, sent = faulty(address, late, after=False)
    assert (answer, len(sent)) == (late, 1)


def test_a_constraint_is_a_conflict_that_names_what_it_is_about(written: Written, graph: Any, world: World) -> None:
    world("ada; bob; cleo; dora -- emil")

    async def conflict(database: Database, statement: str) -> str:
        with pytest.raises(DatabaseConflict) as error:
            await database.write(statement)
        return error.value.label

    assert written(lambda d: conflict(d, "CREATE (:Member {id: 'ada'})")) == "Member"
    pair = "MATCH (a:Member {id: 'ada'}), (b:Member {id: 'bob'}) CREATE (a)-[:CONNECTED {pair: 'dora emil'}]->(b)"
    assert written(lambda d: conflict(d, pair)) == "CONNECTED"


@pytest.fixture
def held(address: Address) -> Iterator[neo4j.Transaction]:
    """Somebody else, who can hold members for as long as a test wants."""
    with (
        neo4j.GraphDatabase.driver(address.uri, auth=(address.username, address.password)) as driver,
        driver.session(database=address.database) as session,
        session.begin_transaction() as transaction,
    ):
        yield transaction


def test_a_write_cancelled_in_the_middle_is_done_wholly_or_not_and_keeps_nobody_waiting(
    written: Written, graph: Any, world: World, held: neo4j.Transaction
) -> None:
    world("ada; bob")
    held.run("MATCH (m:Member) SET m.id = m.id").consume()

    async def work(database: Database) -> tuple[bool, bool, list[str]]:
        first, second = asyncio.create_task(follow(database)), asyncio.create_task(follow(database))
        await asyncio.sleep(0.2)  # the first one is sent by now and waits for the lock, the second for the first
        first.cancel()
        await asyncio.wait([first])
        early = second.done()
        held.rollback()
        return first.cancelled(), early, [(await second).outcome, (await follow(database)).outcome]

    cancelled, early, outcomes = written(work)
    assert (cancelled, early) == (True, False)
    assert outcomes in (["FOLLOWED", "ALREADY_FOLLOWING"], ["ALREADY_FOLLOWING", "ALREADY_FOLLOWING"])
    assert follows(graph) == 1


def test_a_write_that_began_earlier_and_came_later_closes_nothing_before_it_was_sent(
    written: Written, graph: Any, world: World
) -> None:
    """The moment of a request is when it came; who waited for a lock may be earlier than what it then finds."""
    world("ada; bob")
    assert written(lambda database: invite(database, "bob", "ada", NOW + timedelta(milliseconds=5))).outcome == "SENT"
    assert written(lambda database: invite(database, "ada", "bob", NOW)).outcome == "CONNECTED"
    (row,) = graph.run("MATCH ()-[i:INVITED]->() RETURN i.closedAt >= i.sentAt AS sound")
    assert row == {"sound": True}
