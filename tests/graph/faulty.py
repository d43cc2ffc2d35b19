"""Databases that fail, or answer, as real ones now and then do."""

import asyncio
from typing import Any, Self

from app.graph.address import Address
from app.graph.database import Database, DatabaseUnavailable


class Shaky(Database):
    """A real database that fails while it is told to, and remembers what it was asked."""

    def __init__(self, address: Address) -> None:
        super().__init__(address)
        self.fails = False
        self.failed = asyncio.Event()
        self.asked: list[dict[str, Any]] = []

    async def __aenter__(self) -> Self:
        return self

    async def read(self, statement: str, parameters: Any = None) -> Any:
        if self.fails:
            self.failed.set()
            raise DatabaseUnavailable("told to fail")
        self.asked.append(parameters or {})
        return await super().read(statement, parameters)

    def asks(self, name: str) -> int:
        """How often something with a parameter of this name was asked."""
        return sum(name in parameters for parameters in self.asked)

    async def after_asking(self, name: str, times: int) -> None:
        """Return when that was asked so often since now."""
        self.asked.clear()
        async with asyncio.timeout(30):
            while self.asks(name) < times:  # noqa: ASYNC110 - what asks tells nobody
                await asyncio.sleep(0.01)


class Torn(Database):
    """A real database whose first page is as a reader may see it while another process gives numbers: with a hole."""

    torn = False

    async def __aenter__(self) -> Self:
        return self

    async def read(self, statement: str, parameters: Any = None) -> Any:
        answer = await super().read(statement, parameters)
        if "most" in (parameters or {}) and not self.torn and len(answer) > 2:
            self.torn = True
            del answer[1]
        return answer
