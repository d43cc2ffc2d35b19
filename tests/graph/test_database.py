import asyncio
import time
from typing import Any

import pytest

from app.graph.address import Address
from app.graph.database import (
    Database,
    DatabaseAddressError,
    DatabaseAuthError,
    DatabaseError,
    DatabaseTimeout,
    DatabaseUnavailable,
)

ENDLESS = "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y RETURN count(*)"


def test_a_statement_answers_the_one_value_of_its_record(bare: Any) -> None:
    assert bare(lambda database: database.read("RETURN $a + 1", {"a": 41})) == 42
    assert bare(lambda database: database.read("UNWIND [] AS x RETURN x")) is None


def test_a_write_stays(run: Any) -> None:
    assert run(lambda database: database.write("CREATE (m:Member {id: $id}) RETURN m.id", {"id": "ada"})) == "ada"
    assert run(lambda database: database.read("MATCH (m:Member) RETURN collect(m.id)")) == ["ada"]


def test_a_read_may_not_write(run: Any) -> None:
    with pytest.raises(DatabaseError, match="Writing in read access mode not allowed"):
        run(lambda database: database.read("CREATE (m:Member {id: 'ada'}) RETURN m.id"))
    assert run(lambda database: database.read("RETURN COUNT { () }")) == 0


def test_statements_are_counted(bare: Any) -> None:
    async def three(database: Database) -> int:
        await database.ping()
        await asyncio.gather(database.read("RETURN 1"), database.write("RETURN 1"))
        return database.statements

    assert bare(three) == 3


def test_a_bad_statement_is_an_error_that_names_its_code(bare: Any) -> None:
    with pytest.raises(DatabaseError, match=r"^Neo\.ClientError\.Statement\.SyntaxError: ") as error:
        bare(lambda database: database.read("RETURN"))
    assert type(error.value) is DatabaseError


def test_a_statement_ends_at_its_deadline(address: Address) -> None:
    async def endless() -> float:
        async with Database(address, deadline=0.5) as database:
            await database.write("RETURN 1", deadline=10)
            begin = time.monotonic()
            with pytest.raises(DatabaseTimeout, match=r"^the statement took longer than its deadline$"):
                await database.read(ENDLESS)
            return time.monotonic() - begin

    assert 0.5 <= asyncio.run(endless()) < 5


def test_members_locked_crosswise_are_both_written(run: Any) -> None:
    text = """
        MATCH (m:Member {id: $first})
        SET m.seen = coalesce(m.seen, 0) + 1
        WITH m
        CALL () { UNWIND range(1, 2000000) AS i RETURN count(i) AS turns }
        MATCH (other:Member {id: $second})
        SET other.seen = coalesce(other.seen, 0) + turns / 2000000
        RETURN other.seen"""

    async def crosswise(database: Database) -> Any:
        await database.write(
            "CREATE (:Member {id: 'a'}), (:Member {id: 'b'}), (:Member {id: 'c'}), (:Member {id: 'd'})"
        )
        await database.write(text, {"first": "c", "second": "d"})
        before = database.statements
        orders = ({"first": "a", "second": "b"}, {"first": "b", "second": "a"})
        await asyncio.gather(*(database.write(text, order) for order in orders))
        sent = database.statements - before
        return sent, await database.read("MATCH (m:Member) WHERE m.id IN ['a', 'b'] RETURN collect(m.seen)")

    sent, seen = run(crosswise)
    assert (sent > 2, seen) == (True, [2, 2])


def test_rows_are_streamed_with_their_names_and_their_plan(bare: Any) -> None:
    async def rows(database: Database) -> Any:
        async with database.stream("UNWIND [1, 2] AS x RETURN x, x * x AS square", timeout=10) as found:
            return found.keys, [row async for row in found], (await found.summary()).query_type

    assert bare(rows) == (["x", "square"], [[1, 1], [2, 4]], "r")


def test_a_server_that_is_not_there() -> None:
    async def nowhere() -> None:
        async with Database(Address("bolt://127.0.0.1:1", "neo4j", "none"), deadline=2) as database:
            await database.ping()

    with pytest.raises((DatabaseUnavailable, DatabaseTimeout)):
        asyncio.run(nowhere())


def test_an_unknown_user_is_refused(address: Address) -> None:
    async def stranger() -> None:
        async with Database(Address(address.uri, "stranger", "wrong", address.database)) as database:
            await database.ping()

    with pytest.raises(DatabaseAuthError, match=r"^Neo4j refuses this user name or password: "):
        asyncio.run(stranger())


@pytest.mark.parametrize(
    "uri",
    ["ftp://nowhere", "http://127.0.0.1:7474", "https://127.0.0.1", "neo4j://h:abc", "bolt://h:0", "bolt://", "h"],
)
def test_an_address_that_is_none(uri: str) -> None:
    with pytest.raises(DatabaseAddressError, match=rf"^NEO4J_URI '{uri}' cannot be used: "):
        Database(Address(uri, "neo4j", "none"))


def test_a_password_is_not_shown() -> None:
    assert "hush" not in repr(Address("bolt://127.0.0.1:1", "neo4j", "hush"))
