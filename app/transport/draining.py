"""Delayed stop: the server reports that it is draining before it closes its listening socket."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable
from types import FrameType

_NOTICE = 0.5  # s between the signal and the stop, so that load balancers see /readyz fail


def announce_stop(tell: Callable[[], None]) -> None:
    """Call `tell` at SIGTERM or SIGINT, then the previously installed handler half a second later."""
    if threading.current_thread() is not threading.main_thread():
        return
    notice = _Notice(asyncio.get_running_loop(), tell)
    for number in (signal.SIGTERM, signal.SIGINT):
        stop = signal.getsignal(number)
        if callable(stop) and stop is not signal.default_int_handler:
            notice.stops[number] = stop
            signal.signal(number, notice.handle)


class _Notice:
    def __init__(self, loop: asyncio.AbstractEventLoop, tell: Callable[[], None]) -> None:
        self.stops: dict[int, Callable[[int, FrameType | None], object]] = {}
        self._loop = loop
        self._tell = tell
        self._announced = False
        self._stopped = False

    def handle(self, number: int, frame: FrameType | None) -> None:
        if self._announced:
            # A second signal stops at once.
            self._stopped = True
            self.stops[number](number, frame)
        else:
            self._announced = True
            self._tell()
            self._loop.call_soon_threadsafe(self._loop.call_later, _NOTICE, self._stop, number)

    def _stop(self, number: int) -> None:
        # uvicorn takes a second call as a forced exit.
        if not self._stopped:
            self._stopped = True
            self.stops[number](number, None)
