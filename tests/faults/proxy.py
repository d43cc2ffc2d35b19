"""A TCP proxy before Neo4j that cuts a connection where a test wants it cut."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from enum import Enum, auto
from typing import Any, TypeVar
from urllib.parse import urlsplit

from app.graph.address import Address

T = TypeVar("T")

_WRITE = b"CREATE (:Operation {key:"  # stands in each write that is sent, and in nothing else
_COMMITTED = b"bookmark"  # what Neo4j says of a transaction that is committed
_FAILED = b"Neo."  # or of one that is not


class Cut(Enum):
    """Where the next write meets its end."""

    BEFORE = auto()  # the request does not arrive
    AFTER = auto()  # the write is committed, its answer does not arrive


class Proxy:
    """Lives in a thread of its own; what a test sets counts from the next byte on."""

    def __init__(self, address: Address) -> None:
        parts = urlsplit(address.uri)
        self._target = parts.hostname or "127.0.0.1", parts.port or 7687
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._lines: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self.next: list[Cut] = []
        self.cuts = 0
        self.away = False
        self.mute = False
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._thread.start()
        self._server = self._run(asyncio.start_server(self._serve, "127.0.0.1", 0))
        port = self._server.sockets[0].getsockname()[1]
        self.address = replace(address, uri=f"bolt://127.0.0.1:{port}")

    def close(self) -> None:
        self._run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def leave(self) -> None:
        """End all connections and take no new ones."""
        self.away = True
        self._run(self._hang_up())

    def hold(self) -> None:
        """Keep back what the server answers from now on, until it is released."""
        self._loop.call_soon_threadsafe(self._flowing.clear)

    def release(self) -> None:
        self._loop.call_soon_threadsafe(self._flowing.set)

    async def flowing(self) -> None:
        await self._flowing.wait()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _hang_up(self) -> None:
        for line in self._lines:
            line.transport.abort()

    async def _end(self) -> None:
        self._server.close()
        await self._hang_up()
        self._flowing.set()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if self.away:
            writer.transport.abort()
            return
        there, to = await asyncio.open_connection(*self._target)
        line = _Line(self, writer, to)
        self._lines |= {writer, to}
        await asyncio.gather(line.ask(reader), line.answer(there))
        self._lines -= {writer, to}


class _Line:
    """One connection."""

    def __init__(self, proxy: Proxy, client: asyncio.StreamWriter, server: asyncio.StreamWriter) -> None:
        self._proxy = proxy
        self._client = client
        self._server = server
        self._doomed = False
        self._heard = b""

    async def ask(self, reader: asyncio.StreamReader) -> None:
        """What the client says goes to the server, up to a write that is cut before."""
        said = b""
        with suppress(OSError):
            while data := await reader.read(65_536):
                said = said[-len(_WRITE) :] + data
                if self._proxy.next and _WRITE in said:
                    said = b""
                    self._proxy.cuts += 1
                    if self._proxy.next.pop(0) is Cut.BEFORE:
                        break
                    self._doomed = True
                self._server.write(data)
                await self._server.drain()
        self._end()

    async def answer(self, reader: asyncio.StreamReader) -> None:
        """What the server says goes to the client, but for the answer of a write that is cut after."""
        with suppress(OSError):
            while data := await reader.read(65_536):
                if self._doomed:
                    self._heard += data
                    if _COMMITTED in self._heard or _FAILED in self._heard:
                        break
                elif not self._proxy.mute:
                    await self._proxy.flowing()
                    self._client.write(data)
                    await self._client.drain()
        self._end()

    def _end(self) -> None:
        self._client.transport.abort()
        self._server.transport.abort()


@contextmanager
def proxied(address: Address) -> Iterator[Proxy]:
    with closing(Proxy(address)) as proxy:
        yield proxy
