import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from app.embedded import rehearsal
from app.embedded.command import Runtime
from app.embedded.java import Java
from app.embedded.rehearsal import kept, rehearsed, rehearsing


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runtime:
    """Java 25 and one jar, both empty files, and an empty cache."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "neo4j-1.jar").touch()
    (tmp_path / "java").touch()
    monkeypatch.setattr(rehearsal, "cache_directory", lambda: tmp_path / "cache")
    return Runtime(Java(tmp_path / "java", 25), tmp_path / "lib", "1g", "256m", quick_start=False)


def make(cache: Path) -> None:
    cache.with_suffix(".jars").mkdir(parents=True, exist_ok=True)
    cache.touch()


def test_a_cache_is_used_when_there_is_one(runtime: Runtime) -> None:
    assert rehearsed(runtime) is runtime
    make(kept(runtime))
    used = rehearsed(runtime)
    assert (used.more, used.first) == ((f"-XX:AOTCache={kept(runtime)}",), kept(runtime).with_suffix(".jars"))


def test_a_cache_with_a_jar_that_is_wrong_is_not_used_and_made_again(runtime: Runtime) -> None:
    make(kept(runtime))
    (kept(runtime).with_suffix(".jars") / f"signed-1.{'0' * 64}.jar").write_bytes(b"x")
    assert rehearsed(runtime) is runtime
    assert not kept(runtime).exists()


def test_another_java_another_jar_or_another_heap_is_another_cache(runtime: Runtime) -> None:
    first = kept(runtime)
    assert kept(replace(runtime, heap="2g")) != first
    assert kept(replace(runtime, page_cache="512m")) == first
    (runtime.library / "more.jar").touch()
    second = kept(runtime)
    os.utime(runtime.java.path, (1, 1))
    assert len({first, second, kept(runtime)}) == 3


def test_tests_and_an_older_java_do_without(runtime: Runtime) -> None:
    for other in (replace(runtime, quick_start=True), replace(runtime, java=Java(runtime.java.path, 21))):
        make(kept(other))
        assert rehearsed(other) is other


def program(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rehearsal that only says that it runs, until it is told to stop."""
    path.write_text(f"import time\nopen({str(path.with_suffix('.pid'))!r}, 'w').write('begun')\ntime.sleep(60)\n")
    monkeypatch.setattr(rehearsal, "LAUNCHER", path)


def test_it_is_given_up_when_the_server_ends_first(
    runtime: Runtime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path / "beside.py", monkeypatch)
    begun = tmp_path / "beside.pid"
    start = time.monotonic()
    with rehearsing(runtime):
        while not begun.exists() and time.monotonic() - start < 30:
            time.sleep(0.01)
    assert begun.read_text() == "begun"
    assert time.monotonic() - start < 40


def test_it_is_not_begun_when_there_is_a_cache(
    runtime: Runtime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path / "beside.py", monkeypatch)
    make(kept(runtime))
    with rehearsing(runtime):
        time.sleep(0.3)
    assert not (tmp_path / "beside.pid").exists()
