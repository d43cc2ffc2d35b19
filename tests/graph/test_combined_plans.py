"""Statements as one: what becomes of their parameters and answers, and when it is worth it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from weakref import WeakKeyDictionary

import pytest

from app.graph.address import Address
from app.graph.combined_plans import WORTH, CombinedPlanCache, one_of, parameters_of
from app.graph.database import Database
from app.graph.loading import Loader
from app.graph.shared import Shared
from app.settings import Settings

UPPER = "RETURN [key IN $keys | [key, toUpper(key) + $viewer]] AS answers"
MARKED = "RETURN [key IN $keys | [key, key + $mark]] AS answers"
BROKEN = "RETURN [key IN $keys | [key, 1 / $zero]] AS answers"
UNKNOWN = "RETURN nothing AS answers"

_SHARED: WeakKeyDictionary[Database, Shared] = WeakKeyDictionary()
Work = Callable[[Database], Awaitable[Any]]


@pytest.fixture
def run(address: Address) -> Callable[[Work], Any]:
    def run(work: Work) -> Any:
        async def inside() -> Any:
            async with Database(address) as database:
                return await work(database)

        return asyncio.run(inside())

    return run


def loader(database: Database) -> Loader:
    shared = _SHARED.setdefault(database, Shared())
    return Loader(database, shared, "ada", datetime(2026, 1, 1, tzinfo=UTC), Settings())


async def ask(database: Database, *asked: tuple[str, str, tuple[tuple[str, Any], ...]]) -> list[Any]:
    """What one tick asks, and how many statements that took."""
    load, before = loader(database), database.statements
    answers = await asyncio.gather(*(load.load(*one) for one in asked))
    return [*answers, database.statements - before]


async def settled(database: Database) -> None:
    """Whatever is being planned has been planned."""
    await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})


def test_parameters_of_parts_do_not_meet() -> None:
    statement = one_of((UPPER, MARKED))
    assert statement == (
        "CALL () {\nRETURN [key IN $keys_0 | [key, toUpper(key) + $viewer]] AS answers0\n}\n"
        "CALL () {\nRETURN [key IN $keys_1 | [key, key + $mark_1]] AS answers1\n}\n"
        "RETURN [answers0, answers1] AS answers"
    )
    given = parameters_of([{"viewer": "ada", "keys": ["a"]}, {"viewer": "ada", "keys": ["b"], "mark": "!"}])
    assert given == {"viewer": "ada", "keys_0": ["a"], "keys_1": ["b"], "mark_1": "!"}


def test_a_combination_is_due_once() -> None:
    combined_plans = CombinedPlanCache()
    combination = ((UPPER, False), (MARKED, False))
    assert [combined_plans.is_due(combination) for _ in range(WORTH + 2)] == [
        *[False] * (WORTH - 1),
        True,
        False,
        False,
    ]
    assert not combined_plans.is_ready(combination)
    combined_plans.add(combination)
    assert combined_plans.is_ready(combination)


@pytest.mark.parametrize("number", [1, 7])
def test_one_statement_and_many_stay_apart(number: int) -> None:
    combined_plans = CombinedPlanCache()
    combination = tuple((f"RETURN {place} AS answers", False) for place in range(number))
    assert not any(combined_plans.is_due(combination) for _ in range(2 * WORTH))


def test_combinations_are_forgotten_when_there_are_too_many() -> None:
    combined_plans = CombinedPlanCache()
    first = ((UPPER, False), (MARKED, False))
    combined_plans.add(first)
    combined_plans.is_due(first)
    for place in range(200):
        combined_plans.is_due(((UPPER, False), (f"RETURN {place} AS answers", False)))
    assert not combined_plans.is_ready(first)


def test_what_is_often_asked_at_once_becomes_one_statement(run: Callable[[Work], Any]) -> None:
    async def work(database: Database) -> Any:
        asked = ((UPPER, "x", ()), (MARKED, "x", (("mark", "!"),)), (MARKED, "y", (("mark", "!"),)))
        answers = []
        for _ in range(WORTH):
            answers.append(await ask(database, *asked))
            await settled(database)
        return [*answers, await ask(database, *asked)]

    *before, planning, after = run(work)
    assert before == [["Xada", "x!", "y!", 2]] * (WORTH - 1)
    assert planning[:3] == ["Xada", "x!", "y!"]
    assert after == ["Xada", "x!", "y!", 1]


def test_parts_with_other_values_are_the_same_combination(run: Callable[[Work], Any]) -> None:
    async def work(database: Database) -> Any:
        for place in range(WORTH):
            await ask(database, (UPPER, f"x{place}", ()), (MARKED, "x", (("mark", f"!{place}"),)))
            await settled(database)
        return await ask(database, (UPPER, "new", ()), (MARKED, "new", (("mark", "?"),)))

    assert run(work) == ["NEWada", "new?", 1]


def test_what_cannot_be_planned_together_stays_apart(
    run: Callable[[Work], Any], caplog: pytest.LogCaptureFixture
) -> None:
    async def work(database: Database) -> Any:
        failures = []
        for _ in range(WORTH + 1):
            load, before = loader(database), database.statements
            good, bad = load.load(UPPER, "x", ()), load.load(UNKNOWN, "x", ())
            failures.append(type((await asyncio.gather(good, bad, return_exceptions=True))[1]).__name__)
            await settled(database)
        return failures, database.statements - before

    with caplog.at_level(logging.WARNING, "acquaint.graph"):
        failures, statements = run(work)
    assert failures == ["DatabaseError"] * (WORTH + 1)
    assert statements == 2
    assert [record.message.split(":")[0] for record in caplog.records] == ["statements were not planned together"]


def test_one_that_fails_fails_all_that_are_one(run: Callable[[Work], Any]) -> None:
    async def work(database: Database) -> Any:
        for _ in range(WORTH):
            await ask(database, (UPPER, "x", ()), (BROKEN, "x", (("zero", 1),)))
            await settled(database)
        load = loader(database)
        both = load.load(UPPER, "x", ()), load.load(BROKEN, "x", (("zero", 0),))
        return [type(error).__name__ for error in await asyncio.gather(*both, return_exceptions=True)]

    assert run(work) == ["DatabaseError", "DatabaseError"]
