"""Start and stop of the Neo4j process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.embedded import home as homes
from app.embedded.command import Runtime, command
from app.embedded.faults import EmbeddedError
from app.embedded.home import Home
from app.embedded.ready import Output, PortTakenError, wait
from app.graph.address import Address

_ATTEMPTS = 4  # in case another process takes the chosen port
_PATIENCE = 15.0  # s, for a stop
LAUNCHER = Path(__file__).with_name("launch.py")


@dataclass(frozen=True, slots=True)
class Server:
    child: subprocess.Popen[bytes]
    address: Address

    def stop(self) -> None:
        """Terminate it, and kill it after 15 s."""
        self.child.terminate()
        try:
            self.child.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()


def start(
    home: Home,
    runtime: Runtime,
    meanwhile: Callable[[], object] = lambda: None,
    report: Callable[[str], object] = lambda _: None,
) -> Server:
    """Start Neo4j and wait until it answers; `EmbeddedError` when it cannot start.

    Call it in the main thread: Neo4j stops when the calling thread ends. `meanwhile` is called after each launch, and
    again when another port is tried; `report` gets progress lines.
    """
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("start Neo4j from the main thread: it is stopped when the thread that started it ends")
    homes.begin(home)
    password = homes.password(home)
    for _ in range(_ATTEMPTS):
        port = free_port()
        homes.write_private(home.configuration, homes.configuration(port, runtime.page_cache))
        address = Address(f"bolt://127.0.0.1:{port}", homes.USERNAME, password)
        try:
            return _attempt(home, runtime, address, meanwhile, report)
        except PortTakenError:
            continue
    raise EmbeddedError(f"The port chosen for Neo4j was taken {_ATTEMPTS} times in a row: try again.")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _attempt(
    home: Home,
    runtime: Runtime,
    address: Address,
    meanwhile: Callable[[], object],
    report: Callable[[str], object],
) -> Server:
    output = Output(home)
    server = Server(_launch(home, runtime), address)
    try:
        meanwhile()
        wait(home, address, output, server.child.poll, report)
    except BaseException:
        server.stop()
        raise
    homes.finish(home)
    return server


def _launch(home: Home, runtime: Runtime) -> subprocess.Popen[bytes]:
    # The child must not see our secrets, nor the settings of another Neo4j.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "ACQUAINT_"))}
    launcher = [sys.executable, "-I", "-S", str(LAUNCHER), str(os.getpid())]
    with home.console.open("ab") as console:
        return subprocess.Popen(
            [*launcher, *command(home, runtime)],
            cwd=home.path,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
