"""`acquaint serve` as a process of its own, on the Neo4j of the tests."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from app.graph.address import Address
from app.identity import development_secret, issue

_START = 60.0  # s


@dataclass(frozen=True)
class Served:
    """Where it answers, as which process, and what signs its tokens."""

    url: str
    pid: int
    secret: str

    def bearer(self, member: str) -> str:
        return f"Bearer {issue(self.secret, member, timedelta(hours=1))}"


@contextmanager
def served(address: Address, data_dir: Path, **environ: str) -> Iterator[Served]:
    """A server on a free port; `environ` is what else its environment holds."""
    database = {
        "NEO4J_URI": address.uri,
        "NEO4J_USERNAME": address.username,
        "NEO4J_PASSWORD": address.password,
        "NEO4J_DATABASE": address.database,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "serve", "--port", "0"],
        cwd=Path(__file__).parents[2],
        env={**os.environ, **database, "ACQUAINT_DATA_DIR": str(data_dir), **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    watchdog = threading.Timer(_START, _kill, [process])
    watchdog.start()
    try:
        url = _ready(process)
        watchdog.cancel()
        yield Served(url, process.pid, development_secret(data_dir))
    finally:
        watchdog.cancel()
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        finally:
            _kill(process)
            process.communicate()


def _ready(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("Ready: "):
            return line.removeprefix("Ready: ").removesuffix("/playground\n")
    raise RuntimeError("the server ended before it was ready")


def _kill(process: "subprocess.Popen[str]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
