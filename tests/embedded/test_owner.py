from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.embedded import joined, owner
from app.embedded.faults import EmbeddedError
from app.embedded.home import prepare
from app.embedded.joined import Running
from app.embedded.owner import await_store, join_or_own, owner_lock
from app.embedded.process import free_port
from app.embedded.server import Embedded
from app.graph.address import Address

# Holds the lock of its argument, as fcntl knows it, until its input ends.
HOLDER = """
import fcntl, sys
with open(sys.argv[1], "w") as file:
    fcntl.lockf(file, fcntl.LOCK_EX)
    print("held", flush=True)
    sys.stdin.read()
"""


def nobody() -> Running:
    """A Neo4j that does not answer, of a process that lives."""
    return Running(Address(f"bolt://127.0.0.1:{free_port()}", "neo4j", "secret"), os.getpid())


@contextmanager
def owned(data_dir: Path) -> Iterator[None]:
    with (data_dir / "owner.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owner, "_PING", 0.1)
    monkeypatch.setattr(owner, "_HELD", 0.3)


def test_a_directory_nobody_uses_is_owned(tmp_path: Path, said: list[str]) -> None:
    with owner_lock(tmp_path) as lock:
        assert join_or_own(tmp_path, lock, said.append) is None
        assert lock.is_locked
    assert said == []


@pytest.mark.parametrize("content", ["", "{", "[]"])
def test_a_broken_neo4j_json_is_removed(tmp_path: Path, said: list[str], content: str) -> None:
    (tmp_path / "neo4j.json").write_text(content)
    with owner_lock(tmp_path) as lock:
        assert join_or_own(tmp_path, lock, said.append) is None
    assert not (tmp_path / "neo4j.json").exists()


def test_a_stale_neo4j_json_is_removed_even_when_its_process_id_lives(tmp_path: Path, said: list[str]) -> None:
    joined.write(tmp_path, nobody())
    with owner_lock(tmp_path) as lock:
        assert join_or_own(tmp_path, lock, said.append) is None
    assert not (tmp_path / "neo4j.json").exists()


def test_a_neo4j_that_outlives_its_owner_is_joined(
    tmp_path: Path, said: list[str], running: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owner, "_PING", 3.0)
    monkeypatch.setattr(owner, "_DYING", 0.2)
    orphan = Running(running.address, running.pid)
    joined.write(tmp_path, orphan)
    lock = owner_lock(tmp_path)
    assert join_or_own(tmp_path, lock, said.append) == orphan
    assert not lock.is_locked


def test_a_living_owner_whose_neo4j_is_silent(tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owner, "_SILENT", 0.3)
    joined.write(tmp_path, nobody())
    with owned(tmp_path), pytest.raises(EmbeddedError) as refused:
        join_or_own(tmp_path, owner_lock(tmp_path), said.append)
    assert str(refused.value) == (
        f"The Neo4j of {tmp_path} (pid {os.getpid()}) does not answer: "
        "end the acquaint that started it, then try again."
    )
    assert said == [f"Waiting for another acquaint that is starting or stopping the Neo4j of {tmp_path}."]


def test_an_owner_that_never_gets_ready(tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owner, "_STARTING", 0.3)
    with owned(tmp_path), pytest.raises(EmbeddedError) as refused:
        join_or_own(tmp_path, owner_lock(tmp_path), said.append)
    assert str(refused.value) == (
        f"Another acquaint has not brought up the Neo4j of {tmp_path} in 0 s: "
        "end that one, or set ACQUAINT_DATA_DIR to another directory."
    )


@contextmanager
def held(file: Path) -> Iterator[subprocess.Popen[str]]:
    file.parent.mkdir(parents=True)
    command = [sys.executable, "-c", HOLDER, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield holder


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who holds a lock")
def test_a_store_in_use_names_the_process(tmp_path: Path, said: list[str]) -> None:
    home = prepare(tmp_path / "home")
    with held(home.store_lock) as other:
        with pytest.raises(EmbeddedError) as refused:
            await_store(home, said.append)
        other.communicate()
    assert str(refused.value) == f"The database in {home.path} is used by process {other.pid}: end that one first."
    assert said == [f"Waiting for the last Neo4j of {home.path} (pid {other.pid}) to end."]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who holds a lock")
def test_a_store_is_waited_for(tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owner, "_HELD", 10.0)
    home = prepare(tmp_path / "home")
    with held(home.store_lock) as other:
        began = time.monotonic()

        def end(sentence: str) -> None:
            said.append(sentence)
            other.communicate()

        await_store(home, end)
    assert time.monotonic() - began < 5
    assert said == [f"Waiting for the last Neo4j of {home.path} (pid {other.pid}) to end."]


def test_a_store_nobody_uses(tmp_path: Path, said: list[str]) -> None:
    home = prepare(tmp_path)
    await_store(home, said.append)
    home.store_lock.parent.mkdir(parents=True)
    home.store_lock.touch()
    await_store(home, said.append)
    assert said == []
