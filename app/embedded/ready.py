"""Wait until a newly started Neo4j answers, or reports a fault."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from app.embedded.faults import EmbeddedError, explain, port_taken, unopened
from app.embedded.home import Home
from app.embedded.tail import Tail
from app.graph.address import Address

_PAUSE = 0.05  # s, between two checks
_INTERVAL = 15.0  # s, between two progress lines
_PING = 5.0  # s, doubled after each ping without an answer
_MAX_PING = 20.0  # s


class PortTakenError(Exception):
    """Raised when another process took the chosen port."""


class Output:
    """Reads what Neo4j prints and logs from now on; truncates the console file of its last start."""

    def __init__(self, home: Home) -> None:
        home.console.write_bytes(b"")
        self._tails = (Tail(home.console), Tail(home.debug_log))

    def lines(self) -> Iterator[str]:
        for tail in self._tails:
            yield from tail.lines()


def wait(
    home: Home,
    address: Address,
    output: Output,
    status: Callable[[], int | None],
    report: Callable[[str], object],
) -> None:
    """Return when the database answers, without a deadline; `EmbeddedError` for a fault or an ended process.

    `status` returns the exit status, None while the process runs; `report` gets progress lines.
    """
    last_report = time.monotonic()
    started = False
    timeout = _PING
    while True:
        ended = status()
        for line in output.lines():
            _look_for_faults(line, home)
            started = started or line.endswith("Started.")
        if ended is not None:
            raise EmbeddedError(f"Neo4j ended with status {ended} before it answered: {home.console} says why.")
        # Neo4j prints "Started." for a damaged store too: only an answer counts.
        if started:
            if _answers(home, address, timeout):
                return
            timeout = min(2 * timeout, _MAX_PING)
        if time.monotonic() - last_report > _INTERVAL:
            report(f"Still starting Neo4j; {home.console} says how far it is …")
            last_report = time.monotonic()
        time.sleep(_PAUSE)


def _look_for_faults(line: str, home: Home) -> None:
    if port_taken(line):
        raise PortTakenError
    if sentence := explain(line, home.path):
        raise EmbeddedError(sentence)


def _answers(home: Home, address: Address, timeout: float) -> bool:
    # Imported here, because the driver is slow to import and Neo4j should be launched first.
    from app.embedded.ping import complaint, ping
    from app.graph.database import DatabaseAuthError, DatabaseError

    try:
        ping(address, timeout)
    except DatabaseAuthError as error:
        raise EmbeddedError(
            f"The password in {home.secret} is not that of the database in {home.path}: put the right one there."
        ) from error
    except DatabaseError as error:
        if reason := complaint(address, _PING):
            raise EmbeddedError(unopened(home.path, reason)) from error
        return False
    return True
