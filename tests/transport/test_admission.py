import asyncio

import pytest

from app.transport.admission import Admission
from app.transport.refusal import Refusal


def test_more_wait_and_more_than_that_are_turned_away() -> None:
    asyncio.run(_crowd())


async def _crowd() -> None:
    admission = Admission(running=2, waiting=1)
    done = asyncio.Event()
    running: list[int] = []

    async def operation(number: int) -> None:
        async with admission.slot():
            running.append(number)
            await done.wait()

    tasks = [asyncio.create_task(operation(number)) for number in range(3)]
    await asyncio.sleep(0)
    assert running == [0, 1]
    with pytest.raises(Refusal) as refusal:
        await operation(3)
    assert (refusal.value.status, refusal.value.code, refusal.value.headers) == (
        503,
        "UNAVAILABLE",
        {"Retry-After": "1"},
    )
    assert refusal.value.message == "The server is busy; try again in a second."
    done.set()
    await asyncio.gather(*tasks)
    assert running == [0, 1, 2]
    await operation(4)
    assert running == [0, 1, 2, 4]


def test_whoever_stops_waiting_or_fails_leaves_the_place_free() -> None:
    asyncio.run(_leave())


async def _leave() -> None:
    admission = Admission(running=1, waiting=1)

    async def waiter() -> None:
        async with admission.slot():
            pass

    async def failing() -> None:
        async with admission.slot():
            impatient = asyncio.create_task(waiter())
            await asyncio.sleep(0)
            impatient.cancel()
            await asyncio.wait([impatient])
            assert impatient.cancelled()
            patient.append(asyncio.create_task(waiter()))
            await asyncio.sleep(0)
            raise ValueError("failed")

    patient: list[asyncio.Task[None]] = []
    with pytest.raises(ValueError, match="failed"):
        await failing()
    await asyncio.wait_for(patient[0], 1)
