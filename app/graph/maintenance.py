"""What is done beside the requests: what is old is forgotten, and deleted members are taken out of the graph."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from app.graph.catalog import catalog
from app.graph.database import Database, DatabaseError
from app.settings import Settings

logger = logging.getLogger("acquaint.graph")

_ROUND = 60.0  # s between two rounds
_PART = 1_000  # ties taken off at once; who they lead to is locked for so long
_SETTLED = timedelta(minutes=1)  # longer than a write that began before the deletion may take


class Maintenance:
    """Removes in rounds what is old and what hangs on deleted members; several processes may do so at once."""

    def __init__(self, database: Database, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._settings = settings
        self._clock = clock
        self._called = asyncio.Event()

    def call(self) -> None:
        """Begin the next round now."""
        self._called.set()

    async def run(self) -> None:
        """Run once a minute, or when called, until cancelled."""
        while True:
            try:
                await self.run_once()
            except DatabaseError as error:
                logger.warning("housekeeping goes on later: %s", error)
            with suppress(TimeoutError):
                async with asyncio.timeout(_ROUND):
                    await self._called.wait()
            self._called.clear()

    async def run_once(self) -> None:
        now = self._clock()
        for member in await self._database.read(catalog()["reads/deleted"].text, {"most": 100}):
            await self._until_nothing("sweep_deleted", member=member, most=_PART, now=now)
            await self._write("finish_deletion", member=member, before=now - _SETTLED)
        await self._until_nothing("forget_operations", now=now)
        await self._until_nothing("forget_events", before=now - self._settings.event_lifetime)

    async def _until_nothing(self, name: str, **parameters: Any) -> None:
        while await self._write(name, **parameters):
            continue

    async def _write(self, name: str, **parameters: Any) -> int:
        number: int = await self._database.write(catalog()[f"maintenance/{name}"].text, parameters)
        return number
