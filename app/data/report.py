"""What a load says afterwards, file by file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

_KEPT = 100  # refusals of one file that keep their line and reason; all are counted


class Refusal(NamedTuple):
    """A row that was not taken."""

    line: int
    reason: str


class Progress(NamedTuple):
    """How far a file is: rows read, and bytes read of all its bytes (0 of 0 for a pipe)."""

    path: Path
    rows: int
    position: int
    size: int


@dataclass(slots=True)
class FileReport:
    """Rows of one file: newly taken, already in the graph, refused."""

    path: Path
    taken: int = 0
    present: int = 0
    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def refuse(self, line: int, reason: str) -> None:
        self.refused += 1
        if len(self.refusals) < _KEPT:
            self.refusals.append(Refusal(line, reason))

    @property
    def rows(self) -> int:
        return self.taken + self.present + self.refused


@dataclass(frozen=True, slots=True)
class LoadReport:
    """The files of one load in the order they were loaded."""

    files: list[FileReport]

    @property
    def refused(self) -> int:
        return sum(file.refused for file in self.files)
