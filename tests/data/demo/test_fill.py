import asyncio
from datetime import UTC, datetime
from typing import Any

from app.data.check import check
from app.data.demo import Filling, demo_network, fill_demo
from app.graph.catalog import catalog
from app.graph.database import Database
from app.values.defaults import DEFAULT_SETTINGS

NOW = datetime(2026, 12, 24, 18, 0, tzinfo=UTC)
NODES = "MATCH (n) WITH labels(n)[0] AS label, count(*) AS count ORDER BY label RETURN collect([label, count])"
TIES = "MATCH ()-[r]->() WITH type(r) AS type, count(*) AS count ORDER BY type RETURN collect([type, count])"


def test_an_empty_graph_is_filled_and_keeps_every_invariant(run: Any) -> None:
    async def work(database: Database) -> Any:
        filling = await fill_demo(database, catalog(), NOW)
        broken = [name for name, _, rows in await check(database, catalog()) if rows]
        return filling, broken, await database.read(NODES), await database.read(TIES)

    filling, broken, nodes, ties = run(work)
    network = demo_network(NOW)
    ties_made = f"{len(network.connections)} connections, {len(network.follows)} follows"
    assert filling == Filling(True, f"Filled the empty graph: 1000 members, {ties_made}.")
    assert broken == []
    assert nodes == [["Company", 40], ["Member", 1_000], ["School", 15]]
    assert ties == [
        ["BARS", len(network.bars)],
        ["BLOCKS", len(network.blocks)],
        ["CONNECTED", len(network.connections)],
        ["DISCONNECTED", len(network.departures)],
        ["FOLLOWS", len(network.follows)],
        ["INVITED", len(network.invitations)],
        ["STUDIED_AT", len(network.education)],
        ["WORKED_AT", len(network.positions)],
    ]


def test_properties_are_those_of_the_model(run: Any) -> None:
    async def work(database: Database) -> Any:
        await fill_demo(database, catalog(), NOW)
        return [
            await database.read("MATCH (m:Member) UNWIND keys(m) AS key RETURN collect(DISTINCT key)"),
            await database.read("MATCH ()-[i:INVITED]->() UNWIND keys(i) AS key RETURN collect(DISTINCT key)"),
            await database.read("MATCH (m:Member {id: 'ada'}) RETURN valueType(m.createdAt)"),
            await database.read("MATCH ()-[c:CONNECTED]->() RETURN collect(DISTINCT valueType(c.since))"),
        ]

    members, invited, created, since = run(work)
    profile = {"id", "handle", "handleKey", "name", "nameKey", "headline", "location", "industry", "company", "about"}
    assert set(members) == profile | {"skills", "emails", "status", "createdAt"} | set(DEFAULT_SETTINGS)
    times = {"sentAt", "expiresAt", "closedAt"}
    assert set(invited) == {"id", "openKey", "state", "note", "howYouKnow", "reminders", "message"} | times
    assert created == "ZONED DATETIME NOT NULL"
    assert since == ["ZONED DATETIME NOT NULL"]


def test_a_graph_that_holds_anything_stays_as_it_is(run: Any) -> None:
    async def work(database: Database) -> Any:
        await database.write("CREATE (:Anything)")
        return await fill_demo(database, catalog(), NOW), await database.read(NODES), await database.read(TIES)

    assert run(work) == (
        Filling(False, "The demo network fills a graph without nodes only; this one has 1 already and stays."),
        [["Anything", 1]],
        [],
    )


def test_of_two_fillings_at_once_one_is_done(run: Any) -> None:
    async def work(database: Database) -> Any:
        both = await asyncio.gather(*(fill_demo(database, catalog(), NOW) for _ in range(2)))
        return sorted(filling.filled for filling in both), await database.read(NODES)

    assert run(work) == ([False, True], [["Company", 40], ["Member", 1_000], ["School", 15]])
