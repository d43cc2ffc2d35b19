from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.embedded.joined import Running, alive, read, remove, write
from app.graph.address import Address

RUNNING = Running(Address("bolt://127.0.0.1:7687", "neo4j", "secret"), 4711)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write(tmp_path, RUNNING)
    assert json.loads((tmp_path / "neo4j.json").read_text()) == {
        "uri": "bolt://127.0.0.1:7687",
        "username": "neo4j",
        "password": "secret",
        "database": "neo4j",
        "pid": 4711,
    }
    assert read(tmp_path) == RUNNING
    remove(tmp_path)
    assert read(tmp_path) is None
    remove(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"uri": "bolt://h", "username": "n", "password": "p", "database": "d"}',
        b'{"uri": "bolt://h", "username": "n", "password": "p", "database": "d", "pid": "1"}',
        b'{"uri": "bolt://h", "username": "n", "password": "p", "database": "d", "pid": -1}',
        b'{"uri": "bolt://h", "username": "n", "password": "p", "database": "d", "pid": 0}',
        b'{"uri": 1, "username": "n", "password": "p", "database": "d", "pid": 1}',
    ],
)
def test_a_file_that_is_not_whole_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "neo4j.json").write_bytes(content)
    assert read(tmp_path) is None


def test_alive() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
    assert alive(os.getpid())
    assert not alive(child.pid)
    assert not alive(10**30)
