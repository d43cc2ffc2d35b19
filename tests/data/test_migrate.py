import asyncio
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from app.data.migrate import MigrationError, migrate
from app.graph.address import Address
from app.graph.catalog import catalog
from app.graph.database import Database, DatabaseError
from app.values.text import name_key

NAMES = [statement.name.removeprefix("schema/") for statement in catalog().below("schema")]


@pytest.fixture
def unmigrated(run: Any) -> Iterator[Any]:
    run(drop)
    yield run
    run(drop)
    run(lambda database: migrate(database, catalog()))


async def drop(database: Database) -> None:
    await database.write("MATCH (n) DETACH DELETE n")
    for name in await database.read("SHOW CONSTRAINTS YIELD name RETURN collect(name)"):
        await database.write(f"DROP CONSTRAINT {name}")
    kept = "WHERE type <> 'LOOKUP'"
    for name in await database.read(f"SHOW INDEXES YIELD name, type {kept} RETURN collect(name)"):
        await database.write(f"DROP INDEX {name}")


async def existing(database: Database) -> Any:
    shown = "SHOW INDEXES YIELD name, type, state WHERE type <> 'LOOKUP' WITH name, state ORDER BY name"
    return await database.read(f"{shown} RETURN collect([name, state])")


def test_what_is_new_is_named_once(unmigrated: Any) -> None:
    async def twice(database: Database) -> Any:
        return [await migrate(database, catalog()), await migrate(database, catalog()), await existing(database)]

    assert unmigrated(twice) == [NAMES, [], [[name, "ONLINE"] for name in NAMES]]


def test_a_start_that_finds_everything_asks_once(run: Any) -> None:
    async def statements(database: Database) -> int:
        await migrate(database, catalog())
        return database.statements

    assert run(statements) == 1


def test_an_index_that_is_not_filled_yet_is_waited_for(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def states(database: Database) -> dict[str, str]:
        await database.ping()
        return {name: "POPULATING" if name == "member_text" else "ONLINE" for name in NAMES}

    async def statements(database: Database) -> int:
        await migrate(database, catalog())
        return database.statements

    monkeypatch.setattr("app.data.migrate._states", states)
    assert run(statements) == 3


def test_only_what_is_missing_is_made(unmigrated: Any) -> None:
    async def part(database: Database) -> list[str]:
        await migrate(database, catalog())
        await database.write("DROP CONSTRAINT connected_pair")
        await database.write("DROP INDEX member_text")
        return await migrate(database, catalog())

    assert unmigrated(part) == ["connected_pair", "member_text"]


def test_several_may_migrate_at_once(unmigrated: Any, address: Address) -> None:
    async def at_once(database: Database) -> Any:
        others = [Database(address, deadline=60.0) for _ in range(4)]
        found = await asyncio.gather(*(migrate(other, catalog()) for other in others))
        for other in others:
            await other.close()
        return [sorted({name for names in found for name in names}), await existing(database)]

    assert unmigrated(at_once) == [NAMES, [[name, "ONLINE"] for name in NAMES]]


OLD_KEYS = {
    "Ada": "ada", "\uff21 Sato": "\uff41 sato", "𠮷田 Ken": "𠮷田 ken", "Straße": "straße", "İnci": "i̇nci",
    "x\ue000y": "x\ue000y", "Zoe": None,
}  # fmt: skip
NEW_KEYS = [
    "ada", "\ue00000ff41 sato", "\ue000020bb7田 ken", "strasse", "i\u0307nci", "x\ue00000e000y", "zoe", None
]  # fmt: skip
KEYS = "MATCH (m:Member) WITH m.nameKey AS key ORDER BY m.id RETURN collect(coalesce(key, 'none'))"


async def make_old(database: Database) -> None:
    """A graph as it was when keys were the case-folded names; its last member is deleted and nameless."""
    await migrate(database, catalog())
    await database.write("DROP INDEX member_name_order")
    await database.write("CREATE INDEX member_name_key FOR (m:Member) ON (m.nameKey)")
    rows = [[f"m{place}", name, key] for place, (name, key) in enumerate([*OLD_KEYS.items(), (None, None)])]
    old = "UNWIND $rows AS row CREATE (:Member {id: row[0], name: row[1], nameKey: row[2]})"
    await database.write(old, {"rows": rows})


async def keys(database: Database) -> list[str | None]:
    found = await database.read(KEYS)
    return [None if key == "none" else key for key in found]


@pytest.mark.parametrize("batch", [1, 3, 8, 5_000])
def test_an_old_graph_gets_its_keys_once(batch: int, unmigrated: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.data.migrate._BATCH", batch)

    async def twice(database: Database) -> Any:
        await make_old(database)
        new = await migrate(database, catalog())
        before = database.statements
        again = await migrate(database, catalog())
        return [new, again, database.statements - before, await keys(database), await existing(database)]

    assert unmigrated(twice) == [["member_name_order"], [], 1, NEW_KEYS, [[name, "ONLINE"] for name in NAMES]]


@pytest.mark.parametrize("at", [1, 4, 7])
def test_a_start_that_is_interrupted_is_taken_up(at: int, unmigrated: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.data.migrate._BATCH", 2)
    made = count(1)

    def failing(name: str) -> str:
        if next(made) == at:
            raise InterruptedError
        return name_key(name)

    async def interrupted(database: Database) -> Any:
        await make_old(database)
        monkeypatch.setattr("app.data.migrate.name_key", failing)
        with pytest.raises(InterruptedError):
            await migrate(database, catalog())
        return [await migrate(database, catalog()), await keys(database)]

    assert unmigrated(interrupted) == [["member_name_order"], NEW_KEYS]


def test_several_may_migrate_an_old_graph_at_once(unmigrated: Any, address: Address) -> None:
    async def at_once(database: Database) -> Any:
        await make_old(database)
        others = [Database(address, deadline=60.0) for _ in range(4)]
        await asyncio.gather(*(migrate(other, catalog()) for other in others))
        for other in others:
            await other.close()
        return [await keys(database), await existing(database)]

    assert unmigrated(at_once) == [NEW_KEYS, [[name, "ONLINE"] for name in NAMES]]


def test_a_name_that_changed_meanwhile_keeps_its_own_key(run: Any) -> None:
    async def changed(database: Database) -> Any:
        await database.write("CREATE (:Member {id: 'm0', name: 'New', nameKey: 'new'})")
        rows = [{"id": "m0", "name": "Old", "key": "old"}]
        text = catalog()["maintenance/set_name_keys"].text
        found = await database.write(text, {"rows": rows, "after": "", "most": 2})
        return [found, await keys(database)]

    assert run(changed) == [[{"id": "m0", "name": "New", "nameKey": "new"}], ["new"]]


def test_a_batch_reads_no_member_beyond_it(graph: Any) -> None:
    graph.run("UNWIND range(1, 2000) AS n CREATE (:Member {id: 'm' + n, name: 'Ada', nameKey: 'ada'})")
    rows = [{"id": "m1", "name": "Ada", "key": "new"}]
    text = f"PROFILE {catalog()['maintenance/set_name_keys'].text}"
    assert _hits(graph.summary(text, rows=rows, after="m1", most=10).profile) < 100


def _hits(plan: dict[str, Any]) -> int:
    return int(plan["args"].get("DbHits", 0)) + sum(map(_hits, plan.get("children", [])))


def test_a_graph_that_breaks_a_constraint_names_the_file(unmigrated: Any) -> None:
    async def broken(database: Database) -> None:
        await database.write("CREATE (:Member {id: 'ada'}), (:Member {id: 'ada'})")
        await migrate(database, catalog())

    with pytest.raises(MigrationError, match="property `id` = 'ada'") as error:
        unmigrated(broken)
    assert str(error.value).startswith(
        "cypher/schema/member_id.cypher is refused; mend what Neo4j names here, then run `acquaint migrate` again: "
    )


@pytest.mark.parametrize(
    "twice",
    [
        "CREATE (:Member {id: 'a'}), (:Member {id: 'a'})",
        "CREATE (:Member {handle: 'a'}), (:Member {handle: 'a'})",
        "CREATE (:Member {handleKey: 'a'}), (:Member {handleKey: 'a'})",
        "CREATE (:Company {name: 'a'}), (:Company {name: 'a'})",
        "CREATE (:School {name: 'a'}), (:School {name: 'a'})",
        "CREATE (:Operation {key: 'a'}), (:Operation {key: 'a'})",
        "CREATE (:Event {member: 'a', seq: 1}), (:Event {member: 'a', seq: 1})",
        "CREATE (a:Member)-[:CONNECTED {pair: 'a b'}]->(b:Member)-[:CONNECTED {pair: 'a b'}]->(a)",
        "CREATE (a:Member)-[:INVITED {id: 'i'}]->(b:Member)-[:INVITED {id: 'i'}]->(a)",
        "CREATE (a:Member)-[:INVITED {openKey: 'a b'}]->(b:Member)-[:INVITED {openKey: 'a b'}]->(a)",
    ],
)
def test_nothing_stands_twice(run: Any, twice: str) -> None:
    with pytest.raises(DatabaseError, match="ConstraintValidationFailed"):
        run(lambda database: database.write(twice))
    assert run(lambda database: database.read("RETURN COUNT { () }")) == 0
