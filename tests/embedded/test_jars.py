"""Filling and verifying the cache, from a Maven repository on this machine."""

from __future__ import annotations

import hashlib
import socket
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from app.embedded import download
from app.embedded.faults import EmbeddedError
from app.embedded.jars import cached, installed, library, missing
from app.embedded.lock import Lock, parse

CONTENTS = {"org.neo4j:neo4j:2026.09.0": b"neo4j" * 1000, "g.h:small:1": b"s", "g.h:native:2:linux-x86_64": b"n" * 200}


class _Handler(SimpleHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()

    def log_message(self, *_: Any) -> None:
        return None


@pytest.fixture
def lock() -> Lock:
    lines = (f"{name} {hashlib.sha256(content).hexdigest()} {len(content)}" for name, content in CONTENTS.items())
    return parse("\n".join(lines))


@pytest.fixture
def repository(tmp_path: Path, lock: Lock) -> Path:
    directory = tmp_path / "repository"
    for jar, content in zip(lock.jars, CONTENTS.values(), strict=True):
        file = directory / jar.path
        file.parent.mkdir(parents=True)
        file.write_bytes(content)
    return directory


@pytest.fixture
def asked(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the repository was asked for, while it stands."""
    _Handler.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(repository))) as server:
        monkeypatch.setattr(download, "repository", lambda: f"http://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield _Handler.asked
        finally:
            server.shutdown()
            thread.join()


def test_an_empty_cache_is_filled_once(lock: Lock, asked: list[str], tmp_path: Path) -> None:
    said: list[str] = []
    directory = cached(lock, tmp_path / "cache", said.append)
    assert directory == tmp_path / "cache" / f"2026.09.0-{lock.key}"
    assert {file.name: file.read_bytes() for file in directory.iterdir()} == {
        "neo4j-2026.09.0.jar": CONTENTS["org.neo4j:neo4j:2026.09.0"],
        "small-1.jar": b"s",
        "native-2-linux-x86_64.jar": b"n" * 200,
    }
    assert said == [f"Downloading Neo4j 2026.09.0 (3 files, 0 MB) to {directory}; this happens once."]
    assert len(asked) == 3

    assert cached(lock, tmp_path / "cache", said.append) == directory
    assert len(asked) == 3
    assert len(said) == 1


@pytest.mark.parametrize("content", [b"x", b"o", b""], ids=["wrong", "other", "cut"])
def test_a_jar_that_is_wrong_is_fetched_again(lock: Lock, asked: list[str], tmp_path: Path, content: bytes) -> None:
    directory = cached(lock, tmp_path, lambda _: None)
    asked.clear()
    (directory / "small-1.jar").write_bytes(content)
    assert [jar.name for jar in missing(lock, directory)] == ["small-1.jar"]
    cached(lock, tmp_path, lambda _: None)
    assert asked == ["/g/h/small/1/small-1.jar"]
    assert (directory / "small-1.jar").read_bytes() == b"s"


def test_a_file_that_is_not_the_tested_one_is_refused(
    lock: Lock, repository: Path, asked: list[str], tmp_path: Path
) -> None:
    (repository / "g/h/small/1/small-1.jar").write_bytes(b"x")
    with pytest.raises(EmbeddedError) as refused:
        cached(lock, tmp_path / "cache", lambda _: None)
    assert str(refused.value) == (
        "The repository's small-1.jar is not the tested file (its SHA-256 differs), so it was not kept: "
        "try again, look for a proxy that changes downloads, or set NEO4J_URI to a running Neo4j."
    )
    kept = {file.name for file in (tmp_path / "cache" / f"2026.09.0-{lock.key}").iterdir()}
    assert kept <= {"neo4j-2026.09.0.jar", "native-2-linux-x86_64.jar"}


def test_a_file_the_repository_does_not_have(lock: Lock, repository: Path, asked: list[str], tmp_path: Path) -> None:
    (repository / "g/h/small/1/small-1.jar").unlink()
    with pytest.raises(EmbeddedError, match=r"^Neo4j could not be downloaded \(HTTPError\): connect"):
        cached(lock, tmp_path / "cache", lambda _: None)


def test_without_a_network_the_ways_out_are_named(lock: Lock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        monkeypatch.setattr(download, "repository", lambda: f"http://127.0.0.1:{nobody.getsockname()[1]}")
        with pytest.raises(EmbeddedError) as refused:
            cached(lock, tmp_path, lambda _: None)
    assert str(refused.value) == (
        "Neo4j could not be downloaded (ConnectionError): connect to the network and try again, or set NEO4J_URI to a "
        "running Neo4j, or NEO4J_HOME to an installed one, or start one with Docker (docker compose up)."
    )


def test_a_cache_that_cannot_be_made(lock: Lock, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EmbeddedError) as refused:
        cached(lock, tmp_path / "file" / "cache", lambda _: None)
    directory = tmp_path / "file" / "cache" / f"2026.09.0-{lock.key}"
    assert str(refused.value) == (
        f"{directory} cannot be used (Not a directory): make it writable, or set NEO4J_HOME to an installed Neo4j."
    )


def test_an_installed_neo4j_replaces_the_download(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "neo4j-2026.09.0.jar").touch()
    monkeypatch.setenv("NEO4J_HOME", str(tmp_path))
    assert library(lambda _: None) == tmp_path / "lib"


def test_a_neo4j_home_without_neo4j(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedError) as refused:
        installed(tmp_path)
    assert str(refused.value) == (
        f"NEO4J_HOME is set, but {tmp_path}/lib holds no Neo4j: set it to an installed Neo4j, or unset it."
    )


def test_the_repository_is_reached_safely() -> None:
    assert download.repository().startswith("https://")
