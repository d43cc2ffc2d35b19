"""`acquaint serve`; the server's modules are imported while Neo4j starts."""

from __future__ import annotations

import signal
from datetime import UTC, datetime
from importlib import import_module

from app.commands.opening import ended_by, opened, within
from app.commands.waiting import Connected
from app.identity import check
from app.settings import Settings
from app.transport.listening import bind

_WILDCARD_HOSTS = {"http://0.0.0.0:": "http://127.0.0.1:", "http://[::]:": "http://[::1]:"}


def serve(settings: Settings, *, demo: bool, host: str, port: int, workers: int) -> None:
    """Open the database, migrate it, and serve until SIGTERM or SIGINT."""
    with ended_by(0, signal.SIGTERM, signal.SIGINT):
        check(settings)
        if settings.documents:
            import_module("app.main").check_documents(settings)
        bind(host, port).close()  # fail before Neo4j starts if the port is taken
        where = settings.neo4j_uri or f"embedded, data directory {settings.data_dir.absolute()}"
        print(f"Neo4j: {where}", flush=True)
        with opened(settings, rehearse=True, meanwhile=_import_application) as neo4j:
            from app.main import run

            for line in within(neo4j, lambda found: _prepared(found, demo)):
                print(line, flush=True)
            run(settings, neo4j.address, host=host, port=port, ready=_ready, workers=workers)


def _import_application() -> None:
    import_module("app.main")


async def _prepared(neo4j: Connected, demo: bool) -> list[str]:
    from app.data.filling import fill_demo
    from app.data.guided import guided
    from app.data.migrate import migrate
    from app.graph.catalog import catalog

    database = neo4j.database
    await neo4j.do("creating indexes", migrate(database, catalog()))
    if not demo:
        return []
    filling = await neo4j.do("filling in the demo network", fill_demo(database, catalog(), datetime.now(UTC)))
    members = await neo4j.do("reading the members to sign in as", guided(database))
    return [filling.sentence, *(["Sign in as:"] if members else []), *map(_sign_in_line, members)]


def _sign_in_line(member: dict[str, str]) -> str:
    return f"  {member['id']:<10} {member['name']:<24} {member['note']}"


def _ready(url: str) -> None:
    for wildcard, loopback in _WILDCARD_HOSTS.items():
        url = url.replace(wildcard, loopback)
    print(f"Ready: {url}/playground", flush=True)
