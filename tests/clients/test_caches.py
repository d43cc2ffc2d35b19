"""What the caches of client libraries keep: a button follows a mutation, and no record is written over another."""

import json
import shutil
import subprocess
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from app.graph.address import Address
from app.schema import sdl
from tests.clients.conftest import Tools
from tests.transport.real import served

HERE = Path(__file__).parent / "caches"
EXPECTED = {"shown": [False, True], "kept": ["ada viewer", "ada viewer"]}


def seen(tools: Tools, script: str, address: Address, data_dir: Path) -> Any:
    """What a script of `caches/` prints of a session of ada's with bob's profile."""
    # Below the tools, where Node looks for packages.
    folder = Path(mkdtemp(prefix="caches", dir=tools.folder))
    shutil.copytree(HERE, folder, dirs_exist_ok=True)
    if script.startswith("relay"):
        (folder / "schema.graphql").write_text(sdl(), encoding="utf-8")
        (folder / "artifacts").mkdir()
        compiled = tools.run("relay-compiler", "relay.config.json", cwd=folder)
        assert compiled.returncode == 0, compiled.stdout
    with served(address, data_dir) as server:
        command = ["node", script, f"{server.url}/graphql", server.bearer("ada"), "bob"]
        result = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=60)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_apollo(world: Any, tools: Tools, address: Address, tmp_path: Path) -> None:
    world("ada -- cleo; ada ? dina; bob")
    record = ["__typename", "id", "name", "relationship"]
    assert seen(tools, "apollo.mjs", address, tmp_path) == EXPECTED | {"record": record}


def test_relay(world: Any, tools: Tools, address: Address, tmp_path: Path) -> None:
    world("ada -- cleo; ada ? dina; bob")
    record = ["__id", "__typename", "id", "name", "relationship"]
    assert seen(tools, "relay.cjs", address, tmp_path) == EXPECTED | {"record": record}
