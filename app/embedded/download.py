"""Parallel download of jars from the Maven repository, each verified before it is moved into place."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.embedded.faults import EmbeddedError, optional_packages
from app.embedded.lock import Jar

if TYPE_CHECKING:
    import requests

Advance = Callable[[int], None]

_THREADS = 8
_TIMEOUT = (10, 30)  # s, to connect and between two chunks
_PIECE = 1 << 16


def download(jars: list[Jar], library: Path, version: str, report: Callable[[str], None]) -> None:
    """Download these jars into `library` and verify their hashes; raises `EmbeddedError`."""
    size = sum(jar.size for jar in jars)
    base = repository()
    report(f"Downloading Neo4j {version} ({len(jars)} files, {size / 1e6:.0f} MB) to {library}; this happens once.")
    with _session() as session, _network_faults(), _progress(size) as advance, ThreadPoolExecutor(_THREADS) as pool:
        # The largest first, so that the threads finish at about the same time.
        biggest_first = sorted(jars, key=lambda jar: -jar.size)
        tasks = [pool.submit(_fetch, session, f"{base}/{jar.path}", jar, library, advance) for jar in biggest_first]
        try:
            for task in tasks:
                task.result()
        finally:
            pool.shutdown(cancel_futures=True)


def repository() -> str:
    """The address of the Maven repository."""
    with optional_packages():
        from jgo.maven import MavenContext
    return next(iter(MavenContext().remote_repos.values())).rstrip("/")


def _session() -> requests.Session:
    with optional_packages():
        import requests
        from requests.adapters import HTTPAdapter
        from urllib3 import Retry
    session = requests.Session()
    retry = Retry(total=4, connect=2, backoff_factor=0.2, status_forcelist=(429, 500, 502, 503, 504))
    adapter = HTTPAdapter(pool_connections=_THREADS, pool_maxsize=_THREADS, max_retries=retry)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session


def _fetch(session: requests.Session, url: str, jar: Jar, library: Path, advance: Advance) -> None:
    digest = hashlib.sha256()
    descriptor, temporary = tempfile.mkstemp(suffix=".part", dir=library)
    try:
        with os.fdopen(descriptor, "wb") as file, session.get(url, stream=True, timeout=_TIMEOUT) as answer:
            answer.raise_for_status()
            for piece in answer.iter_content(_PIECE):
                digest.update(piece)
                file.write(piece)
                advance(len(piece))
        if digest.hexdigest() != jar.sha256:
            raise EmbeddedError(
                f"The repository's {jar.name} is not the tested file (its SHA-256 differs), so it was not kept: "
                "try again, look for a proxy that changes downloads, or set NEO4J_URI to a running Neo4j."
            )
        os.replace(temporary, library / jar.name)
    except BaseException:
        os.unlink(temporary)
        raise


@contextmanager
def _network_faults() -> Iterator[None]:
    import requests

    try:
        yield
    except requests.RequestException as error:
        raise EmbeddedError(
            f"Neo4j could not be downloaded ({type(error).__name__}): connect to the network and try again, "
            "or set NEO4J_URI to a running Neo4j, or NEO4J_HOME to an installed one, or start one with Docker "
            "(docker compose up)."
        ) from error


@contextmanager
def _progress(size: int) -> Iterator[Advance]:
    """Show a progress bar when stderr is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("", total=size)
        yield lambda pieces: progress.advance(bar, pieces)
