"""Real processes, started and stopped as an operator does."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

PROGRAM = """
import asyncio, sys
from pathlib import Path
from types import SimpleNamespace
import strawberry
from starlette.applications import Starlette
from app.execution.extension import extensions
from app.main import create_app
from app.settings import Settings
from app.transport.listening import bind
from app.transport.serve import serve, serve_by_workers


@strawberry.type
class Query:
    @strawberry.field
    async def sleep(self, seconds: float) -> float:
        await asyncio.sleep(seconds)
        return seconds


class Door:
    async def __aenter__(self): return self
    async def __aexit__(self, *_): print("closed", flush=True)
    async def ping(self): pass


def make() -> Starlette:
    settings = Settings(data_dir=Path(__file__).parent / "data", request_deadline="PT20S")
    schema = strawberry.Schema(Query, extensions=extensions(settings))
    return create_app(settings, Door, schema=schema, context=lambda viewer, database: SimpleNamespace(viewer=viewer))


def broken() -> Starlette:
    raise RuntimeError("cannot be made")


if __name__ == "__main__":
    factory, workers = sys.argv[1], int(sys.argv[2])
    with bind("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        ready = lambda: print("ready", port, flush=True)
        if workers == 1:
            serve(make(), listener, ready)
        else:
            serve_by_workers("program:" + factory, workers, listener, ready)
    print("stopped", flush=True)
"""

Start = Callable[..., tuple["subprocess.Popen[str]", str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    (tmp_path / "program.py").write_text(PROGRAM)
    started: list[subprocess.Popen[str]] = []
    watchdogs: list[threading.Timer] = []

    def run(workers: int = 1, factory: str = "make") -> tuple[subprocess.Popen[str], str]:
        path = os.pathsep.join([str(tmp_path), str(Path(__file__).parents[2])])
        process = subprocess.Popen(
            [sys.executable, str(tmp_path / "program.py"), factory, str(workers)],
            env={**os.environ, "PYTHONPATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        watchdogs.append(threading.Timer(60, _kill, [process]))
        watchdogs[-1].start()
        assert process.stdout is not None
        word, _, port = process.stdout.readline().partition(" ")
        return process, f"http://127.0.0.1:{port.strip()}" if word == "ready" else ""

    yield run
    for watchdog in watchdogs:
        watchdog.cancel()
    for process in started:
        _kill(process)
        process.communicate()


def _kill(process: "subprocess.Popen[str]") -> None:
    # The session is this test's own: the process and its workers, nobody else.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def ask(url: str, seconds: float = 0) -> Any:
    body = json.dumps({"query": f"{{ sleep(seconds: {seconds}) }}"}).encode()
    request = urllib.request.Request(f"{url}/graphql", body, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def state(url: str, path: str) -> int:
    try:
        with urllib.request.urlopen(f"{url}{path}", timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_server_after_its_requests(start: Start, workers: int, number: int) -> None:
    process, url = start(workers)
    answers: list[Any] = []
    asking = threading.Thread(target=lambda: answers.append(ask(url, 2)))
    asking.start()
    time.sleep(0.5)
    begin = time.monotonic()
    process.send_signal(number)
    out, err = process.communicate(timeout=15)
    asking.join()
    assert answers == [{"data": {"sleep": 2}}]
    assert process.returncode == 0
    assert out.split() == ["closed"] * workers + ["stopped"]
    assert err == ""
    assert time.monotonic() - begin < 10


@pytest.mark.parametrize("workers", [1, 2])
def test_readiness_ends_before_the_door_is_closed(start: Start, workers: int) -> None:
    process, url = start(workers)
    assert state(url, "/readyz") == 200
    process.send_signal(signal.SIGTERM)
    seen: set[int] = set()
    begin = time.monotonic()
    with contextlib.suppress(urllib.error.URLError, ConnectionError):
        while time.monotonic() - begin < 10:
            seen.add(state(url, "/readyz"))
            time.sleep(0.02)
    assert seen - {200} == {503}
    assert process.wait(10) == 0


def test_a_request_that_never_ends_does_not_keep_the_server(start: Start) -> None:
    process, url = start()
    asking = threading.Thread(target=_ask_in_vain, args=(url,))
    asking.start()
    time.sleep(0.5)
    begin = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(15) == 0
    assert 8 < time.monotonic() - begin < 10
    asking.join()


def _ask_in_vain(url: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        ask(url, 60)


def test_a_worker_that_is_killed_is_replaced(start: Start) -> None:
    process, url = start(2)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        pytest.skip("needs /proc to find the workers")
    workers = [pid for pid in children.read_text().split() if "spawn_main" in _command(pid)]
    assert len(workers) == 2
    os.kill(int(workers[0]), signal.SIGKILL)
    assert ask(url) == {"data": {"sleep": 0}}
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        now = [pid for pid in children.read_text().split() if "spawn_main" in _command(pid)]
        if len(now) == 2 and workers[0] not in now:
            break
        time.sleep(0.1)
    assert len(now) == 2
    assert workers[0] not in now
    assert ask(url) == {"data": {"sleep": 0}}


def _command(pid: str) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text()
    return ""


def test_workers_that_cannot_start_end_the_server(start: Start) -> None:
    process, url = start(2, "broken")
    out, err = process.communicate(timeout=30)
    assert (url, out) == ("", "")
    assert process.returncode == 1
    assert "The workers did not start; the lines above say why." in err
