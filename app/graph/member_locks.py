"""Locks on members inside one process, so that a hot member costs no more than one waiting connection."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from weakref import WeakValueDictionary


class MemberLocks:
    """Locks by member id: one task at a time holds an id, in the order in which they came."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, *ids: str) -> AsyncIterator[None]:
        locks = [self._locks.setdefault(id, asyncio.Lock()) for id in sorted(set(ids))]
        async with AsyncExitStack() as turn:
            for lock in locks:
                await turn.enter_async_context(lock)
            yield
