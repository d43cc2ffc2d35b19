import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from app.data.migrate import MigrationError, migrate
from app.graph.address import Address
from app.graph.catalog import catalog
from app.graph.database import Database, DatabaseError

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
