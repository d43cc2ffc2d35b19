"""Writes that meet: processes of their own, each with its own driver, that begin together at a barrier."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any
from unittest.mock import patch

from app.graph import writing
from app.graph.address import Address
from app.graph.catalog import catalog
from app.graph.compose import Composer
from app.graph.database import Database, DatabaseError
from app.graph.loading import composer
from app.graph.shared import Shared
from app.graph.writing import Writer, WriteResult
from app.settings import Settings

_PATIENCE = 120.0  # s for a process to begin, or for another to come to the barrier
_LOCKED = "WITH count(m) AS locked"


@dataclass(frozen=True)
class Write:
    """One write as a process is told of it; `key` is the client's idempotency key."""

    viewer: str
    name: str
    parameters: Mapping[str, Any]
    key: str | None = None
    request: str = "asked"


@dataclass(frozen=True)
class Task:
    """What a process does of a race of so many parties: all at once when they are more than two, else in turn."""

    writes: Sequence[Write]
    parties: int
    locked: bool = True


@dataclass(frozen=True)
class Done:
    """What came of some writes: an outcome each, or the name of an error, and the statements beyond one each."""

    outcomes: list[str]
    answers: list[WriteResult | str]
    repeats: int


class Unlocked(Composer):
    """Writes without their lock, to show what it is for."""

    def _write(self, name: str) -> str:
        _, locked, rest = super()._write(name).partition(_LOCKED)
        if not locked:
            raise ValueError(f"writes/{name} has no lock to leave out")
        return "WITH 0 AS locked" + rest


@cache
def _unlocked() -> Composer:
    return Unlocked(catalog())


class Team:
    """Processes that write; the first two of them race for pairs, all of them for one member."""

    def __init__(self, pipes: Sequence[Connection]) -> None:
        self._pipes = pipes

    def race(self, left: Sequence[Write], right: Sequence[Write], *, locked: bool = True) -> tuple[Done, Done]:
        """Each write of `left` at the same moment as the one of `right` in the same place."""
        first, second = self._ask([Task(left, 2, locked), Task(right, 2, locked)])
        return first, second

    def crowd(self, writes: Sequence[Write]) -> list[Done]:
        """All writes at once, dealt out to all processes."""
        size = len(self._pipes)
        return self._ask([Task(writes[place::size], size) for place in range(size)])

    def one(self, write: Write) -> Done:
        """A write alone."""
        (done,) = self._ask([Task([write], 1)])
        return done

    def _ask(self, tasks: Sequence[Task]) -> list[Done]:
        asked = self._pipes[: len(tasks)]
        for pipe, task in zip(asked, tasks, strict=True):
            pipe.send(task)
        return [_answer(pipe) for pipe in asked]


def _answer(pipe: Connection) -> Done:
    if not pipe.poll(_PATIENCE):
        raise TimeoutError("a racing process does not answer")
    done: Done | str = pipe.recv()
    if isinstance(done, str):
        raise RuntimeError(done)
    return done


@contextmanager
def team(address: Address, size: int = 4, **settings: Any) -> Iterator[Team]:
    """Processes with these settings of the rules."""
    spawn = multiprocessing.get_context("spawn")
    barriers = {parties: spawn.Barrier(parties) for parties in {1, 2, size}}
    pipes, processes = [], []
    try:
        for _ in range(size):
            ours, theirs = spawn.Pipe()
            process = spawn.Process(target=_process, args=(theirs, address, barriers, settings), daemon=True)
            process.start()
            theirs.close()
            pipes.append(ours)
            processes.append(process)
        for pipe in pipes:
            _answer(pipe)
        yield Team(pipes)
    finally:
        for pipe in pipes:
            pipe.close()
        for process in processes:
            process.join(10)
            if process.is_alive():
                process.kill()
                process.join()
            process.close()


def _process(pipe: Connection, address: Address, barriers: Mapping[int, Barrier], settings: dict[str, Any]) -> None:
    asyncio.run(_serve(pipe, address, barriers, Settings(**settings)))


async def _serve(pipe: Connection, address: Address, barriers: Mapping[int, Barrier], settings: Settings) -> None:
    async with Database(address, connections=64, deadline=60.0) as database:
        await database.ping()
        pipe.send(Done([], [], 0))
        while True:
            try:
                task: Task = pipe.recv()
            except EOFError:
                return
            try:
                # Without locks conflicts are what is looked for, not what is worth a line in the log.
                with (
                    patch.object(writing, "composer", composer if task.locked else _unlocked),
                    patch.object(writing.logger, "disabled", not task.locked),
                ):
                    pipe.send(await _work(database, settings, task, barriers[task.parties]))
            except Exception as error:
                pipe.send(repr(error))


async def _work(database: Database, settings: Settings, task: Task, barrier: Barrier) -> Done:
    before = database.statements
    done = []
    if task.parties > 2:
        barrier.wait(_PATIENCE)
        done += await asyncio.gather(*(_do(database, settings, write) for write in task.writes))
    else:
        for write in task.writes:
            barrier.wait(_PATIENCE)
            done.append(await _do(database, settings, write))
    outcomes = [one if isinstance(one, str) else one.outcome for one in done]
    return Done(outcomes, done, database.statements - before - len(done))


async def _do(database: Database, settings: Settings, write: Write) -> WriteResult | str:
    writer = Writer(database, Shared(), write.viewer, datetime.now(UTC), settings)
    try:
        return await writer.write(write.name, write.request, write.key, write.parameters)
    except DatabaseError as error:
        return type(error).__name__
