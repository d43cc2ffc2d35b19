"""Report and progress of a load."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

_MAX_REFUSALS = 100  # refusals per file with line and reason; all are counted


class Refusal(NamedTuple):
    """A refused row."""

    line: int
    reason: str


class Progress(NamedTuple):
    """Progress of a file: rows read, and `position` of `size` bytes read (0 of 0 for a pipe)."""

    path: Path
    rows: int
    position: int
    size: int


@dataclass(slots=True)
class FileReport:
    """Counts of one file's rows: newly taken, already present, refused."""

    path: Path
    taken: int = 0
    present: int = 0
    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def refuse(self, line: int, reason: str) -> None:
        self.refused += 1
        if len(self.refusals) < _MAX_REFUSALS:
            self.refusals.append(Refusal(line, reason))

    @property
    def rows(self) -> int:
        return self.taken + self.present + self.refused


@dataclass(frozen=True, slots=True)
class LoadReport:
    """Reports of all files, in loading order."""

    files: list[FileReport]

    @property
    def refused(self) -> int:
        return sum(file.refused for file in self.files)
