"""A command waits for a Neo4j that is slow, says so, and gives up on one that is gone."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from app.commands import serving, waiting
from app.commands.opening import within
from app.commands.waiting import Connected, Opened, OpeningError
from app.data.migrate import migrate
from app.graph.address import Address
from app.graph.catalog import catalog
from app.graph.database import Database
from tests.conftest import EMPTY, Graph
from tests.data.test_migrate import NAMES, drop
from tests.faults.proxy import Cut, Proxy, proxied


@dataclass
class Slow:
    """A Neo4j behind a proxy that answers nothing more until the command has said that it waits."""

    proxy: Proxy
    lives: bool = True
    said: list[str] = field(default_factory=list)
    heard: Callable[[], object] = lambda: None

    def tell(self, sentence: str) -> None:
        self.said.append(sentence)
        self.proxy.release()
        self.heard()

    def do(self, work: Callable[[Connected], Awaitable[Any]]) -> Any:
        return within(Opened(self.proxy.address, lambda: self.lives), work)


@pytest.fixture
def slow(address: Address, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    with proxied(address) as proxy:
        slow = Slow(proxy)
        monkeypatch.setattr(waiting, "tell", slow.tell)
        monkeypatch.setattr(waiting, "_INTERVAL", 0.1)
        monkeypatch.setattr(waiting, "_PATIENCE", 0.1)
        yield slow


async def nothing(_: Connected) -> str:
    return "begun"


def test_the_first_answer_is_waited_for_as_long_as_the_process_lives(slow: Slow) -> None:
    slow.proxy.hold()
    assert slow.do(nothing) == "begun"
    assert set(slow.said) == {"Still waiting for Neo4j to answer …"}


def test_a_statement_is_waited_for_in_words(slow: Slow, run: Any, graph: Graph) -> None:
    async def work(neo4j: Connected) -> Any:
        slow.proxy.hold()
        return await neo4j.do("creating indexes", migrate(neo4j.database, catalog()))

    run(drop)
    assert slow.do(work) == NAMES
    assert "Still creating indexes …" in slow.said


@pytest.mark.usefixtures("run")
def test_a_start_is_waited_for_at_every_step(slow: Slow, monkeypatch: pytest.MonkeyPatch, graph: Graph) -> None:
    """Each statement of it meets a Neo4j that answers nothing for a while."""
    ours = Database._sent

    async def held(self: Database, *arguments: Any) -> Any:
        slow.proxy.hold()
        return await ours(self, *arguments)

    monkeypatch.setattr(Database, "_sent", held)
    lines = slow.do(lambda neo4j: serving._prepared(neo4j, demo=True))
    assert lines[:2] == ["Filled the empty graph: 1000 members, 9304 connections, 20681 follows.", "Sign in as:"]
    assert set(slow.said) == {
        "Still waiting for Neo4j to answer …",
        "Still creating indexes …",
        "Still filling in the demo network …",
        "Still reading the members to sign in as …",
    }
    graph.run(EMPTY)


async def forever(neo4j: Connected, slow: Slow) -> None:
    slow.proxy.hold()
    await neo4j.do("loading", neo4j.database.write("RETURN 1"))


def test_a_process_that_has_ended_is_waited_for_no_more(slow: Slow) -> None:
    async def work(neo4j: Connected) -> None:
        slow.lives = False
        await forever(neo4j, slow)

    with pytest.raises(OpeningError) as error:
        slow.do(work)
    assert str(error.value) == f"The Neo4j at {slow.proxy.address.uri} has ended: try again."


def test_a_server_elsewhere_that_falls_silent_is_waited_for_no_more(slow: Slow) -> None:
    with pytest.raises(OpeningError) as error:
        within(Opened(slow.proxy.address), lambda neo4j: forever(neo4j, slow))
    assert str(error.value) == (
        f"Neo4j at {slow.proxy.address.uri} does not answer:"
        " start it, or correct NEO4J_URI (unset: the embedded Neo4j)."
    )
    assert slow.said == []


def test_a_server_elsewhere_that_answers_may_take_its_time(slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(neo4j: Connected) -> Any:
        waited = asyncio.Event()
        slow.heard = waited.set
        return await neo4j.do("loading", waited.wait())

    monkeypatch.setattr(waiting, "_PATIENCE", 5.0)
    assert within(Opened(slow.proxy.address), work) is True
    assert slow.said == ["Still loading …"]


def test_a_write_whose_connection_is_lost_is_sent_again(slow: Slow, graph: Graph) -> None:
    slow.proxy.next = [Cut.AFTER, Cut.BEFORE]
    statement = "MERGE (c:Cut) ON CREATE SET c.times = 1 RETURN c.times // CREATE (:Operation {key:"
    assert slow.do(lambda neo4j: neo4j.do("loading", neo4j.database.write(statement))) == 1
    assert slow.proxy.cuts == 2
    assert graph.run("MATCH (c:Cut) RETURN count(c) AS n") == [{"n": 1}]
