"""Who waits, what is asked for them, and when nothing is."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from app.graph.address import Address
from app.graph.watching import EventPosition, Watch
from tests.conftest import Graph, Run
from tests.graph.faulty import Shaky
from tests.graph.newcomers import FOLLOWERS, STORED, follow

World = Callable[..., None]

PATIENCE = 30.0  # s

Play = Callable[[Callable[[Shaky, Watch], Awaitable[None]]], None]


@pytest.fixture
def play(run: Run, address: Address) -> Play:
    """Runs work with a database and a watch on it, on an empty graph."""

    def play(work: Callable[[Shaky, Watch], Awaitable[None]]) -> None:
        async def within() -> None:
            async with Shaky(address) as database, asyncio.timeout(60):
                watch = Watch(database, interval=0.01)
                await work(database, watch)
                await watch.close()

        asyncio.run(within())

    return play


def test_a_head_wakes_who_waits_for_it_and_never_goes_back() -> None:
    async def within() -> None:
        head = EventPosition(3)
        await head.wait_after(2)
        waiting = [asyncio.create_task(head.wait_after(number)) for number in (3, 4)]
        await asyncio.sleep(0)
        head.reach(2)
        assert head.seq == 3
        head.reach(4)
        await asyncio.wait_for(waiting[0], 5)
        assert not waiting[1].done()
        head.reach(9)
        await asyncio.wait_for(waiting[1], 5)

    asyncio.run(within())


def test_watchers_of_a_member_share_a_head_until_the_last_leaves(world: World, play: Play) -> None:
    world("ada; bob")

    async def work(database: Shaky, watch: Watch) -> None:
        async with watch.of("ada") as one:
            async with watch.of("ada") as two, watch.of("bob") as other:
                assert one is two is not other
                assert (list(watch._heads), one and one.watchers) == (["ada", "bob"], 2)
            assert (list(watch._heads), one and one.watchers) == (["ada"], 1)
        assert watch._heads == {}

    play(work)


def test_who_fails_leaves_too(world: World, play: Play) -> None:
    world("ada")

    async def work(database: Shaky, watch: Watch) -> None:
        with pytest.raises(ValueError, match="broken"):
            async with watch.of("ada"):
                raise ValueError("broken")
        assert watch._heads == {}

    play(work)


def test_who_is_no_member_is_not_watched(play: Play) -> None:
    async def work(database: Shaky, watch: Watch) -> None:
        async with watch.of("nobody") as head:
            assert head is None
            assert watch._heads == {}
            assert watch._looking is None

    play(work)


def test_who_was_deleted_is_no_member(world: World, play: Play) -> None:
    world("ada", ada={"status": "DELETED"})

    async def work(database: Shaky, watch: Watch) -> None:
        async with watch.of("ada") as head:
            assert head is None

    play(work)


def test_nothing_is_asked_while_nobody_waits(world: World, play: Play) -> None:
    world("ada; bob")

    async def work(database: Shaky, watch: Watch) -> None:
        async with watch.of("ada") as head:
            pass
        assert watch._looking
        await asyncio.wait_for(watch._looking, PATIENCE)
        asked = len(database.asked)
        await asyncio.sleep(0.1)
        assert len(database.asked) == asked
        async with watch.of("ada") as head:
            assert head
            await follow(database, "bob", "ada")
            await asyncio.wait_for(head.wait_after(0), PATIENCE)

    play(work)


def test_one_question_is_asked_for_all(world: World, play: Play) -> None:
    world("ada; bob; cid")

    async def work(database: Shaky, watch: Watch) -> None:
        async with watch.of("ada"), watch.of("bob"), watch.of("cid"):
            await database.after_asking("members", 3)
            assert database.asked[1:3] == [{"members": ["ada", "bob", "cid"]}] * 2

    play(work)


def test_many_members_are_asked_for_by_the_thousand(play: Play) -> None:
    async def work(database: Shaky, watch: Watch) -> None:
        watch._heads = {f"m{number}": EventPosition(0) for number in range(2_500)}
        await watch._look_once()
        assert [len(asked["members"]) for asked in database.asked] == [1_000, 1_000, 500]

    play(work)


def test_looking_goes_on_after_a_fault(world: World, play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    world("ada; bob")
    monkeypatch.setattr("app.graph.watching._PAUSE", 0.01)

    async def work(database: Shaky, watch: Watch) -> None:
        async with watch.of("ada") as head:
            assert head
            database.fails = True
            await asyncio.wait_for(database.failed.wait(), PATIENCE)
            await follow(database, "bob", "ada")
            database.fails = False
            await asyncio.wait_for(head.wait_after(0), PATIENCE)
            assert head.seq == 1

    play(work)


def test_closing_ends_the_looking(world: World, play: Play) -> None:
    world("ada")

    async def work(database: Shaky, watch: Watch) -> None:
        async with watch.of("ada"):
            await watch.close()
            assert watch._looking
            assert watch._looking.done()

    play(work)


def test_events_without_a_number_get_one_by_their_times(world: World, graph: Graph, play: Play) -> None:
    world("ada; bob")
    graph.run(FOLLOWERS, number=1_050)  # more than one statement numbers

    async def work(database: Shaky, watch: Watch) -> None:
        async with watch.of("ada") as head:
            assert head
            assert head.seq == 1_050

    play(work)
    rows = graph.run(STORED, member="ada")
    assert [row["seq"] for row in rows] == list(range(1, 1_051))
    # The first statement takes any thousand; within it, and within the rest, they stand by their times.
    for part in (rows[:1_000], rows[1_000:]):
        assert [row["id"] for row in part] == sorted((row["id"] for row in part), reverse=True)


def test_a_page_holds_the_next_fifty(world: World, graph: Graph, play: Play) -> None:
    world("ada; bob")
    graph.run(FOLLOWERS, number=60)

    async def work(database: Shaky, watch: Watch) -> None:
        async with watch.of("ada"):
            first = await watch.page("ada", 0)
            assert [number for _, number in first] == list(range(1, 51))
            assert await watch.page("ada", 50) == [(f"e{10_061 - number}", number) for number in range(51, 61)]
            assert await watch.page("ada", 60) == []
            assert await watch.page("bob", 0) == []
            assert await watch.place("ada", first[9][0]) == 10
            assert await watch.place("bob", first[9][0]) is None
            assert await watch.place("ada", "unknown") is None

    play(work)
