"""CPU time of processes, from /proc."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

_TICK = 1000 / os.sysconf("SC_CLK_TCK")  # ms
_LISTENING = "0A"


def spent(pid: int) -> float:
    """ms of CPU that a process has used, by itself and in the kernel."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) * _TICK


def listener(uri: str) -> int:
    """The process that listens on the port of an address on this machine."""
    port = urlsplit(uri).port or 7687
    lines = [
        line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
    ]
    sockets = {
        f"socket:[{line[9]}]" for line in lines if line[3] == _LISTENING and int(line[1].rpartition(":")[2], 16) == port
    }
    for process in Path("/proc").glob("[0-9]*"):
        if any(_target(descriptor) in sockets for descriptor in _descriptors(process)):
            return int(process.name)
    raise ProcessLookupError(f"no process of this machine listens on port {port}")


def _descriptors(process: Path) -> list[Path]:
    try:
        return list((process / "fd").iterdir())
    except OSError:
        return []


def _target(descriptor: Path) -> str:
    try:
        return os.readlink(descriptor)
    except OSError:
        return ""
