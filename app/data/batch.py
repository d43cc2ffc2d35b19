"""Batches of rows for one statement, and the outcome of each row."""

from __future__ import annotations

from typing import Any

from app.data.report import FileReport
from app.data.rows import Kind, Parameters
from app.values.text import shown

_SIZE = 5_000  # rows; their members are locked for about a second
_REASONS = {
    "BLOCKED": "one of the two blocks the other",
    "CONNECTED": "the two are connected",
    "INVITED": "another invitation between the two is open",
    "TIED": "the two are connected, one follows the other, or an invitation between them is open",
    "LAPSED": "closedAt is not before the invitation expires",
}


class Batch:
    """Rows of one kind without duplicate keys; a duplicate gets the outcome of the first."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._first: dict[str, Parameters] = {}
        self._repeats: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._first)

    @property
    def is_full(self) -> bool:
        return len(self._first) >= _SIZE

    @property
    def rows(self) -> list[Parameters]:
        """The rows by key, so that concurrent loads take locks in the same order."""
        return [self._first[key] for key in sorted(self._first)]

    def add(self, line: int, parameters: Parameters) -> None:
        key = self._kind.key_of(parameters)
        if key in self._first:
            self._repeats.setdefault(key, []).append(line)
            return
        parameters["line"] = line
        self._first[key] = parameters

    def judge(self, outcomes: list[list[Any]], report: FileReport) -> None:
        """Count each row in `report`, from outcomes `[line, outcome, missing member id or None]`."""
        by_line = {line: (outcome, missing) for line, outcome, missing in outcomes}
        verdicts = []
        for key, row in self._first.items():
            outcome, missing = by_line[row["line"]]
            verdicts.append((row["line"], outcome, row, missing))
            again = "PRESENT" if outcome == "TAKEN" else outcome
            verdicts += [(line, again, row, missing) for line in self._repeats.get(key, ())]
        for line, outcome, row, missing in sorted(verdicts, key=lambda verdict: verdict[0]):
            _count(report, line, outcome, row, missing)


def _count(report: FileReport, line: int, outcome: str, row: Parameters, missing: str | None) -> None:
    match outcome:
        case "TAKEN":
            report.taken += 1
        case "PRESENT":
            report.present += 1
        case _:
            report.refuse(line, _reason(outcome, row, missing))


def _reason(outcome: str, row: Parameters, missing: str | None) -> str:
    match outcome:
        case "MEMBER_NOT_FOUND":
            return f"no member has the id {shown(str(missing))}; add it to the members file"
        case "MEMBER_DELETED":
            return f"the member {shown(row['id'])} has deleted the account"
        case "HANDLE_TAKEN":
            return f"the handle {shown(row['member']['handle'])} belongs to another member"
        case _ if outcome in _REASONS:
            return _REASONS[outcome]
        case _:
            raise ValueError(f"a load statement answered {outcome!r}")
