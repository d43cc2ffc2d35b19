"""The loader: what is asked in one tick leaves together, and one asker's fate is not the others'."""

import asyncio
import traceback
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from app.graph.address import Address
from app.graph.database import Database, DatabaseError
from app.graph.loading import Loader
from app.graph.shared import Shared
from app.settings import Settings

ECHO = "RETURN [key IN $keys | [key, toUpper(key)]]"
SIZE = "RETURN [key IN $keys | [key, size($keys)]]"
ODD = "RETURN [key IN $keys WHERE key <> 'nobody' | [key, $mark]]"
BROKEN = "RETURN [key IN $keys | [key, 1 / size([])]]"
NONE = "UNWIND [] AS x RETURN x"


@pytest.fixture
def asked(address: Address) -> Callable[[Callable[[Loader], Awaitable[Any]]], tuple[Any, int]]:
    """Runs work with a loader; answers what it returned and how many statements it cost."""

    def run(work: Callable[[Loader], Awaitable[Any]]) -> tuple[Any, int]:
        async def inside() -> tuple[Any, int]:
            async with Database(address) as database:
                answer = await work(Loader(database, Shared(), "ada", datetime(2026, 1, 1, tzinfo=UTC), Settings()))
                return answer, database.statements

        return asyncio.run(inside())

    return run


Asked = Callable[[Callable[[Loader], Awaitable[Any]]], tuple[Any, int]]


def test_what_one_tick_asks_is_one_statement(asked: Asked) -> None:
    async def work(loader: Loader) -> Any:
        return await asyncio.gather(*(loader.load(ECHO, key) for key in ("ada", "bob", "eve")))

    assert asked(work) == (["ADA", "BOB", "EVE"], 1)


def test_tasks_started_in_one_tick_ask_together(asked: Asked) -> None:
    async def resolver(loader: Loader, key: str) -> int:
        size: int = await loader.load(SIZE, key)
        return size

    async def work(loader: Loader) -> Any:
        return await asyncio.gather(*(resolver(loader, f"m{i}") for i in range(20)))

    assert asked(work) == ([20] * 20, 1)


def test_a_key_asked_twice_is_sent_once(asked: Asked) -> None:
    async def work(loader: Loader) -> Any:
        return await asyncio.gather(*(loader.load(SIZE, key) for key in ("ada", "ada", "bob", "ada")))

    assert asked(work) == ([2, 2, 2, 2], 1)


def test_a_key_asked_again_later_is_not_sent_again(asked: Asked) -> None:
    async def work(loader: Loader) -> tuple[int, int, int]:
        return await loader.load(SIZE, "ada"), await loader.load(SIZE, "ada"), await loader.load(SIZE, "bob")

    assert asked(work) == ((1, 1, 1), 2)


def test_other_arguments_are_another_statement(asked: Asked) -> None:
    async def work(loader: Loader) -> Any:
        marks = [loader.load(ODD, "ada", (("mark", mark),)) for mark in ("x", "y", "x")]
        return await asyncio.gather(*marks)

    assert asked(work) == (["x", "y", "x"], 2)


def test_a_key_without_answer_is_none(asked: Asked) -> None:
    async def work(loader: Loader) -> list[Any]:
        keys = [loader.load(ODD, key, (("mark", 1),)) for key in ("ada", "nobody")]
        return await asyncio.gather(*keys, loader.load(NONE, "ada"))

    assert asked(work) == ([1, None, None], 2)


def test_viewer_and_moment_are_parameters_of_every_statement(asked: Asked) -> None:
    async def work(loader: Loader) -> Any:
        return await loader.load("RETURN [[$keys[0], $viewer + ' ' + toString($now)]]", "bob")

    assert asked(work) == (("ada 2026-01-01T00:00:00Z"), 1)


def test_more_than_a_thousand_keys_leave_in_parts(asked: Asked) -> None:
    async def work(loader: Loader) -> Any:
        return await asyncio.gather(*(loader.load(SIZE, f"m{i}") for i in range(2_001)))

    assert asked(work) == ([1_000] * 2_000 + [1], 3)


def test_exactly_a_thousand_keys_are_one_statement(asked: Asked) -> None:
    async def work(loader: Loader) -> set[int]:
        return set(await asyncio.gather(*(loader.load(SIZE, f"m{i}") for i in range(1_000))))

    assert asked(work) == ({1_000}, 1)


def test_a_failing_statement_fails_everybody_who_asked_and_nobody_else(asked: Asked) -> None:
    async def work(loader: Loader) -> list[Any]:
        failing = [loader.load(BROKEN, key) for key in ("ada", "bob", "ada")]
        return await asyncio.gather(*failing, loader.load(ECHO, "ada"), return_exceptions=True)

    answers, statements = asked(work)
    assert [type(answer) for answer in answers] == [DatabaseError, DatabaseError, DatabaseError, str]
    assert "/ by zero" in str(answers[0])
    assert answers[3] == "ADA"
    assert statements == 2


def test_the_error_of_many_tells_the_way_to_one(asked: Asked) -> None:
    async def resolver(loader: Loader) -> None:
        await loader.load(BROKEN, "ada")

    async def work(loader: Loader) -> list[int]:
        errors = await asyncio.gather(*(resolver(loader) for _ in range(50)), return_exceptions=True)
        assert len({id(error) for error in errors}) == 1
        return [len(traceback.extract_tb(error.__traceback__)) for error in errors if isinstance(error, DatabaseError)]

    assert max(asked(work)[0]) < 20


def test_a_cancelled_asker_takes_nobody_along(asked: Asked) -> None:
    async def work(loader: Loader) -> tuple[str, str, bool]:
        gone = asyncio.ensure_future(loader.load(ECHO, "ada"))
        same, other = loader.load(ECHO, "ada"), loader.load(ECHO, "bob")
        await asyncio.sleep(0)
        gone.cancel()
        return await same, await other, gone.cancelled()

    assert asked(work) == (("ADA", "BOB", True), 1)


def test_a_cancelled_resolver_takes_nobody_along(asked: Asked) -> None:
    async def resolver(loader: Loader, key: str) -> str:
        answer: str = await loader.load(ECHO, key)
        return answer

    async def work(loader: Loader) -> Any:
        first, second, third = (asyncio.create_task(resolver(loader, key)) for key in ("ada", "ada", "bob"))
        await asyncio.sleep(0)
        first.cancel()
        return await asyncio.gather(second, third)

    assert asked(work) == (["ADA", "BOB"], 1)


def test_a_failure_nobody_waits_for_is_not_reported_as_forgotten(asked: Asked) -> None:
    reports: list[dict[str, Any]] = []

    async def work(loader: Loader) -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: reports.append(context))
        gone = asyncio.ensure_future(loader.load(BROKEN, "ada"))
        await asyncio.sleep(0)
        gone.cancel()
        with pytest.raises(DatabaseError):
            await loader.load(BROKEN, "bob")
        await asyncio.sleep(0)

    assert asked(work) == (None, 2)
    assert reports == []
