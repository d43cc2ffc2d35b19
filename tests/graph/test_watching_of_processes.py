"""Nothing is lost, doubled or asked for without end, whatever others write and number meanwhile."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from app.graph.address import Address
from app.graph.database import Database
from app.graph.ids import new_id
from app.graph.shared import Shared
from app.graph.watching import Watch
from app.graph.writing import Writer
from app.settings import Settings
from tests.conftest import Graph, Run
from tests.graph.faulty import Shaky, Torn
from tests.graph.newcomers import FOLLOWERS, STORED, follow
from tests.schema.audience import Audience

World = Callable[..., None]

WRITERS = 36
FOLLOWED = ("ada", "bob")
PATIENCE = 60.0  # s for a statement under 36 writers


def test_a_page_that_is_read_while_numbers_are_given_misses_nothing(
    world: World, graph: Graph, migrated: Run, address: Address, tmp_path: Path
) -> None:
    world("ada; bob -> ada")
    graph.run(FOLLOWERS, number=5)

    async def within() -> list[str]:
        async with Torn(address) as database:
            audience = Audience(database, Settings(data_dir=tmp_path), lambda: datetime.now(UTC))
            async with audience.watch.of("ada"):
                first = (await Watch(database).page("ada", 0))[0][0]
            database.torn = False
            async with audience.ear("ada", first) as ear:
                heard = [(await ear.event())["id"] for _ in range(3)]
            await audience.watch.close()
            assert database.torn
            return heard

    assert asyncio.run(within()) == ["e10004", "e10003", "e10002"]


def test_a_later_event_that_was_forgotten_is_not_asked_for_without_end(
    world: World, graph: Graph, migrated: Run, address: Address, tmp_path: Path
) -> None:
    world("ada; bob -> ada")
    graph.run(FOLLOWERS, number=2)

    async def within() -> int:
        async with Shaky(address) as database:
            audience = Audience(database, Settings(data_dir=tmp_path), lambda: datetime.now(UTC))
            async with audience.watch.of("ada"):
                (kept, _), (forgotten, _) = await audience.watch.page("ada", 0)
            graph.run("MATCH (event:Event {id: $id}) DELETE event", id=forgotten)
            async with audience.watch.of("ada"), audience.listening("ada", kept):
                await database.after_asking("members", 10)
                pages = database.asks("most")
            await audience.watch.close()
            return pages

    assert asyncio.run(within()) <= 2


def test_many_writers_and_two_applications(
    world: World, graph: Graph, migrated: Run, address: Address, tmp_path: Path
) -> None:
    """None missed, none twice, in one order for a member, the same in both."""
    writers = [f"m{number:02}" for number in range(WRITERS)]
    world("; ".join([*FOLLOWED, *writers]))
    settings = Settings(data_dir=tmp_path)
    expected = 2 * WRITERS

    async def within() -> dict[str, list[list[str]]]:
        async with Database(address, deadline=PATIENCE) as one, Database(address, deadline=PATIENCE) as two:
            audiences = [Audience(database, settings, lambda: datetime.now(UTC)) for database in (one, two)]
            heard: dict[str, list[list[str]]] = {}
            async with asyncio.TaskGroup() as tasks:
                listening = [
                    (member, tasks.create_task(_listen(audience, member, expected)))
                    for member in FOLLOWED
                    for audience in audiences
                ]
                for audience in audiences:
                    for member in FOLLOWED:
                        await audience.watch.begun[member].acquire()
                # The first one alone: 36 would have Neo4j plan the same statements 36 times over, for a minute.
                await asyncio.to_thread(_write, address, writers[0])
                written = [threads.submit(_write, address, writer) for writer in writers[1:]]
            for member, task in listening:
                heard.setdefault(member, []).append(task.result())
            for writing in written:
                await asyncio.wrap_future(writing)
            for audience in audiences:
                await audience.watch.close()
            return heard

    with ThreadPoolExecutor(WRITERS) as threads:
        heard = asyncio.run(within())

    for member in FOLLOWED:
        stored = graph.run(STORED, member=member)
        assert [row["seq"] for row in stored] == list(range(1, expected + 1))
        assert heard[member] == [[row["id"] for row in stored]] * 2


async def _listen(audience: Audience, member: str, number: int) -> list[str]:
    async with audience.ear(member) as ear:
        return [(await ear.event())["id"] for _ in range(number)]


def _write(address: Address, writer: str) -> None:
    async def within() -> None:
        async with Database(address, connections=1, deadline=PATIENCE) as database:
            for member in FOLLOWED:
                await follow(database, writer, member)
                sent = await Writer(database, Shared(), writer, datetime.now(UTC), Settings()).write(
                    "send_invitation",
                    "asked",
                    None,
                    {"member": member, "invitation": new_id(datetime.now(UTC)), "words": {}, "judged": True},
                )
                assert sent.outcome == "SENT"

    asyncio.run(within())
