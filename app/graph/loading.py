"""What the resolvers of one tick ask for goes to Neo4j as one statement for each edge and its arguments."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Coroutine, Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import TracebackType
from typing import Any

from app.graph.catalog import catalog
from app.graph.combined_plans import Combination, one_of, parameters_of
from app.graph.compose import Composer
from app.graph.database import Database, DatabaseError
from app.graph.limits import limits, named
from app.graph.shared import Shared
from app.settings import Settings

logger = logging.getLogger("acquaint.graph")

_MOST_KEYS = 1_000  # in one statement, so that one batch of a deep document stays small

Arguments = tuple[tuple[str, Any], ...]
_Group = tuple[str, Arguments]
_Answers = dict[str, "PendingRead"]


@cache
def composer() -> Composer:
    """The statements of this installation."""
    return Composer(catalog())


class PendingRead:
    """The answer of a read that has not come back yet; any number of tasks may await it."""

    __slots__ = ("_askers", "_error", "_traceback", "_value")

    def __init__(self) -> None:
        self._askers: list[asyncio.Future[None]] | None = []
        self._error: BaseException | None = None
        self._traceback: TracebackType | None = None
        self._value: Any = None

    def __await__(self) -> Generator[Any, None, Any]:
        if self._askers is not None:
            # Each waits for a future of its own: graphql-core cancels what a failed sibling waits for.
            told: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._askers.append(told)
            yield from told
        if self._error is not None:
            # From where it began, or the ways to all askers would pile up in it.
            raise self._error.with_traceback(self._traceback)
        return self._value

    def come(self, value: Any, error: BaseException | None = None) -> None:
        """Wake all tasks that wait; later ones get the value at once."""
        self._value, self._error = value, error
        self._traceback = error.__traceback__ if error else None
        askers, self._askers = self._askers, None
        for told in askers or ():
            if not told.done():
                told.set_result(None)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one tick asks of one statement with one set of arguments."""

    statement: str
    arguments: Arguments
    waiting: _Answers

    def parameters(self, base: Mapping[str, Any]) -> dict[str, Any]:
        given = {name: base[name] for name in named(self.statement) if name in base}
        given |= dict(self.arguments) | {"keys": list(self.waiting)}
        if (place := given.get("after")) is not None:
            given["after"] = {"rank": place[0], "id": place[1]}
        return given

    @property
    def kind(self) -> tuple[str, bool]:
        # Neo4j plans a parameter that is null and one that is a map apart.
        return self.statement, ("after", None) in self.arguments

    def answer(self, answers: Mapping[str, Any]) -> None:
        for key, answer in self.waiting.items():
            answer.come(answers.get(key))

    def fail(self, error: BaseException) -> None:
        for answer in self.waiting.values():
            answer.come(None, error)


class Loader:
    """The questions of one request about the graph, asked as `viewer` at the moment `now`; nothing is asked twice."""

    def __init__(
        self, database: Database, shared: Shared, viewer: str | None, now: datetime, settings: Settings
    ) -> None:
        self._database = database
        self._together = shared.combined_plans
        self._settings = settings
        self._base: dict[str, Any] = {"viewer": viewer, "now": now}
        self._known: defaultdict[_Group, _Answers] = defaultdict(dict)
        self._waiting: defaultdict[_Group, _Answers] = defaultdict(dict)
        self._running: set[asyncio.Task[None]] = set()

    def load(self, statement: str, key: str, arguments: Arguments = ()) -> PendingRead:
        """The answer of a composed statement for one key; None when it has none."""
        group = (statement, arguments)
        known = self._known[group]
        answer = known.get(key)
        if answer is None:
            if not self._waiting:
                asyncio.get_running_loop().call_soon(self._send)
            answer = known[key] = self._waiting[group][key] = PendingRead()
        return answer

    def read(self, name: str, key: str, arguments: Arguments = ()) -> PendingRead:
        """The answer of a file of `cypher/reads/` for one key."""
        return self._limited(composer().read(name), key, arguments)

    def paged(self, name: str, key: str, after: Any, first: int, arguments: Arguments = ()) -> PendingRead:
        """Up to `first` rows of a file of `cypher/reads/` that pages in its own statement, as `page` does."""
        return self.read(name, key, (("first", first), ("after", _place(after)), *arguments))

    async def ask(self, name: str, **parameters: Any) -> Any:
        """The answer of a file of `cypher/reads/` that is not about keys; it is asked at once, and again each time."""
        statement = composer().read(name)
        return await self._database.read(statement, {**self._base, **limits(self._settings, statement), **parameters})

    def page(
        self,
        edge: str,
        key: str,
        order: str,
        filters: Mapping[str, Any],
        after: Any,
        first: int,
        *,
        brief: bool = False,
    ) -> PendingRead:
        """Up to `first` rows of an edge beyond `after` ({rank, id} or None); None when the owner withholds the list.

        `brief`: of the members in it only the head of the card.
        """
        statement = composer().page(edge, order, frozenset(filters))
        return self._limited(
            statement, key, (("brief", brief), ("first", first), ("after", _place(after)), *sorted(filters.items()))
        )

    def count(self, edge: str, key: str, filters: Mapping[str, Any]) -> PendingRead:
        """How many rows all pages of an edge have; None when the owner withholds the list."""
        return self._limited(composer().count(edge, frozenset(filters)), key, tuple(sorted(filters.items())))

    def _limited(self, statement: str, key: str, arguments: Arguments) -> PendingRead:
        return self.load(statement, key, arguments + tuple(limits(self._settings, statement).items()))

    def _send(self) -> None:
        waiting, self._waiting = self._waiting, defaultdict(dict)
        asked = [
            _Asked(statement, arguments, dict(part))
            for (statement, arguments), answers in waiting.items()
            for part in _parts(list(answers.items()))
        ]
        combination = tuple(one.kind for one in asked)
        if self._together.is_ready(combination):
            self._start(self._answer_together(asked))
            return
        for one in asked:
            self._start(self._answer(one))
        if self._together.is_due(combination):
            self._start(self._plan(combination, asked))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _answer(self, asked: _Asked) -> None:
        try:
            answers = await self._database.read(asked.statement, asked.parameters(self._base))
        except BaseException as error:
            asked.fail(error)
            if not isinstance(error, Exception):
                raise
            return
        asked.answer(dict(answers or ()))

    async def _answer_together(self, asked: Sequence[_Asked]) -> None:
        try:
            found = await self._run(asked)
        except BaseException as error:
            for one in asked:
                one.fail(error)
            if not isinstance(error, Exception):
                raise
            return
        for one, answers in zip(asked, found, strict=True):
            one.answer(dict(answers))

    async def _plan(self, combination: Combination, asked: Sequence[_Asked]) -> None:
        """Have Neo4j plan the combination beside the answers of its parts; what it fails at is not tried again."""
        try:
            await self._run(asked)
        except DatabaseError as error:
            logger.warning("statements were not planned together: %s", error)
        else:
            self._together.add(combination)

    async def _run(self, asked: Sequence[_Asked]) -> Any:
        statement = one_of(tuple(one.statement for one in asked))
        names = composer().names
        if statement not in names:
            names[statement] = " + ".join(names.get(one.statement, "") for one in asked)
        parameters = parameters_of([one.parameters(self._base) for one in asked])
        return await self._database.read(statement, parameters)


def _place(after: Any) -> tuple[Any, str] | None:
    """What can be a key of a dictionary, as arguments are."""
    return None if after is None else (after["rank"], after["id"])


def _parts(answers: list[tuple[str, PendingRead]]) -> list[list[tuple[str, PendingRead]]]:
    return [answers[start : start + _MOST_KEYS] for start in range(0, len(answers), _MOST_KEYS)]
