"""Starting and stopping, with a shell script in the place of Java: how processes are treated, not what Neo4j does."""

from __future__ import annotations

import os
import signal
import socket
import time
from pathlib import Path

import pytest

from app.embedded import process, ready
from app.embedded.command import Runtime
from app.embedded.faults import EmbeddedError
from app.embedded.home import Home, prepare
from app.embedded.java import Java
from app.embedded.joined import alive
from app.embedded.process import free_port, start


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return prepare(tmp_path / "home")


def running(home: Home, script: str) -> Runtime:
    """A Java that is this script; it leaves its process id in the file `pids`."""
    java = home.path / "java"
    java.write_text(f"#!/bin/sh\necho $$ >> pids\n{script}\n")
    java.chmod(0o700)
    return Runtime(Java(java, 25), home.path, "1g", "256m", quick_start=False)


def pids(home: Home) -> list[int]:
    return [int(line) for line in (home.path / "pids").read_text().splitlines()]


def refusal(home: Home, script: str) -> str:
    with pytest.raises(EmbeddedError) as refused:
        start(home, running(home, script))
    assert not any(alive(pid) for pid in pids(home))
    return str(refused.value)


def test_a_fault_is_said_at_once_and_the_process_is_stopped(home: Home) -> None:
    assert refusal(home, "echo 'java.io.IOException: No space left on device'; exec sleep 60") == (
        f"The disk of {home.path} is full: free some space, or set ACQUAINT_DATA_DIR to another directory."
    )


def test_a_fault_in_the_debug_log_is_seen(home: Home) -> None:
    assert refusal(home, "echo 'FileLockException: …' > logs/debug.log; exec sleep 60") == (
        f"The database in {home.path} is used by another process: end that one first."
    )


def test_a_fault_of_an_earlier_start_is_not(home: Home) -> None:
    home.debug_log.write_text("FileLockException\n")
    home.console.write_text("FileLockException\n")
    assert refusal(home, "exit 7") == (f"Neo4j ended with status 7 before it answered: {home.console} says why.")


def test_what_is_neither_ended_nor_answering_is_waited_for_in_words(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ready, "_INTERVAL", 0.0)
    said: list[str] = []

    def report(sentence: str) -> None:
        said.append(sentence)
        if len(said) == 3:
            os.kill(pids(home)[0], signal.SIGKILL)

    with pytest.raises(EmbeddedError) as ended:
        start(home, running(home, "exec sleep 60"), lambda: await_pid(home), report)
    assert str(ended.value) == f"Neo4j ended with status -9 before it answered: {home.console} says why."
    assert set(said) == {f"Still starting Neo4j; {home.console} says how far it is …"}
    assert len(said) >= 3


def await_pid(home: Home) -> None:
    while not (home.path / "pids").exists() or not pids(home):
        time.sleep(0.01)


def test_a_process_deaf_to_sigterm_is_killed(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_PATIENCE", 0.2)
    script = "trap '' TERM; echo 'java.io.IOException: No space left on device'; while :; do sleep 0.1; done"
    assert refusal(home, script).startswith("The disk of ")


def test_a_taken_port_is_tried_four_times_each_with_a_new_one(home: Home) -> None:
    script = "grep ^server.bolt.listen conf/neo4j.conf >> ports; echo PortBindException; exec sleep 60"
    assert refusal(home, script) == "The port chosen for Neo4j was taken 4 times in a row: try again."
    assert len(pids(home)) == 4
    assert len(set((home.path / "ports").read_text().splitlines())) == 4


def test_the_child_sees_no_secret_and_has_its_own_session(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACQUAINT_JWT_SECRET", "k3y")
    monkeypatch.setenv("NEO4J_PASSWORD", "k3y")
    monkeypatch.setenv("LANG", "C")
    refusal(home, "env > environment; cut -d' ' -f6 /proc/$$/stat > session; exit 1")
    environment = (home.path / "environment").read_text()
    assert "LANG=C\n" in environment
    assert "k3y" not in environment
    assert int((home.path / "session").read_text()) == pids(home)[0] != os.getsid(0)


def test_the_work_meanwhile_begins_when_the_process_runs_and_its_failure_stops_it(home: Home) -> None:
    def meanwhile() -> None:
        await_pid(home)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        start(home, running(home, "exec sleep 60"), meanwhile)
    assert [alive(pid) for pid in pids(home)] == [False]


def test_a_first_start_that_failed_is_remembered(home: Home) -> None:
    refusal(home, "mkdir -p data/databases/system; exit 1")
    assert home.unfinished.exists()


def test_free_port_is_free() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", free_port()))
