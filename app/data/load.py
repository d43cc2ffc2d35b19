"""Bulk load: CSV files become members, connections and follows; what is in the graph already stays as it is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

from app.data.batch import Batch
from app.data.csvfile import CsvFile
from app.data.report import FileReport, LoadReport, Progress
from app.data.rows import CONNECTED, FOLLOWS, MEMBERS, Kind
from app.data.statistics import refresh_statistics
from app.graph.catalog import Catalog
from app.graph.database import Database, DatabaseError
from app.values.defaults import DEFAULT_SETTINGS
from app.values.text import InvalidValueError
from app.values.times import utc

_ATTEMPTS = 3  # a batch may be sent again: it changes nothing where it was done
_PAUSE = 0.5  # s


class LoadError(Exception):
    """A load that stopped; the message says how far it came and what to do."""


async def load(
    database: Database,
    catalog: Catalog,
    *,
    members: Path | None = None,
    connected: Path | None = None,
    follows: Path | None = None,
    now: datetime | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> LoadReport:
    """Load the files; a second run changes nothing, for a member that exists keeps what the graph says of it.

    Raises `FileError` before anything is written when a file cannot be opened or lacks a column, `LoadError` when
    Neo4j fails on the way.
    """
    moment = utc(now or datetime.now(UTC))
    wanted = ((MEMBERS, members), (CONNECTED, connected), (FOLLOWS, follows))
    with ExitStack() as stack:
        files = [(kind, stack.enter_context(closing(CsvFile(path, kind.columns)))) for kind, path in wanted if path]
        report = LoadReport(
            [await _Loading(database, catalog, kind, file, moment, progress).run() for kind, file in files]
        )
    await refresh_statistics(database)
    return report


class _Loading:
    """One file on its way into the graph."""

    def __init__(
        self,
        database: Database,
        catalog: Catalog,
        kind: Kind,
        file: CsvFile,
        now: str,
        progress: Callable[[Progress], None],
    ) -> None:
        self._database = database
        self._statement = catalog[kind.statement].text
        self._kind = kind
        self._file = file
        self._now = now
        self._progress = progress
        self._report = FileReport(file.path, notes=_notes(kind, file))
        self._batch = Batch(kind)

    async def run(self) -> FileReport:
        for row in self._file:
            if row.fault:
                self._report.refuse(row.line, row.fault)
                continue
            try:
                self._batch.add(row.line, self._kind.parameters(row.fields))
            except InvalidValueError as error:
                self._report.refuse(row.line, str(error))
            if self._batch.is_full:
                await self._send()
        if self._batch:
            await self._send()
        self._report.refusals.sort()
        return self._report

    async def _send(self) -> None:
        parameters: dict[str, object] = {"rows": self._batch.rows, "now": self._now}
        if self._kind is MEMBERS:
            parameters["settings"] = DEFAULT_SETTINGS
        self._batch.judge(await self._outcomes(parameters), self._report)
        self._batch = Batch(self._kind)
        self._progress(Progress(self._file.path, self._report.rows, self._file.position, self._file.size))

    async def _outcomes(self, parameters: dict[str, object]) -> list[list[object]]:
        attempt = 1
        while True:
            try:
                outcomes: list[list[object]] = await self._database.write(self._statement, parameters)
                return outcomes
            except DatabaseError as error:
                if attempt == _ATTEMPTS:
                    raise LoadError(
                        f"{self._file.path}: Neo4j failed when {self._report.taken} rows were taken ({error});"
                        " run the same load again: it goes on from there."
                    ) from error
            await asyncio.sleep(_PAUSE * attempt)
            attempt += 1


def _notes(kind: Kind, file: CsvFile) -> list[str]:
    known = ", ".join(kind.columns.known)
    return [f"the column {name!r} is not used; --{kind.option} reads {known}" for name in file.unknown]
