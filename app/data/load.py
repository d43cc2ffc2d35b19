"""Bulk load of CSV files; existing data is not changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.data.batch import Batch
from app.data.csvfile import CsvFile, FileError
from app.data.report import FileReport, LoadReport, Progress
from app.data.rows import KINDS, Kind
from app.data.statistics import refresh_statistics
from app.graph.catalog import Catalog
from app.graph.database import Database, DatabaseError
from app.values.text import InvalidValueError
from app.values.times import utc

_ATTEMPTS = 3  # batches are idempotent
_PAUSE = 0.5  # s
INVITATION_LIFETIME = timedelta(days=180)


class LoadError(Exception):
    """Raised when a load stopped; the message says how far it came and what to do."""


def folder_files(folder: Path) -> tuple[dict[str, Path], list[Path]]:
    """The files of a folder by kind, and its other CSV files; `FileError` for none or two of a kind."""
    found: dict[str, Path] = {}
    others = []
    for path in sorted(folder.glob("*.csv")) + sorted(folder.glob("*.csv.gz")):
        name = path.name.partition(".")[0]
        if name in found:
            raise FileError(f"{path}: the folder has {found[name].name} too; keep one of them.")
        if any(name == kind.name for kind in KINDS):
            found[name] = path
        else:
            others.append(path)
    if not found:
        names = ", ".join(f"{kind.name}.csv" for kind in KINDS)
        raise FileError(f"{folder}: this is no folder with a file to load; it may hold {names}.")
    return found, others


async def load(
    database: Database,
    catalog: Catalog,
    paths: Mapping[str, Path],
    *,
    now: datetime | None = None,
    invitation_lifetime: timedelta = INVITATION_LIFETIME,
    progress: Callable[[Progress], None] = lambda _: None,
) -> LoadReport:
    """Load the files of `paths` (kind to path); a second run changes nothing.

    Raises `FileError`, before anything is written, for a file that cannot be used, `LoadError` when Neo4j fails.
    """
    common = {"now": utc(now or datetime.now(UTC)), "invitationLifetime": invitation_lifetime}
    with ExitStack() as stack:
        wanted = [(kind, paths[kind.name]) for kind in KINDS if kind.name in paths]
        files = [(kind, stack.enter_context(closing(CsvFile(path, kind.columns)))) for kind, path in wanted]
        report = LoadReport(
            [await _Loading(database, catalog, kind, file, common, progress).run() for kind, file in files]
        )
    await refresh_statistics(database)
    return report


class _Loading:
    """The load of one file."""

    def __init__(
        self,
        database: Database,
        catalog: Catalog,
        kind: Kind,
        file: CsvFile,
        common: dict[str, object],
        progress: Callable[[Progress], None],
    ) -> None:
        self._database = database
        self._statement = catalog[kind.statement].text
        self._kind = kind
        self._file = file
        self._common = common
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
        self._batch.judge(await self._outcomes({"rows": self._batch.rows, **self._common}), self._report)
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
    return [f"the column {name!r} is not used; --{kind.name} reads {known}" for name in file.unknown]
