"""What the model remembers, and the limits it keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.mutations.letter import Letter
from tests.schema.oracle import World


@dataclass(frozen=True)
class Limits:
    """The limits of the rules under the names of the application's settings."""

    connection_limit: int = 30_000
    open_invitation_limit: int = 3_000
    weekly_invitation_limit: int = 100
    invitation_batch: int = 40
    note_length: int = 300
    reminder_limit: int = 1
    invitation_lifetime: timedelta = timedelta(days=180)
    invitation_withdrawn_cooldown: timedelta = timedelta(days=21)
    invitation_declined_cooldown: timedelta = timedelta(days=30)
    removed_cooldown: timedelta = timedelta(days=21)
    reminder_delay: timedelta = timedelta(days=7)


class Refused(Exception):
    """Why nothing is done: an error code of the contract, and what goes with it."""

    def __init__(self, code: str, retry_at: datetime | None = None, letter: Letter | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.retry_at = retry_at
        self.letter = letter


@dataclass
class Tie:
    """A connection, with the invitation it came from, or a follow, with its origin."""

    since: datetime
    source: str | None = None


@dataclass
class State:
    """Everything there is. A pair of a connection is sorted; other pairs read from, to."""

    clock: Callable[[], datetime]
    limits: Limits
    members: dict[str, dict[str, Any]]
    connections: dict[tuple[str, str], Tie] = field(default_factory=dict)
    follows: dict[tuple[str, str], Tie] = field(default_factory=dict)
    blocks: dict[tuple[str, str], datetime] = field(default_factory=dict)
    removals: dict[tuple[str, str], datetime] = field(default_factory=dict)
    strangers: set[tuple[str, str]] = field(default_factory=set)  # who does not know whom
    letters: list[Letter] = field(default_factory=list)
    guesses: list[tuple[str, datetime]] = field(default_factory=list)  # wrong e-mail addresses

    @property
    def now(self) -> datetime:
        return self.clock()

    def world(self) -> World:
        """The same for the rules of visibility."""
        both = {(b, a) for a, b in self.connections} | self.connections.keys()
        walls = {(b, a) for a, b in self.blocks} | self.blocks.keys()
        return World(self.members, both, set(self.follows), walls)

    def sees(self, viewer: str, other: str) -> bool:
        walls = {(viewer, other), (other, viewer)} & self.blocks.keys()
        return other in self.members and self.members[other]["status"] == "ACTIVE" and not walls

    def connection(self, a: str, b: str) -> Tie | None:
        return self.connections.get(pair(a, b))

    def connection_count(self, member: str) -> int:
        """Those of hibernated members too: they come back."""
        return sum(member in ends for ends in self.connections)

    def open_between(self, a: str, b: str) -> Letter | None:
        between = (x for x in self.letters if {x.sender, x.recipient} == {a, b})
        return next((letter for letter in between if letter.is_open(self.now)), None)

    def letter(self, id: str) -> Letter | None:
        return next((letter for letter in self.letters if letter.id == id), None)


def pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)
