"""What the configuration forbids, on a real Neo4j."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import AF_INET6
from typing import Any

import pytest

from app.embedded import Embedded
from app.graph.database import Database, DatabaseError


def ask(neo4j: Embedded, statement: str, **parameters: Any) -> Any:
    async def once() -> Any:
        async with Database(neo4j.address, connections=1) as database:
            return await database.read(statement, parameters)

    return asyncio.run(once())


class _Listener(ThreadingHTTPServer):
    def __init__(self, host: str, heard: list[str]) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                heard.append(self.path)
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"secret\n")

            def log_message(self, *_: object) -> None:
                return None

        if ":" in host:
            self.address_family = AF_INET6
        super().__init__((host, 0), Handler)


@contextmanager
def listening(host: str) -> Iterator[tuple[int, list[str]]]:
    """A web server, and the paths it was asked for."""
    heard: list[str] = []
    with _Listener(host, heard) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server.server_address[1], heard
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("host", "name"), [("127.0.0.1", "127.0.0.1"), ("127.0.0.1", "localhost"), ("::1", "[::1]"), ("::1", "[::0001]")]
)
def test_load_csv_reaches_no_web_server(running: Embedded, host: str, name: str) -> None:
    with listening(host) as (port, heard):
        with pytest.raises(DatabaseError, match=r"^Neo\.ClientError\.Statement\.ExternalResourceFailed:"):
            ask(running, "LOAD CSV FROM $url AS row RETURN row[0]", url=f"http://{name}:{port}/row.csv")
        assert heard == []


def test_load_csv_reaches_no_file(running: Embedded, tmp_path: Path) -> None:
    file = tmp_path / "row.csv"
    file.write_text("secret\n")
    with pytest.raises(DatabaseError, match=r"^Neo\.ClientError\.Statement\.ExternalResourceFailed:"):
        ask(running, "LOAD CSV FROM $url AS row RETURN row[0]", url=file.as_uri())


def test_load_csv_reaches_no_file_of_the_import_directory(running: Embedded, data_dir: Path) -> None:
    directory = data_dir / "neo4j" / "import"
    directory.mkdir(exist_ok=True)
    (directory / "row.csv").write_text("secret\n")
    with pytest.raises(DatabaseError, match=r"^Neo\.ClientError\.Statement\.ExternalResourceFailed:"):
        ask(running, "LOAD CSV FROM 'file:///row.csv' AS row RETURN row[0]")


@pytest.mark.parametrize("url", ["ftp://localhost/row.csv", "ftp://127.0.0.1/row.csv", "https://localhost/row.csv"])
def test_load_csv_reaches_nothing_else(running: Embedded, url: str) -> None:
    with pytest.raises(DatabaseError, match=r"^Neo\.ClientError\.Statement\.ExternalResourceFailed:.*blocklist"):
        ask(running, "LOAD CSV FROM $url AS row RETURN row[0]", url=url)


def test_statements_without_a_version_are_cypher_25(running: Embedded) -> None:
    # Cypher 5 has no LET.
    assert ask(running, "LET x = 1 RETURN x") == 1
