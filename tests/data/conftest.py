"""What the tests of `load` share."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.data.check import check
from app.data.load import load
from app.data.report import FileReport, LoadReport
from app.graph.catalog import catalog

NOW = datetime(2026, 3, 1, 12, 0, 0, 123456, UTC)
LOADED = "2026-03-01T12:00:00.123Z"
EVERYTHING = """
MATCH (n) OPTIONAL MATCH (n)-[r]->(o) WITH n, r, o ORDER BY n.id, o.id, type(r)
RETURN collect([n {.*}, type(r), r {.*}, o.id])
"""


class Files:
    """Writes files, loads them, and reads the graph."""

    def __init__(self, folder: Path, run: Any) -> None:
        self.folder = folder
        self.run = run

    def write(self, name: str, text: str) -> Path:
        path = self.folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        return path

    def load(self, now: datetime = NOW, **texts: str) -> dict[str, FileReport]:
        paths: dict[str, Any] = {name: self.write(name, text) for name, text in texts.items()}
        report: LoadReport = self.run(lambda database: load(database, catalog(), paths, now=now))
        return {file.path.stem: file for file in report.files}

    def read(self, statement: str) -> Any:
        return self.run(lambda database: database.read(statement))

    def plant(self, statement: str) -> None:
        self.run(lambda database: database.write(statement))

    def broken(self) -> list[str]:
        return [name for name, _, rows in self.run(lambda database: check(database, catalog())) if rows]


@pytest.fixture
def files(tmp_path: Path, run: Any) -> Files:
    return Files(tmp_path, run)


def counts(report: FileReport) -> tuple[int, int, int]:
    return report.taken, report.present, report.refused
