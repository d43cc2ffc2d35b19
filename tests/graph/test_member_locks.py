"""Who waits for whom; nobody may wait for ever, whoever leaves."""

import asyncio
import gc
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from app.graph.member_locks import MemberLocks


class Day:
    """Tasks that hold ids until they are told to go, and the order in which they came to it."""

    def __init__(self) -> None:
        self.member_locks = MemberLocks()
        self.order: list[str] = []
        self._go: dict[str, asyncio.Event] = {}

    async def start(self, name: str, *ids: str) -> asyncio.Task[None]:
        """A task that wants these ids; it has them now, or stands in their queues."""
        self._go[name] = asyncio.Event()
        task = asyncio.create_task(self._hold(name, ids))
        await settle()
        return task

    async def end(self, name: str) -> None:
        self._go[name].set()
        await settle()

    async def _hold(self, name: str, ids: tuple[str, ...]) -> None:
        async with self.member_locks.of(*ids):
            self.order.append(name)
            await self._go[name].wait()


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def day(work: Callable[[Day], Awaitable[Any]]) -> list[str]:
    """The order in which the tasks of some work had their turn; it fails when one waits for ever."""

    async def within() -> list[str]:
        today = Day()
        async with asyncio.timeout(5):
            await work(today)
        return today.order

    return asyncio.run(within())


def test_one_at_a_time_in_the_order_in_which_they_came() -> None:
    async def work(today: Day) -> None:
        tasks = [await today.start(name, "ada") for name in "abc"]
        assert today.order == ["a"]
        for name, order in (("a", ["a", "b"]), ("b", ["a", "b", "c"]), ("c", ["a", "b", "c"])):
            await today.end(name)
            assert today.order == order
        await asyncio.gather(*tasks)

    assert day(work) == ["a", "b", "c"]


def test_other_ids_do_not_wait() -> None:
    async def work(today: Day) -> None:
        tasks = [await today.start("a", "ada"), await today.start("b", "bob"), await today.start("c")]
        assert today.order == ["a", "b", "c"]
        for name in "abc":
            await today.end(name)
        await asyncio.gather(*tasks)

    day(work)


def test_ids_named_crosswise_are_no_deadlock() -> None:
    async def work(today: Day) -> None:
        tasks = [
            await today.start("a", "ada", "bob"),
            await today.start("b", "bob", "ada"),
            await today.start("c", "bob", "cleo"),
            await today.start("d", "cleo", "ada"),
        ]
        for name in "abcd":
            await today.end(name)
        await asyncio.gather(*tasks)

    assert sorted(day(work)) == ["a", "b", "c", "d"]


def test_an_id_named_twice_is_one() -> None:
    async def work(today: Day) -> None:
        task = await today.start("a", "ada", "ada")
        assert today.order == ["a"]
        await today.end("a")
        await task

    day(work)


@pytest.mark.parametrize("leaver", ["b", "c", "d"])
def test_whoever_leaves_the_queue_keeps_nobody_waiting(leaver: str) -> None:
    async def work(today: Day) -> None:
        tasks = {name: await today.start(name, "ada", "bob") for name in "abcd"}
        tasks[leaver].cancel()
        await settle()
        for name in "abcd".replace(leaver, ""):
            await today.end(name)
        await asyncio.gather(*tasks.values(), return_exceptions=True)
        assert tasks[leaver].cancelled()

    assert day(work) == list("abcd".replace(leaver, ""))


def test_whoever_leaves_as_the_turn_comes_passes_it_on() -> None:
    async def work(today: Day) -> None:
        tasks = [await today.start(name, "ada") for name in "abc"]
        today._go["a"].set()
        await asyncio.sleep(0)  # the first has left, the second is called but has not moved yet
        tasks[1].cancel()
        await settle()
        assert today.order == ["a", "c"]
        await today.end("c")
        await tasks[2]

    day(work)


def test_whoever_leaves_between_two_ids_gives_the_first_back() -> None:
    async def work(today: Day) -> None:
        holder = await today.start("a", "bob")
        waiter = await today.start("b", "ada", "bob")
        third = await today.start("c", "ada")
        assert today.order == ["a"]
        waiter.cancel()
        await settle()
        assert today.order == ["a", "c"]
        for name in "ac":
            await today.end(name)
        await asyncio.gather(holder, third)

    day(work)


def test_a_failure_within_a_turn_ends_it() -> None:
    async def work(today: Day) -> None:
        with pytest.raises(ZeroDivisionError):
            async with today.member_locks.of("ada", "bob"):
                raise ZeroDivisionError
        task = await today.start("a", "ada", "bob")
        assert today.order == ["a"]
        await today.end("a")
        await task

    day(work)


def test_nothing_is_kept_of_an_id_that_nobody_waits_for() -> None:
    async def work(today: Day) -> None:
        tasks = [await today.start(name, "ada", name) for name in "abc"]
        assert len(today.member_locks._locks) == 4
        for name in "abc":
            await today.end(name)
        await asyncio.gather(*tasks)
        del tasks
        gc.collect()
        assert len(today.member_locks._locks) == 0

    day(work)
