"""Ownership of a data directory's Neo4j: one process starts and stops it, others connect to it."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from app.embedded import joined
from app.embedded.faults import EmbeddedError, optional_packages
from app.embedded.home import Home
from app.embedded.joined import Running
from app.embedded.store_lock import holder

if TYPE_CHECKING:
    from filelock import BaseFileLock

Report = Callable[[str], None]

_STARTING = 300.0  # s, for another process to download, start or stop
_SILENT = 60.0  # s, for a Neo4j that neo4j.json lists but that does not answer
_DYING = 10.0  # s, for a Neo4j whose owner has ended
_HELD = 15.0  # s, for another process that uses the store
_PAUSE = 0.1  # s
_PING = 3.0  # s


def owner_lock(data_dir: Path) -> BaseFileLock:
    """The file lock that the owner holds from before the start until after the stop; released if it dies."""
    with optional_packages():
        from filelock import FileLock
    return FileLock(data_dir / "owner.lock", thread_local=False)


def join_or_own(data_dir: Path, lock: BaseFileLock, report: Report) -> Running | None:
    """The Neo4j that already runs, else None with the lock acquired; `EmbeddedError` after a timeout."""
    running = None if _acquire(lock) else _await_owner(data_dir, lock, report)
    if running is None and (running := _orphan(data_dir)):
        lock.release()
    return running


def await_store(home: Home, report: Report) -> None:
    """Wait until no process uses the store, as far as this system can tell; `EmbeddedError` after 15 s."""
    deadline = time.monotonic() + _HELD
    reported = False
    while pid := holder(home.store_lock):
        if time.monotonic() > deadline:
            raise EmbeddedError(f"The database in {home.path} is used by process {pid}: end that one first.")
        if not reported:
            report(f"Waiting for the last Neo4j of {home.path} (pid {pid}) to end.")
            reported = True
        time.sleep(_PAUSE)


def _acquire(lock: BaseFileLock) -> bool:
    from filelock import Timeout

    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    return True


def _await_owner(data_dir: Path, lock: BaseFileLock, report: Report) -> Running | None:
    """The owner's Neo4j once it answers; None when the owner has ended and this process has the lock."""
    began = last_absent = time.monotonic()
    for attempt in count():
        running = joined.read(data_dir)
        if running and _answers(running):
            return running
        now = time.monotonic()
        if running is None:
            last_absent = now
        elif now - last_absent > _SILENT:
            raise EmbeddedError(
                f"The Neo4j of {data_dir} (pid {running.pid}) does not answer: "
                "end the acquaint that started it, then try again."
            )
        if now - began > _STARTING:
            raise EmbeddedError(
                f"Another acquaint has not brought up the Neo4j of {data_dir} in {_STARTING:.0f} s: "
                "end that one, or set ACQUAINT_DATA_DIR to another directory."
            )
        if attempt == 0:
            report(f"Waiting for another acquaint that is starting or stopping the Neo4j of {data_dir}.")
        time.sleep(_PAUSE)
        if _acquire(lock):
            break
    return None


def _orphan(data_dir: Path) -> Running | None:
    """A Neo4j that still answers 10 s after its owner has ended: only Linux ends it. Else remove its file."""
    running = joined.read(data_dir)
    deadline = time.monotonic() + _DYING
    while running and _answers(running):
        if time.monotonic() > deadline:
            return running
        time.sleep(_PAUSE)
    joined.remove(data_dir)
    return None


def _answers(running: Running) -> bool:
    # Imported here, because the driver is slow to import and a first start does not need it.
    from app.embedded.ping import answers

    return joined.alive(running.pid) and answers(running.address, _PING)
