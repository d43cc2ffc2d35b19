import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.data import filling
from app.data.check import check
from app.data.filling import DEMO, Filling, demo_rows, fill_demo
from app.data.guided import guide, guided
from app.data.load import folder_files, load
from app.graph.catalog import catalog
from app.graph.database import Database, DatabaseError
from app.values.defaults import DEFAULT_SETTINGS
from tests.conftest import EMPTY

NOW = datetime(2026, 12, 24, 18, 0, 0, 123456, tzinfo=UTC)
SHIFT = timedelta(days=114, hours=18, milliseconds=123)
NODES = "MATCH (n) WITH labels(n)[0] AS label, count(*) AS count ORDER BY label RETURN collect([label, count])"
TIES = "MATCH ()-[r]->() WITH type(r) AS type, count(*) AS count ORDER BY type RETURN collect([type, count])"
FILLED = "Filled the empty graph: 1000 members, 9304 connections, 20681 follows."
EVERYTHING = """
MATCH (n) OPTIONAL MATCH (n)-[r]->(o)
WITH n, r, o ORDER BY coalesce(n.id, n.name), type(r), coalesce(o.id, o.name), toString(r.sentAt), r.title, r.startedOn
RETURN collect([labels(n), properties(n), type(r), properties(r), coalesce(o.id, o.name)])
"""
TIMES = """
MATCH (m:Member {id: 'ada'})-[c:CONNECTED]-({id: 'akua.k'})-[i:INVITED]-(m)
MATCH (:Member {id: 'hana.b'})-[d:DISCONNECTED]->()
MATCH (m)-[b:BLOCKS]->() MATCH (m)-[f:FOLLOWS]->({id: 'akua.k'})
RETURN [m.createdAt, i.sentAt, i.closedAt, c.since, f.since, b.since, d.at]
"""
GUIDE = """
MATCH (m:Member) WHERE m.id IN $ids
RETURN collect([m.id, {
  name: m.name, connections: COUNT { (m)-[:CONNECTED]-({status: 'ACTIVE'}) },
  followers: COUNT { (m)<-[:FOLLOWS]-({status: 'ACTIVE'}) }, blocked: COUNT { (m)-[:BLOCKS]->() },
  received: COUNT { (m)<-[i:INVITED WHERE i.openKey IS NOT NULL]-() },
  sent: COUNT { (m)-[i:INVITED WHERE i.openKey IS NOT NULL]->() }
}])
"""


@pytest.fixture(scope="module")
def filled(migrated: Any, session_graph: Any) -> Iterator[Any]:
    """Reads the network that was filled in at NOW; it begins with what filling said."""
    session_graph.run(EMPTY)
    yield (
        migrated(lambda database: fill_demo(database, catalog(), NOW)),
        lambda *asked: migrated(lambda d: d.read(*asked)),
    )
    session_graph.run(EMPTY)


def test_an_empty_graph_is_filled(filled: Any) -> None:
    filling, read = filled
    assert filling == Filling(True, FILLED)
    assert read(NODES) == [["Company", 40], ["Member", 1_000], ["School", 15]]
    assert read(TIES) == [
        ["BARS", 9],
        ["BLOCKS", 20],
        ["CONNECTED", 9_304],
        ["DISCONNECTED", 12],
        ["FOLLOWS", 20_681],
        ["INVITED", 850],
        ["STUDIED_AT", 1_139],
        ["WORKED_AT", 2_554],
    ]


def test_every_time_is_moved_by_the_time_since_the_files_were_written(filled: Any) -> None:
    _, read = filled
    written = ["2024-10-21T07:10:51.753Z", "2026-08-24T12:46:03.676Z", *["2026-08-28T10:00:12.050Z"] * 3]
    written += ["2026-07-07T18:46:50.110Z", "2026-07-03T12:11:03.554Z"]
    assert [time.to_native() - SHIFT for time in read(TIMES)] == list(map(datetime.fromisoformat, written))


def test_properties_are_those_of_the_model(filled: Any) -> None:
    _, read = filled
    profile = {"id", "handle", "handleKey", "name", "nameKey", "headline", "location", "industry", "company", "about"}
    members = set(read("MATCH (m:Member) UNWIND keys(m) AS key RETURN collect(DISTINCT key)"))
    assert members == profile | {"skills", "emails", "status", "createdAt"} | set(DEFAULT_SETTINGS)
    times = {"sentAt", "expiresAt", "closedAt"}
    invited = set(read("MATCH ()-[i:INVITED]->() UNWIND keys(i) AS key RETURN collect(DISTINCT key)"))
    assert invited == {"id", "openKey", "state", "note", "howYouKnow", "reminders", "message"} | times
    assert read("MATCH (m:Member {id: 'dov'}) RETURN properties(m)") == {"id": "dov", "status": "DELETED"}


def test_what_the_guide_counts_is_in_the_graph(filled: Any, migrated: Any) -> None:
    _, read = filled
    counted = dict(read(GUIDE, {"ids": [entry["id"] for entry in guide()]}))
    entries = migrated(guided)
    assert entries == guide()
    assert len({entry["note"] for entry in entries}) == len(entries) == 10
    assert [(entry["name"], int(entry["note"].split()[0])) for entry in entries] == [
        (counted[entry["id"]]["name"], counted[entry["id"]]["connections"]) for entry in entries
    ]
    ada = "{connections} connections; {received} open invitations received, {sent} sent; {blocked} member blocked"
    star = "{connections} connections; a star: {followers} followers; the first button is Follow"
    notes = {entry["id"]: entry["note"] for entry in entries}
    assert (notes["ada"], notes["mira"]) == (ada.format(**counted["ada"]), star.format(**counted["mira"]))


def test_load_makes_the_same_graph_of_the_folder_and_keeps_every_invariant(filled: Any, migrated: Any) -> None:
    async def work(database: Database) -> Any:
        await database.write(EMPTY)
        report = await load(database, catalog(), folder_files(DEMO)[0])
        broken = [name for name, _, rows in await check(database, catalog()) if rows]
        return report, broken, await database.read(EVERYTHING)

    _, read = filled
    before = _moved_back(read(EVERYTHING))
    report, broken, after = migrated(work)
    assert {file.path.stem: (file.taken, file.present, file.refused) for file in report.files} == {
        kind: (len(rows), 0, 0) for kind, rows in demo_rows().items()
    }
    assert broken == []
    assert _moved_back(after, timedelta()) == before


def _moved_back(value: Any, shift: timedelta = SHIFT) -> Any:
    if isinstance(value, list):
        return [_moved_back(one, shift) for one in value]
    if isinstance(value, dict):
        return {key: _moved_back(one, shift) for key, one in value.items()}
    return value.to_native() - shift if hasattr(value, "to_native") else value


def test_a_graph_that_holds_anything_stays_as_it_is(run: Any) -> None:
    async def work(database: Database) -> Any:
        await database.write("CREATE (:Anything)")
        return await fill_demo(database, catalog(), NOW), await database.read(NODES), await database.read(TIES)

    assert run(work) == (
        Filling(False, "The demo network fills a graph without nodes only; this one has 1 already and stays."),
        [["Anything", 1]],
        [],
    )


@pytest.fixture
def members_only(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The network without ties, quick to fill in; what is changed in it is filled in."""
    rows: dict[str, Any] = {kind: [] for kind in demo_rows()} | {"members": demo_rows()["members"]}
    monkeypatch.setattr(filling, "demo_rows", lambda: rows)
    return rows


def test_what_fails_on_the_way_leaves_the_graph_empty(run: Any, members_only: dict[str, Any]) -> None:
    members_only["marks"] = [{"member": "ada", "other": "grace", "mark": "REMOVED", "at": "no time"}]

    async def work(database: Database) -> Any:
        with pytest.raises(DatabaseError, match="no time"):
            await fill_demo(database, catalog(), NOW)
        return await database.read(NODES)

    assert run(work) == []


def test_of_two_fillings_at_once_one_is_done(run: Any, members_only: dict[str, Any]) -> None:
    async def work(database: Database) -> Any:
        both = await asyncio.gather(*(fill_demo(database, catalog(), NOW) for _ in range(2)))
        return sorted(filling.filled for filling in both), await database.read(NODES)

    assert run(work) == ([False, True], [["Member", 1_000]])
