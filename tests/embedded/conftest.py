"""One embedded Neo4j for all tests of this directory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.embedded import Embedded, embedded


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("embedded") / "data"


@pytest.fixture(scope="session")
def running(data_dir: Path) -> Iterator[Embedded]:
    """Started and owned by this process."""
    with embedded(data_dir, quick_start=True) as neo4j:
        yield neo4j
