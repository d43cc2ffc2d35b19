"""What mutations ask of the graph: one statement each, done once whatever happens on the way."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.graph.database import Database, DatabaseConflict, DatabaseLost
from app.graph.ids import new_id
from app.graph.limits import limits
from app.graph.loading import composer
from app.graph.shared import Shared
from app.settings import Settings

logger = logging.getLogger("acquaint.graph")

_REMEMBERED = 86_400  # s, an operation that the client gave a key
_REPEATED = 600  # s, one that only we may repeat
_FIRST_DELAY = 0.05  # s, doubled at each repetition
# A star is not locked by these, so its followers need not wait for one another here either.
_OF_ONE = frozenset({"follow_member", "unfollow_member", "remove_follower"})


@dataclass(frozen=True, slots=True)
class WriteResult:
    """What a write came to: its outcome, when to try again, as text, and the ids of what it was about.

    `subject` is that of an invitation, a post and so on; `member` that of the other member.
    """

    outcome: str
    subject: str | None = None
    member: str | None = None
    retry_at: str | None = None


class Writer:
    """The writes of one request, as `viewer` at the moment `now`."""

    def __init__(self, database: Database, shared: Shared, viewer: str, now: datetime, settings: Settings) -> None:
        self._database = database
        self._turns = shared.member_locks
        self._viewer = viewer
        self._now = now
        self._settings = settings

    async def write(self, name: str, request: str, key: str | None, parameters: Mapping[str, Any]) -> WriteResult:
        """Do `cypher/writes/<name>`; `request` tells its input from another one under the same `key`.

        Without a key of the client's the operation gets one of ours, so that it can be repeated after a connection
        was lost at the commit; whether it was done by then, its record says.
        """
        statement = composer().write(name)
        asked = {
            "viewer": self._viewer,
            "now": self._now,
            "event": new_id(self._now),
            **limits(self._settings, statement),
            **parameters,
            # Ids hold no space and keys no tab, so keys of two members, or a client's and ours, never meet.
            "key": f"{self._viewer} {key}" if key else f"{self._viewer}\t{new_id(self._now)}",
            "request": request,
            "kept": _REMEMBERED if key else _REPEATED,
        }
        concerned = () if name in _OF_ONE else (parameters.get("member"), parameters.get("invitation"))
        async with self._turns.of(self._viewer, *filter(None, concerned)):
            return WriteResult(**await self._until_known(statement, asked))

    async def _until_known(self, statement: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        end = asyncio.get_running_loop().time() + self._database.deadline
        delay = _FIRST_DELAY
        conflicts = 0
        while True:
            try:
                answer: dict[str, Any] = await self._database.write(statement, parameters)
                return answer
            except DatabaseLost:
                if asyncio.get_running_loop().time() + delay > end:
                    raise
            except DatabaseConflict as conflict:
                # Two may claim one handle at once, which the second try sees; ties are locked, so theirs is a fault.
                conflicts += 1
                if conflict.label != "Member" or conflicts > 1:
                    logger.error("a write met a constraint that its locks should have kept it from: %s", conflict)
                    raise
            await asyncio.sleep(delay)
            delay *= 2
