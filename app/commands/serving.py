"""What `acquaint serve` does before and around the server."""

from __future__ import annotations

import signal
from datetime import UTC, datetime

from app.commands.opening import ended_by, opened, within
from app.data.demo import fill_demo
from app.data.guided import guided
from app.data.migrate import migrate
from app.graph.catalog import catalog
from app.graph.database import Database
from app.identity import check
from app.main import run
from app.settings import Settings
from app.transport.serve import bind

_ANYWHERE = {"http://0.0.0.0:": "http://127.0.0.1:", "http://[::]:": "http://[::1]:"}


def serve(settings: Settings, *, demo: bool, host: str, port: int, workers: int) -> None:
    """Open the database, bring it up to date, and serve until SIGTERM or SIGINT."""
    with ended_by(0, signal.SIGTERM, signal.SIGINT):
        check(settings)
        bind(host, port).close()  # a port that is taken must not cost the start of Neo4j
        where = settings.neo4j_uri or f"embedded, data directory {settings.data_dir.absolute()}"
        print(f"Neo4j: {where}", flush=True)
        with opened(settings, rehearse=True) as address:
            for line in within(address, lambda database: _prepared(database, demo)):
                print(line, flush=True)
            run(settings, address, host=host, port=port, ready=_ready, workers=workers)


async def _prepared(database: Database, demo: bool) -> list[str]:
    await migrate(database, catalog())
    if not demo:
        return []
    filling = await fill_demo(database, catalog(), datetime.now(UTC))
    members = await guided(database)
    return [filling.sentence, *(["Sign in as:"] if members else []), *map(_introduced, members)]


def _introduced(member: dict[str, str]) -> str:
    return f"  {member['id']:<10} {member['name']:<24} {member['note']}"


def _ready(url: str) -> None:
    for anywhere, here in _ANYWHERE.items():
        url = url.replace(anywhere, here)
    print(f"Ready: {url}/playground", flush=True)
