"""The compilers that client apps use, installed from npm once for all tests of this folder."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

_HERE = Path(__file__).parent
_OLDEST = 20  # of Node
_PATIENCE = 300.0  # s for npm
_UNREACHED = {
    *("ECONNREFUSED", "ECONNRESET", "EAI_AGAIN", "ENOTFOUND", "ENETUNREACH", "EHOSTUNREACH", "ETIMEDOUT"),
    *("ERR_SOCKET_TIMEOUT", "EIDLETIMEOUT", "E502", "E503", "E504"),
}
_INSTALL = ["install", "--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund", "--prefer-offline"]
_QUICKLY = ["--fetch-retries=1", "--fetch-retry-mintimeout=500", "--fetch-retry-maxtimeout=1000"]


@dataclass(frozen=True)
class Tools:
    """What package.json names, installed."""

    folder: Path

    def run(self, name: str, *arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
        """A tool's exit status and what it said, both streams as one text."""
        command: list[str | Path] = [self.folder / "node_modules/.bin" / name, *arguments]
        return subprocess.run(
            command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=120
        )


@pytest.fixture(scope="session")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tools]:
    npm = _npm()
    folder = tmp_path_factory.mktemp("npm")
    shutil.copy(_HERE / "package.json", folder)
    try:
        result = subprocess.run(
            [npm, *_INSTALL, *_QUICKLY, "--loglevel=error"],
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired:
        pytest.skip(f"npm did not install the compilers within {_PATIENCE:.0f} s")
    if result.returncode:
        words = set(result.stderr.split())
        if reason := words & _UNREACHED:
            pytest.skip(f"npm does not reach its registry ({', '.join(sorted(reason))}): these tests need the network")
        pytest.fail(f"npm could not install the compilers:\n{result.stderr}")
    yield Tools(folder)
    # Some 200 MB, which pytest would keep for three runs.
    shutil.rmtree(folder)


def _npm() -> str:
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip(f"node or npm is not installed: these tests need Node {_OLDEST} or newer")
    version = subprocess.run([node, "--version"], capture_output=True, encoding="utf-8", check=True).stdout.strip()
    if int(version.removeprefix("v").partition(".")[0]) < _OLDEST:
        pytest.skip(f"Node is {version}: these tests need {_OLDEST} or newer")
    return npm
