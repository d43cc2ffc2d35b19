"""The embedded Neo4j as its callers see it; every test runs a real one."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from app.embedded import Embedded, EmbeddedError, embedded
from app.embedded.joined import alive
from app.embedded.ping import answers, ping
from app.embedded.store_lock import holder
from app.graph.database import DatabaseAuthError

ROOT = Path(__file__).parents[2]

# Says where its Neo4j is, and leaves it when its input ends.
PROGRAM = """
import dataclasses, json, sys
from pathlib import Path
from app.embedded import embedded
with embedded(Path(sys.argv[1]), quick_start=True) as neo4j:
    told = {"address": dataclasses.asdict(neo4j.address), "pid": neo4j.pid, "owned": neo4j.owned}
    print(json.dumps(told), flush=True)
    sys.stdin.read()
"""


@contextmanager
def process(data_dir: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that uses the embedded Neo4j."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(data_dir)],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as child:
        try:
            yield child
        finally:
            child.terminate()


def told_by(child: subprocess.Popen[str]) -> dict[str, Any]:
    assert child.stdout is not None
    told: dict[str, Any] = json.loads(child.stdout.readline())
    return told


def leave(child: subprocess.Popen[str]) -> int:
    assert child.stdin is not None
    child.stdin.close()
    return child.wait(30)


def within(seconds: float, happened: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_answers_and_belongs_to_this_process(running: Embedded) -> None:
    ping(running.address, 5)
    assert running.owned
    assert (running.address.username, running.address.database) == ("neo4j", "neo4j")
    assert running.address.uri.startswith("bolt://127.0.0.1:")


def test_neo4j_json_says_where_it_is(running: Embedded, data_dir: Path) -> None:
    file = data_dir / "neo4j.json"
    assert json.loads(file.read_text()) == {**asdict(running.address), "pid": running.pid}
    assert mode(file) == 0o600


def test_nobody_else_reads_the_directory(running: Embedded, data_dir: Path) -> None:
    home = data_dir / "neo4j"
    assert [mode(data_dir), mode(home), mode(home / "password")] == [0o700, 0o700, 0o600]


@pytest.mark.parametrize("password", ["neo4j", "", "wrong"])
def test_only_its_own_password_is_taken(running: Embedded, password: str) -> None:
    with pytest.raises(DatabaseAuthError):
        ping(replace(running.address, password=password), 5)


def test_a_second_process_joins_and_leaves_it_running(running: Embedded, data_dir: Path) -> None:
    with process(data_dir) as other:
        assert told_by(other) == {"address": asdict(running.address), "pid": running.pid, "owned": False}
        assert leave(other) == 0
    assert answers(running.address, 5)
    assert (data_dir / "neo4j.json").exists()


def test_this_process_joins_its_own(running: Embedded, data_dir: Path) -> None:
    said: list[str] = []
    with embedded(data_dir, report=said.append) as again:
        assert again == replace(running, owned=False)
    assert said == [f"Using the Neo4j that already runs for {data_dir} (pid {running.pid})."]
    assert answers(running.address, 5)


def test_the_holder_of_the_store_is_its_process(running: Embedded, data_dir: Path) -> None:
    assert holder(data_dir / "neo4j" / "data" / "databases" / "store_lock") == running.pid


def test_a_killed_owner_leaves_no_orphan_and_the_next_one_starts(tmp_path: Path) -> None:
    with process(tmp_path) as owner:
        first = told_by(owner)
        owner.kill()
        assert owner.wait(10) == -9
    # Its neo4j.json is stale now, and names a process that is ending or gone.
    assert json.loads((tmp_path / "neo4j.json").read_text())["pid"] == first["pid"]
    assert within(10, lambda: not alive(first["pid"]))

    with embedded(tmp_path, quick_start=True) as second:
        assert second.owned
        assert second.pid != first["pid"]
        assert second.address.password == first["address"]["password"]
        ping(second.address, 5)
    assert not alive(second.pid)
    assert not (tmp_path / "neo4j.json").exists()


def test_of_two_at_the_same_moment_one_starts_and_one_joins(tmp_path: Path) -> None:
    with process(tmp_path) as one, process(tmp_path) as two:
        told = {one: told_by(one), two: told_by(two)}
        assert sorted(each["owned"] for each in told.values()) == [False, True]
        assert told[one]["pid"] == told[two]["pid"]
        assert told[one]["address"] == told[two]["address"]

        owner, joiner = (one, two) if told[one]["owned"] else (two, one)
        assert leave(joiner) == 0
        assert alive(told[owner]["pid"])
        assert leave(owner) == 0
        assert not alive(told[owner]["pid"])


def test_a_damaged_store_is_said_at_once(running: Embedded, data_dir: Path, tmp_path: Path) -> None:
    shutil.copytree(data_dir / "neo4j", tmp_path / "neo4j")
    (tmp_path / "neo4j" / "data" / "databases" / "neo4j" / "neostore").write_bytes(b"garbage")
    with pytest.raises(EmbeddedError) as refused, embedded(tmp_path, quick_start=True):
        pass
    assert str(refused.value) == (
        f"The database in {tmp_path}/neo4j cannot be opened (neo4j: Failed to read current store version): "
        "move the directory away and restore a backup (acquaint restore), or begin with an empty one."
    )
    assert holder(tmp_path / "neo4j" / "data" / "databases" / "store_lock") is None


def test_a_directory_that_cannot_be_made(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(EmbeddedError) as refused, embedded(file / "data"):
        pass
    assert str(refused.value) == (
        f"{file}/data cannot be used (Not a directory): "
        "make it writable, or set ACQUAINT_DATA_DIR to another directory."
    )


def test_a_directory_that_is_read_only(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    if os.access(tmp_path, os.W_OK):
        pytest.skip("this user may write everywhere")
    with pytest.raises(EmbeddedError) as refused, embedded(tmp_path):
        pass
    assert str(refused.value) == (
        f"{tmp_path}/owner.lock cannot be used (Permission denied): "
        "make it writable, or set ACQUAINT_DATA_DIR to another directory."
    )


def test_starts_in_the_main_thread_only(tmp_path: Path) -> None:
    raised: list[BaseException] = []

    def start() -> None:
        try:
            with embedded(tmp_path):
                pass
        except RuntimeError as error:
            raised.append(error)

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    assert [str(error) for error in raised] == [
        "start Neo4j from the main thread: it is stopped when the thread that started it ends"
    ]
