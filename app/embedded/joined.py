"""`neo4j.json`: address and pid of the running Neo4j of a data directory, for other processes."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from app.embedded.home import write_private
from app.graph.address import Address

_TEXTS = ("uri", "username", "password", "database")


@dataclass(frozen=True, slots=True)
class Running:
    address: Address
    pid: int


def write(data_dir: Path, running: Running) -> None:
    write_private(_file(data_dir), json.dumps({**asdict(running.address), "pid": running.pid}))


def read(data_dir: Path) -> Running | None:
    """The content of the file; None when it is absent or invalid."""
    try:
        content = json.loads(_file(data_dir).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    if not isinstance(content, dict) or not all(isinstance(content.get(name), str) for name in _TEXTS):
        return None
    pid = content.get("pid")
    if not isinstance(pid, int) or pid <= 0:
        return None
    return Running(Address(*(content[name] for name in _TEXTS)), pid)


def remove(data_dir: Path) -> None:
    _file(data_dir).unlink(missing_ok=True)


def alive(pid: int) -> bool:
    """Whether the process exists; always true on Windows, where `os.kill` would end it."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _file(data_dir: Path) -> Path:
    return data_dir / "neo4j.json"
