"""CPU time and memory of processes on this machine."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from urllib.parse import urlsplit

_LISTENING = "0A"


def spent(pid: int) -> float:
    """ms of CPU that a process has used, by itself and in the kernel."""
    # The clock of another process, as clock_getcpuclockid(3) makes it; /proc counts in steps of 10 ms.
    return time.clock_gettime((~pid << 3) | 2) * 1000


def compiling(pid: int) -> float:
    """ms of CPU that a Java process has used, up to now, to compile what it runs."""
    ticks = sum(_ticks(task) for task in Path(f"/proc/{pid}/task").iterdir())
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    """MB of memory that a process holds."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


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


def _ticks(task: Path) -> int:
    try:
        name, _, fields = (task / "stat").read_text().rpartition(")")
    except OSError:  # the thread has ended
        return 0
    return sum(map(int, fields.split()[11:13])) if "CompilerThre" in name else 0


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
