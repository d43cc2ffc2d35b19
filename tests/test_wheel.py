import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.data.rows import KINDS

ROOT = Path(__file__).parent.parent
ASK = """
import json, sys
sys.path.insert(0, sys.argv[1])
from importlib.resources import files
import app
from app.graph.catalog import catalog
package = files("app")
print(json.dumps({
    "from": app.__file__,
    "edge": "edges/connections" in catalog(),
    "statements": sorted(statement.path for statement in catalog().values()),
    "lock": (package / "embedded" / "neo4j.lock").is_file(),
    "configuration": (package / "embedded" / "neo4j.conf").is_file(),
    "demo": sorted(path.name for path in (package / "data" / "demo").iterdir() if path.name.endswith(".csv")),
    "guide": (package / "data" / "guide.csv").is_file(),
    "page": (package / "playground" / "static" / "index.html").is_file(),
}))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what a wheel of this checkout installs."""
    wheels, target = tmp_path_factory.mktemp("wheels"), tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", wheels, ROOT], check=True, stdin=subprocess.DEVNULL)
    [wheel] = wheels.iterdir()
    subprocess.run([*pip, "install", "--no-deps", "--target", target, wheel], check=True, stdin=subprocess.DEVNULL)
    return target


@pytest.fixture(scope="module")
def told(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    command = [sys.executable, "-c", ASK, str(installed)]
    return json.loads(subprocess.run(command, cwd=elsewhere, check=True, capture_output=True, text=True).stdout)


def test_the_wheel_is_what_is_asked(told: Any, installed: Path) -> None:
    assert told["from"] == str(installed / "app" / "__init__.py")


def test_the_wheel_holds_every_statement(told: Any) -> None:
    folder = ROOT / "cypher"
    assert told["edge"]
    assert told["statements"] == sorted(
        path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.cypher")
    )


def test_the_wheel_holds_what_the_embedded_neo4j_and_the_playground_need(told: Any) -> None:
    assert (told["lock"], told["configuration"], told["page"]) == (True, True, True)


def test_the_wheel_holds_the_files_of_the_demo(told: Any) -> None:
    assert (told["demo"], told["guide"]) == (sorted(f"{kind.name}.csv" for kind in KINDS), True)


def test_the_wheel_brings_no_tests(installed: Path) -> None:
    assert sorted(path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")) == ["app", "bin"]
