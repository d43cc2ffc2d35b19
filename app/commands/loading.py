"""`acquaint load`: progress and report."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from app.commands.opening import with_database
from app.commands.waiting import Connected
from app.data import load as loader
from app.data import report
from app.data.migrate import migrate
from app.graph.catalog import catalog
from app.settings import Settings


def load(settings: Settings, folder: Path | None, files: dict[str, Path]) -> bool:
    """Load `files` (kind to path) and those of `folder`, print a report; false when a row was refused."""
    found, others = loader.folder_files(folder) if folder else ({}, [])
    for path in others:
        print(f"{path}: it is not used; no kind of file has this name", file=sys.stderr)

    async def work(neo4j: Connected) -> report.LoadReport:
        await neo4j.do("creating indexes", migrate(neo4j.database, catalog()))
        with _Bar() as show:
            work = loader.load(
                neo4j.database,
                catalog(),
                found | files,
                invitation_lifetime=settings.invitation_lifetime,
                progress=show,
            )
            return await neo4j.do("loading", work)

    result = with_database(settings, work)
    for file in result.files:
        _print(file)
    return result.refused == 0


def _print(file: report.FileReport) -> None:
    for note in file.notes:
        print(f"{file.path}: {note}", file=sys.stderr)
    for refusal in file.refusals:
        print(f"{file.path}:{refusal.line}: {refusal.reason}", file=sys.stderr)
    if unshown := file.refused - len(file.refusals):
        print(f"{file.path}: and {unshown} more refused rows", file=sys.stderr)
    print(f"{file.path}: {file.taken} taken, {file.present} there already, {file.refused} refused", flush=True)


class _Bar:
    """Progress bars on stderr, one per file, by bytes read."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[rows]} rows"))
        console = Console(stderr=True)
        self._progress = Progress(*columns, TimeElapsedColumn(), console=console, disable=not console.is_terminal)
        self._tasks: dict[Path, TaskID] = {}

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def __call__(self, at: report.Progress) -> None:
        if at.path not in self._tasks:
            self._tasks[at.path] = self._progress.add_task(at.path.name, rows=0)
        self._progress.update(self._tasks[at.path], completed=at.position, total=at.size or None, rows=at.rows)
