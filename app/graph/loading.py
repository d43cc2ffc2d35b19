"""What the resolvers of one tick ask for goes to Neo4j as one statement for each edge and its arguments."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from app.graph.catalog import catalog
from app.graph.compose import Composer
from app.graph.database import Database
from app.graph.limits import limits
from app.settings import Settings

_MOST_KEYS = 1_000  # in one statement, so that one batch of a deep document stays small

Arguments = tuple[tuple[str, Any], ...]
_Group = tuple[str, Arguments]


@cache
def composer() -> Composer:
    """The statements of this installation."""
    return Composer(catalog())


class Loader:
    """The questions of one request about the graph, asked as `viewer` at the moment `now`; nothing is asked twice."""

    def __init__(self, database: Database, viewer: str | None, now: datetime, settings: Settings) -> None:
        self._database = database
        self._settings = settings
        self._base: dict[str, Any] = {"viewer": viewer, "now": now}
        self._known: dict[_Group, dict[str, asyncio.Future[Any]]] = {}
        self._waiting: dict[_Group, dict[str, asyncio.Future[Any]]] = {}
        self._running: set[asyncio.Task[None]] = set()

    def load(self, statement: str, key: str, arguments: Arguments = ()) -> asyncio.Future[Any]:
        """The answer of a composed statement for one key; None when it has none."""
        group = (statement, arguments)
        known = self._known.setdefault(group, {})
        future = known.get(key)
        if future is None:
            loop = asyncio.get_running_loop()
            if not self._waiting:
                loop.call_soon(self._send)
            future = known[key] = self._waiting.setdefault(group, {})[key] = loop.create_future()
        # Shared by siblings: graphql-core cancels what a failed sibling waits for.
        return asyncio.shield(future)

    def read(self, name: str, key: str, arguments: Arguments = ()) -> asyncio.Future[Any]:
        """The answer of a file of `cypher/reads/` for one key."""
        return self._limited(composer().read(name), key, arguments)

    async def ask(self, name: str, **parameters: Any) -> Any:
        """The answer of a file of `cypher/reads/` that is not about keys; it is asked at once, and again each time."""
        statement = composer().read(name)
        return await self._database.read(statement, {**self._base, **limits(self._settings, statement), **parameters})

    def page(
        self, edge: str, key: str, order: str, filters: Mapping[str, Any], after: Any, first: int
    ) -> asyncio.Future[Any]:
        """Up to `first` rows of an edge beyond `after` ({rank, id} or None); None when the owner withholds the list."""
        statement = composer().page(edge, order, frozenset(filters))
        place = None if after is None else (after["rank"], after["id"])
        return self._limited(statement, key, (("first", first), ("after", place), *sorted(filters.items())))

    def count(self, edge: str, key: str, filters: Mapping[str, Any]) -> asyncio.Future[Any]:
        """How many rows all pages of an edge have; None when the owner withholds the list."""
        return self._limited(composer().count(edge, frozenset(filters)), key, tuple(sorted(filters.items())))

    def _limited(self, statement: str, key: str, arguments: Arguments) -> asyncio.Future[Any]:
        return self.load(statement, key, (*arguments, *limits(self._settings, statement).items()))

    def _send(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for (statement, arguments), asked in waiting.items():
            keys = list(asked)
            for start in range(0, len(keys), _MOST_KEYS):
                part = {key: asked[key] for key in keys[start : start + _MOST_KEYS]}
                task = asyncio.create_task(self._answer(statement, arguments, part))
                self._running.add(task)
                task.add_done_callback(self._running.discard)

    async def _answer(self, statement: str, arguments: Arguments, asked: dict[str, asyncio.Future[Any]]) -> None:
        parameters = self._base | dict(arguments) | {"keys": list(asked)}
        if (place := parameters.get("after")) is not None:
            parameters["after"] = {"rank": place[0], "id": place[1]}
        try:
            answers = dict(await self._database.read(statement, parameters) or ())
        except BaseException as error:
            for future in asked.values():
                if not future.done():
                    future.set_exception(error)
                    future.exception()  # a shielded future whose asker has left must not be reported as forgotten
            if not isinstance(error, Exception):
                raise
            return
        for key, future in asked.items():
            if not future.done():
                future.set_result(answers.get(key))
