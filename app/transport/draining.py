"""Saying that the server is about to stop a moment before it takes no more connections."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable
from types import FrameType

_NOTICE = 0.5  # s between the signal and the closed door, for whoever asks /readyz


def announce_stop(tell: Callable[[], None]) -> None:
    """Call `tell` at SIGTERM or SIGINT, and the handler that was installed before a moment later."""
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
        self._told = False
        self._stopped = False

    def handle(self, number: int, frame: FrameType | None) -> None:
        if self._told:
            # Asked again: no more notice.
            self._stopped = True
            self.stops[number](number, frame)
        else:
            self._told = True
            self._tell()
            self._loop.call_soon_threadsafe(self._loop.call_later, _NOTICE, self._stop, number)

    def _stop(self, number: int) -> None:
        # A second stop would look to uvicorn like somebody losing patience.
        if not self._stopped:
            self._stopped = True
            self.stops[number](number, None)
