import asyncio
import os
import signal
from collections.abc import Iterator
from types import FrameType

import pytest

from app.transport import draining
from app.transport.draining import announce_stop


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The signals that reach the handler installed before, as uvicorn's is."""
    seen: list[int] = []
    monkeypatch.setattr(draining, "_NOTICE", 0.2)

    def stop(number: int, frame: FrameType | None) -> None:
        seen.append(number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    yield seen
    for number, handler in before.items():
        signal.signal(number, handler)


async def _after(seconds: float, *numbers: int) -> list[str]:
    told: list[str] = []
    announce_stop(lambda: told.append("told"))
    for number in numbers:
        os.kill(os.getpid(), number)
        await asyncio.sleep(0.01)
    await asyncio.sleep(seconds)
    return told


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_is_told_at_once_and_stopped_a_moment_later(stopped: list[int], number: int) -> None:
    async def stop() -> None:
        assert await _after(0.05, number) == ["told"]
        assert stopped == []
        await asyncio.sleep(0.3)
        assert stopped == [number]

    asyncio.run(stop())


def test_the_second_signal_stops_at_once_and_only_once(stopped: list[int]) -> None:
    async def stop() -> None:
        assert await _after(0, signal.SIGINT, signal.SIGTERM) == ["told"]
        assert stopped == [signal.SIGTERM]
        await asyncio.sleep(0.3)
        assert stopped == [signal.SIGTERM]

    asyncio.run(stop())


def test_later_signals_reach_the_handler(stopped: list[int]) -> None:
    assert asyncio.run(_after(0, signal.SIGTERM, signal.SIGINT, signal.SIGINT)) == ["told"]
    assert stopped == [signal.SIGINT, signal.SIGINT]


def test_a_signal_that_nobody_handles_stays_so(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        assert asyncio.run(_after(0)) == []
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGTERM, before)
