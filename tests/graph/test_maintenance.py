"""What the maintenance removes, when, in which parts, and that nothing stops it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.graph import maintenance
from app.graph.address import Address
from app.graph.catalog import catalog, last_part
from app.graph.database import Database, DatabaseUnavailable
from app.graph.maintenance import Maintenance
from app.settings import Settings
from app.values.defaults import DEFAULT_SETTINGS
from tests.conftest import Graph, Run, World

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
SECOND, TICK = timedelta(seconds=1), timedelta(milliseconds=1)
PATIENCE = 30.0  # s

STAR = """
CREATE (star:Member {id: 'star', status: 'DELETED', deletedAt: $now})
WITH star
UNWIND range(1, $size) AS place
LET id = 'm' + toString(place)
CREATE (m:Member {id: id, handle: id, status: 'ACTIVE'}),
       (m)-[:FOLLOWS {since: $now, origin: 'EXPLICIT'}]->(star),
       (star)-[:CONNECTED {pair: id + ' star', since: $now}]->(m),
       (m)-[:INVITED {id: id, openKey: id + ' star', state: 'PENDING', sentAt: $now, expiresAt: $later}]->(star),
       (:Event {id: 'event ' + id, member: 'star', seq: place, kind: 'NEW_FOLLOWER', about: id, at: $now})
SET m += $settings
"""
LEFT = """
MATCH (star:Member {id: 'star'})
RETURN COUNT { (star)-[:!INVITED]-() } AS ties,
       COUNT { (star)-[i:INVITED]-() WHERE i.openKey IS NOT NULL } AS open,
       COUNT { (star)-[i:INVITED]-() WHERE i.state = 'CANCELLED' AND i.closedAt = $now } AS cancelled,
       COUNT { (:Event {member: 'star'}) } AS events
"""


class Recorder(Database):
    """A database that remembers what it was asked to write and what came of it, and may be told to fail."""

    def __init__(self, address: Address) -> None:
        super().__init__(address, deadline=60.0)
        self.written: list[tuple[str, Any]] = []
        self.faults = 0
        self.rounds = 0
        self.at_round: Callable[[], None] = lambda: None

    async def __aenter__(self) -> "Recorder":
        return self

    async def read(self, statement: str, parameters: Any = None) -> Any:
        self.rounds += 1
        self.at_round()
        if self.faults:
            self.faults -= 1
            raise DatabaseUnavailable("Neo4j cannot be reached")
        return await super().read(statement, parameters)

    async def write(self, statement: str, parameters: Any = None, *, deadline: float | None = None) -> Any:
        value = await super().write(statement, parameters, deadline=deadline)
        self.written.append((NAMES[statement], value))
        return value

    def answers(self, name: str) -> list[Any]:
        return [value for asked, value in self.written if asked == name]


NAMES = {source.text: last_part(source.name) for source in catalog().values()}
Rounds = Callable[..., Recorder]


@pytest.fixture
def go(migrated: Run, address: Address) -> Rounds:
    """Goes round once at a moment; what was written."""

    def once(now: datetime = NOW, **settings: Any) -> Recorder:
        async def within() -> Recorder:
            async with Recorder(address) as database:
                await Maintenance(database, Settings(**settings), lambda: now).run_once()
                return database

        return asyncio.run(within())

    return once


def build(graph: Graph, size: int) -> None:
    graph.run(STAR, size=size, now=NOW, later=NOW + timedelta(days=180), settings=DEFAULT_SETTINGS)


def left(graph: Graph) -> dict[str, int]:
    found: dict[str, int] = graph.run(LEFT, now=NOW)[0]
    return found


def swept(size: int) -> dict[str, int]:
    return {"ties": 0, "open": 0, "cancelled": size, "events": 0}


def test_a_round_in_a_tidy_house_writes_nothing(world: World, go: Rounds) -> None:
    world("ada -- bob; ada ? cy; ada x dan")
    assert go().written == [("forget_operations", 0), ("forget_events", 0)]


def test_ties_are_taken_off_in_parts(graph: Graph, go: Rounds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maintenance, "_PART", 10)
    build(graph, 25)
    assert left(graph) == {"ties": 50, "open": 25, "cancelled": 0, "events": 25}
    database = go()
    # Of ties, of open invitations and of events at most 10 each.
    assert database.answers("sweep_deleted") == [30, 30, 20, 10, 10, 0]
    assert left(graph) == swept(25)


def test_a_part_of_a_deletion_reads_the_events_of_nobody_else(graph: Graph) -> None:
    graph.run("UNWIND range(1, 2000) AS n CREATE (:Event {id: toString(n), member: 'ada', seq: n})")
    build(graph, 5)
    profiled = graph.summary(f"PROFILE {catalog()['maintenance/sweep_deleted'].text}", member="star", most=10, now=NOW)
    assert _hits(profiled.profile) < 1000


def _hits(plan: Any) -> int:
    return int(plan["args"].get("DbHits", 0)) + sum(map(_hits, plan.get("children", [])))


def test_the_others_keep_what_is_theirs(world: World, graph: Graph, go: Rounds) -> None:
    world("ada -- bob; ada -> bob; ada ? cy; bob x cy; gone -- ada; gone -> bob; cy ? gone; cy x gone")
    graph.run("MATCH (m:Member {id: 'gone'}) SET m.status = 'DELETED', m.deletedAt = $now", now=NOW)
    kinds = "MATCH (a:Member)-[tie]->(b) RETURN a.id + ' ' + type(tie) + ' ' + b.id AS tie ORDER BY tie"
    go()
    assert [row["tie"] for row in graph.run(kinds)] == [
        "ada CONNECTED bob", "ada FOLLOWS bob", "ada INVITED cy", "bob BLOCKS cy", "cy INVITED gone",
    ]  # fmt: skip


@pytest.mark.parametrize(("age", "finished"), [(0 * SECOND, 0), (60 * SECOND, 0), (60 * SECOND + TICK, 1)])
def test_a_member_is_finished_when_no_write_of_before_can_come_late(
    age: timedelta, finished: int, graph: Graph, go: Rounds
) -> None:
    build(graph, 3)
    database = go(NOW + age)
    assert database.answers("finish_deletion") == [finished]
    (row,) = graph.run("MATCH (m:Member {id: 'star'}) RETURN properties(m) AS star")
    assert row["star"].keys() == {"id", "status"} | ({"deletedAt"} if not finished else set())
    # What is finished is not looked at again.
    assert len(go(NOW + age).answers("sweep_deleted")) == 1 - finished


def test_what_comes_late_is_taken_off_by_a_later_round(graph: Graph, go: Rounds) -> None:
    build(graph, 3)
    go(NOW)
    graph.run("MATCH (a:Member {id: 'm1'}), (star:Member {id: 'star'}) CREATE (a)-[:FOLLOWS]->(star)")
    graph.run(
        "CREATE (:Event:Unnumbered {id: 'late', member: 'star', kind: 'NEW_FOLLOWER', about: 'm1', at: $now})", now=NOW
    )
    assert left(graph) == swept(3) | {"ties": 1, "events": 1}
    assert go(NOW + 61 * SECOND).answers("sweep_deleted") == [2, 0]
    assert left(graph) == swept(3)


def test_a_hundred_members_are_swept_in_a_round_the_oldest_first(graph: Graph, go: Rounds) -> None:
    graph.run(
        """
        UNWIND range(0, 104) AS place
        CREATE (m:Member {id: 'm' + toString(place), status: 'DELETED', deletedAt: $now - duration({minutes: place})}),
               (m)-[:FOLLOWS]->(m)
        """,
        now=NOW,
    )
    hanging = "MATCH (m:Member) WHERE EXISTS { (m)-[:FOLLOWS]-() } RETURN m.id AS id ORDER BY m.deletedAt"
    go()
    assert [row["id"] for row in graph.run(hanging)] == ["m4", "m3", "m2", "m1", "m0"]
    go()
    assert graph.run(hanging) == []


def test_records_of_operations_are_forgotten_in_their_time(graph: Graph, go: Rounds) -> None:
    graph.run(
        """
        UNWIND [-1, 0, 1] AS late
        CREATE (:Operation {key: 'ada ' + late, until: $now + duration({milliseconds: late})})
        """,
        now=NOW,
    )
    assert go().answers("forget_operations") == [2, 0]
    assert graph.run("MATCH (o:Operation) RETURN o.key AS key") == [{"key": "ada 1"}]


def test_many_records_are_forgotten_in_parts(graph: Graph, go: Rounds) -> None:
    graph.run("UNWIND range(1, 10001) AS i CREATE (:Operation {key: 'ada ' + i, until: $now})", now=NOW)
    assert go().answers("forget_operations") == [10_000, 1, 0]


def test_events_are_forgotten_after_their_lifetime(graph: Graph, go: Rounds) -> None:
    graph.run(
        """
        UNWIND [-1, 0, 1] AS late
        LET at = $now - duration('P2D') + duration({milliseconds: late})
        CREATE (:Event {id: 'numbered ' + late, member: 'ada', seq: late, at: at}),
               (:Event:Unnumbered {id: 'unnumbered ' + late, member: 'ada', at: at})
        """,
        now=NOW,
    )
    assert go(event_lifetime=timedelta(days=2)).answers("forget_events") == [2, 0]
    kept = [row["id"] for row in graph.run("MATCH (e:Event) RETURN e.id AS id ORDER BY id")]
    assert kept == ["numbered 0", "numbered 1", "unnumbered 0", "unnumbered 1"]
    assert go().answers("forget_events") == [0]


@asynccontextmanager
async def kept(database: Recorder) -> AsyncIterator[Maintenance]:
    """Maintenance that runs for the time of the block."""
    maintenance = Maintenance(database, Settings(), lambda: NOW)
    keeping = asyncio.create_task(maintenance.run())
    try:
        async with asyncio.timeout(PATIENCE):
            yield maintenance
    finally:
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping


async def until(done: Callable[[], bool]) -> None:
    # What is waited for is in the database, which rings no bell.
    while not done():  # noqa: ASYNC110
        await asyncio.sleep(0.01)


def keep(address: Address, work: Callable[[Recorder], Awaitable[None]]) -> None:
    async def within() -> None:
        async with Recorder(address) as database:
            await work(database)

    asyncio.run(within())


@pytest.mark.usefixtures("graph")
def test_it_begins_at_once_and_again_when_it_is_called(address: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maintenance, "_ROUND", 3600.0)

    async def work(database: Recorder) -> None:
        async with kept(database) as maintenance:
            for rounds in (1, 2, 3):
                await until(lambda rounds=rounds: len(database.answers("forget_events")) == rounds)  # type: ignore[misc]
                await asyncio.sleep(0.05)
                assert database.rounds == rounds
                if rounds < 3:
                    maintenance.call()

    keep(address, work)


@pytest.mark.usefixtures("graph")
def test_it_ends_even_when_it_is_called_at_that_moment(address: Address) -> None:
    async def work(database: Recorder) -> None:
        maintenance = Maintenance(database, Settings(), lambda: NOW)
        keeping = asyncio.create_task(maintenance.run())
        async with asyncio.timeout(PATIENCE):
            await until(lambda: len(database.answers("forget_events")) == 1)
        await asyncio.sleep(0.05)
        maintenance.call()
        keeping.cancel()
        await asyncio.wait({keeping}, timeout=3.0)
        ended = keeping.done()
        keeping.cancel()
        await asyncio.wait({keeping})
        assert ended

    keep(address, work)


@pytest.mark.usefixtures("graph")
def test_a_call_during_a_round_is_not_lost(address: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maintenance, "_ROUND", 3600.0)

    async def work(database: Recorder) -> None:
        async with kept(database) as maintenance:
            database.at_round = lambda: maintenance.call() if database.rounds == 1 else None
            await until(lambda: len(database.answers("forget_events")) == 2)
            await asyncio.sleep(0.05)
            assert database.rounds == 2

    keep(address, work)


@pytest.mark.usefixtures("graph")
def test_it_goes_round_without_a_call(address: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maintenance, "_ROUND", 0.01)

    async def work(database: Recorder) -> None:
        async with kept(database):
            await until(lambda: database.rounds >= 3)

    keep(address, work)


def test_it_goes_on_after_a_fault(
    graph: Graph, address: Address, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(maintenance, "_ROUND", 0.01)
    build(graph, 3)

    async def work(database: Recorder) -> None:
        database.faults = 2
        async with kept(database):
            await until(lambda: len(database.answers("forget_events")) == 1)

    with caplog.at_level(logging.WARNING, "acquaint.graph"):
        keep(address, work)
    assert caplog.messages == ["housekeeping goes on later: Neo4j cannot be reached"] * 2
    assert left(graph) == swept(3)


def test_two_houses_at_once_take_off_each_tie_once(
    graph: Graph, address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maintenance, "_PART", 100)
    build(graph, 600)

    async def within() -> list[Any]:
        async with Recorder(address) as one, Recorder(address) as other:
            several = [Maintenance(database, Settings(), lambda: NOW) for database in (one, other)]
            return await asyncio.gather(*(maintenance.run_once() for maintenance in several), return_exceptions=True)

    assert asyncio.run(within()) == [None, None]
    assert left(graph) == swept(600)


def test_two_houses_sweep_two_members_who_are_tied(graph: Graph, address: Address) -> None:
    """Each locks the other's member."""
    build(graph, 90)
    graph.run(
        """
        MATCH (star:Member {id: 'star'}), (m:Member)
        WHERE m <> star
        SET m.status = 'DELETED', m.deletedAt = $now
        """,
        now=NOW - SECOND,
    )

    async def within() -> list[Any]:
        async with Recorder(address) as one, Recorder(address) as other:
            several = [Maintenance(database, Settings(), lambda: NOW) for database in (one, other)]
            return await asyncio.gather(*(maintenance.run_once() for maintenance in several), return_exceptions=True)

    assert asyncio.run(within()) == [None, None]
    assert graph.run("MATCH (a)-[tie]->(b) WHERE tie.openKey IS NOT NULL OR type(tie) <> 'INVITED' RETURN tie") == []
