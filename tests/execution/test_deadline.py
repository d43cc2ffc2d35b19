import asyncio

import pytest
import strawberry
from strawberry.types import ExecutionResult

from app.execution.deadline import within

STOPPED: list[str] = []


@strawberry.type
class Query:
    @strawberry.field
    async def quick(self) -> int:
        return 1

    @strawberry.field
    async def endless(self) -> int:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            STOPPED.append("endless")
            raise
        return 1


def run(text: str, seconds: float) -> ExecutionResult:
    return asyncio.run(_run(text, seconds))


async def _run(text: str, seconds: float) -> ExecutionResult:
    result = await within(seconds, strawberry.Schema(Query).execute(text))
    assert len(asyncio.all_tasks()) == 1
    return result


def test_an_operation_in_time_is_answered() -> None:
    assert run("{ quick }", 5).data == {"quick": 1}


def test_an_operation_that_takes_too_long_is_stopped_with_all_it_waits_for() -> None:
    STOPPED.clear()
    result = run("{ quick a: endless b: endless }", 0.05)
    assert result.data is None
    assert [error.formatted for error in result.errors or ()] == [
        {
            "message": "The request took too long; ask for less, or try again in a moment.",
            "extensions": {"code": "TIMEOUT"},
        }
    ]
    assert STOPPED == ["endless", "endless"]


def test_a_cancellation_from_outside_is_passed_on() -> None:
    async def cancelled() -> None:
        task = asyncio.create_task(_run("{ endless }", 5))
        await asyncio.sleep(0.01)
        task.cancel()
        await task

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(cancelled())
