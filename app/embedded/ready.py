"""Waiting until a Neo4j that was just started answers, or says why it will not."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from app.embedded.faults import EmbeddedError, explain, port_taken, unopened
from app.embedded.home import Home
from app.embedded.tail import Tail
from app.graph.address import Address

_PAUSE = 0.05  # s, between two looks
_INTERVAL = 15.0  # s, between two lines that say that it still starts
_PING = 5.0  # s for an answer, doubled each time there is none
_LONGEST_PING = 20.0  # s


class PortTakenError(Exception):
    """Another process took the port between its choice and its use."""


class Output:
    """What a Neo4j prints and logs from now on; the console of its last start is forgotten."""

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
    """Return when the database answers, however long that takes while the process runs.

    `status` tells how the process ended, None while it runs.
    `report` gets a line now and then that says that it still starts.
    """
    said = time.monotonic()
    started = False
    patience = _PING
    while True:
        ended = status()
        for line in output.lines():
            _look_for_faults(line, home)
            started = started or line.endswith("Started.")
        if ended is not None:
            raise EmbeddedError(f"Neo4j ended with status {ended} before it answered: {home.console} says why.")
        # A damaged store is "Started." too: only an answer counts.
        if started:
            if _answers(home, address, patience):
                return
            patience = min(2 * patience, _LONGEST_PING)
        if time.monotonic() - said > _INTERVAL:
            report(f"Still starting Neo4j; {home.console} says how far it is …")
            said = time.monotonic()
        time.sleep(_PAUSE)


def _look_for_faults(line: str, home: Home) -> None:
    if port_taken(line):
        raise PortTakenError
    if sentence := explain(line, home.path):
        raise EmbeddedError(sentence)


def _answers(home: Home, address: Address, patience: float) -> bool:
    # The driver takes a while to import: not before Neo4j is under way.
    from app.embedded.ping import complaint, ping
    from app.graph.database import DatabaseAuthError, DatabaseError

    try:
        ping(address, patience)
    except DatabaseAuthError as error:
        raise EmbeddedError(
            f"The password in {home.secret} is not that of the database in {home.path}: put the right one there."
        ) from error
    except DatabaseError as error:
        if reason := complaint(address, _PING):
            raise EmbeddedError(unopened(home.path, reason)) from error
        return False
    return True
