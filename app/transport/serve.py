"""Runs the application in uvicorn, in one process or in workers."""

from __future__ import annotations

import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from types import FrameType
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.supervisors import Multiprocess

from app.transport.listening import ServeError

Ready = Callable[[], None]

_GRACE = 8  # s for running requests when the server stops
_START = 3_600.0  # s for a worker to start, while its process runs


def serve(app: ASGIApp, listener: socket.socket, ready: Ready) -> None:
    """Serve in this process until SIGTERM or SIGINT; `ready` is called once requests are accepted."""
    server = _Server(_config(app), ready)
    with _stopping():
        server.run([listener])


def serve_by_workers(factory: str, workers: int, listener: socket.socket, ready: Ready) -> None:
    """Serve in worker processes; `factory` is an import path, such as `app.main:from_environment`."""
    with _stopping():
        # Created inside the block, because its own signal handlers must replace those of the block.
        supervisor = _Supervisor(_config(factory, factory=True, workers=workers), [listener])
        supervisor.ready = ready
        supervisor.run()
    if not supervisor.has_started:
        raise ServeError("The workers did not start; the lines above say why.")


def log_to_stderr() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Ready) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


class _Supervisor(Multiprocess):
    ready: Ready
    has_started = False

    def init_processes(self) -> None:
        super().init_processes()
        self.has_started = all(process.wait_until_ready(_START, self.should_exit) for process in self.processes)
        if self.has_started:
            self.ready()
        else:
            self.should_exit.set()


def _config(app: ASGIApp | str, **options: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=_http(),
        ws="websockets-sansio",
        ws_max_size=65_536,
        ws_per_message_deflate=False,
        lifespan="on",
        log_config=None,
        # uvicorn logs malformed requests as warnings.
        log_level="error",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
        **options,
    )


def _http() -> Any:
    if find_spec("httptools") is None:
        return "h11"
    from app.transport.protocol import BoundedHeads

    return BoundedHeads


@contextmanager
def _stopping() -> Iterator[None]:
    """End the block at SIGTERM or SIGINT without a traceback; uvicorn raises both again after it has stopped."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
