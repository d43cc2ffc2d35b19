"""Holder of a store's file lock."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_LOCKS = Path("/proc/locks")


def holder(lock: Path) -> int | None:
    """The pid of the process that locks this file; None when there is none or this system cannot tell."""
    try:
        inode = str(lock.stat().st_ino)
        table = _LOCKS.read_text()
    except OSError:
        return None
    # A line is `1: POSIX  ADVISORY  WRITE 4711 fe:00:123456 0 EOF`.
    rows = [row for row in map(str.split, table.splitlines()) if len(row) > 5]
    pids = {int(row[4]) for row in rows if row[5].rpartition(":")[2] == inode}
    return next((pid for pid in pids if pid > 0 and _has_open(pid, lock)), None)


def _has_open(pid: int, file: Path) -> bool:
    # Inode numbers repeat across file systems, paths do not.
    with suppress(OSError):
        descriptors = list(Path(f"/proc/{pid}/fd").iterdir())
        return any(_target(descriptor) == os.path.realpath(file) for descriptor in descriptors)
    return False


def _target(link: Path) -> str | None:
    with suppress(OSError):
        return os.readlink(link)
    return None
