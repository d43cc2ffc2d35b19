"""A client that costs little: HTTP/1.1 over sockets of its own, one request at a time on each."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

Request = bytes
MakeRequest = Callable[[int], Request]


@dataclass
class Burst:
    """What a number of clients waited for: seconds of each request, and bytes of all bodies."""

    seconds: list[float] = field(default_factory=list)
    received: int = 0
    refused: int = 0

    @property
    def requests(self) -> int:
        return len(self.seconds)


def post(path: str, body: bytes, bearer: str | None = None) -> Request:
    signed = f"Authorization: {bearer}\r\n" if bearer else ""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{signed}Content-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def is_refusal(status: int, body: bytes) -> bool:
    """Whether an answer is none, or says that nothing was done."""
    return status != 200 or body.startswith(b'{"errors"') or b'"userErrors":[{' in body


class Connection:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def to(cls, url: str) -> Connection:
        parts = urlsplit(url)
        return cls(*await asyncio.open_connection(parts.hostname, parts.port))

    async def ask(self, request: Request) -> tuple[int, bytes]:
        """Status and body of one answer."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        length = next(int(line[15:]) for line in lines if line.startswith(b"content-length:"))
        return int(lines[0].split()[1]), await self._reader.readexactly(length)

    def close(self) -> None:
        self._writer.close()


async def burst(url: str, request: MakeRequest, *, clients: int, seconds: float, first: int = 0) -> Burst:
    """So many clients ask without a pause for so long; the requests are numbered from `first`."""
    done = Burst()
    numbers = iter(range(first, 1 << 60))
    end = time.perf_counter() + seconds

    async def client(connection: Connection) -> None:
        while (began := time.perf_counter()) < end:
            status, body = await connection.ask(request(next(numbers)))
            done.seconds.append(time.perf_counter() - began)
            done.received += len(body)
            done.refused += is_refusal(status, body)

    connections = [await Connection.to(url) for _ in range(clients)]
    try:
        await asyncio.gather(*(client(connection) for connection in connections))
    finally:
        for connection in connections:
            connection.close()
    return done
