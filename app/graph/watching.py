"""Who waits for events: one question for all of them a few times a second, and each reads on at its own pace."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from app.graph.catalog import catalog
from app.graph.database import Database, DatabaseError

logger = logging.getLogger("acquaint.graph")

_INTERVAL = 0.2  # s between two looks
_PAUSE = 2.0  # s before the next look when the database does not answer
_MOST_MEMBERS = 1_000  # in one question
_MOST_EVENTS = 50  # read ahead for one watcher


class EventPosition:
    """The number of a member's latest event, as far as this process has seen."""

    def __init__(self, seq: int) -> None:
        self.seq = seq
        self.watchers = 0
        self.ended = False
        self._news = asyncio.Event()

    def reach(self, seq: int) -> None:
        if seq > self.seq:
            self.seq = seq
            self._wake()

    def end(self) -> None:
        """Nothing more will come."""
        self.ended = True
        self._wake()

    async def wait_after(self, seq: int) -> None:
        """Return when there is an event after number `seq`, or when no more will come."""
        while self.seq <= seq and not self.ended:
            await self._news.wait()

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()


class Watch:
    """The members whose events a task of this process waits for; nothing is asked while none waits."""

    def __init__(self, database: Database, *, interval: float = _INTERVAL) -> None:
        self._database = database
        self._interval = interval
        self._heads: dict[str, EventPosition] = {}
        self._looking: asyncio.Task[None] | None = None
        self.ended = False

    @asynccontextmanager
    async def of(self, member: str) -> AsyncIterator[EventPosition | None]:
        """The head of a member's events while a task waits for them; None when the id is no member."""
        seq = await self._numbered(member)
        if seq is None:
            yield None
            return
        head = self._heads.setdefault(member, EventPosition(seq))
        head.reach(seq)
        head.watchers += 1
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            yield head
        finally:
            head.watchers -= 1
            if not head.watchers and self._heads.get(member) is head:
                del self._heads[member]

    async def place(self, member: str, event: str) -> int | None:
        """The number of an event of a member; None when there is none, or no longer."""
        number: int | None = await self._ask("event_place", member=member, event=event)
        return number

    async def before(self, member: str, since: str) -> int | None:
        """The number before a member's first event since a time (ISO 8601); None when there is no such event."""
        number: int | None = await self._ask("event_since", member=member, since=since)
        return number

    async def page(self, member: str, seq: int) -> list[tuple[str, int]]:
        """Ids and numbers of the next events of a member, at most 50."""
        events = await self._page(member, seq)
        if [number for _, number in events] != list(range(seq + 1, seq + 1 + len(events))):
            # Neo4j reads no snapshot: another process may be giving numbers just now. After its lock there are no holes
            # but those of events that are forgotten.
            await self._number(member)
            events = await self._page(member, seq)
        return events

    def end(self) -> None:
        """End all waiting: the process is about to stop."""
        self.ended = True
        for head in self._heads.values():
            head.end()

    async def close(self) -> None:
        if self._looking:
            self._looking.cancel()
            await asyncio.wait([self._looking])

    async def _look(self) -> None:
        while self._heads:
            try:
                await self._look_once()
                pause = self._interval
            except DatabaseError as error:
                logger.warning("events cannot be read now: %s", error)
                pause = _PAUSE
            except Exception:
                logger.exception("looking for events failed")
                pause = _PAUSE
            await asyncio.sleep(pause)

    async def _look_once(self) -> None:
        waiting = list(self._heads)
        for start in range(0, len(waiting), _MOST_MEMBERS):
            members = waiting[start : start + _MOST_MEMBERS]
            for member, seq, unnumbered in await self._ask("event_heads", members=members):
                reached = await self._number(member) if unnumbered else seq
                if head := self._heads.get(member):
                    head.reach(reached)

    async def _numbered(self, member: str) -> int | None:
        """The number of the latest event, when all have one."""
        while heads := await self._ask("event_heads", members=[member]):
            (_, seq, unnumbered) = heads[0]
            if not unnumbered:
                return int(seq)
            await self._number(member)
        return None

    async def _page(self, member: str, seq: int) -> list[tuple[str, int]]:
        return [(id, number) for id, number in await self._ask("event_page", member=member, seq=seq, most=_MOST_EVENTS)]

    async def _number(self, member: str) -> int:
        seq: int = await self._database.write(catalog()["writes/number_events"].text, {"member": member})
        return seq

    async def _ask(self, name: str, **parameters: Any) -> Any:
        return await self._database.read(catalog()[f"reads/{name}"].text, parameters)
