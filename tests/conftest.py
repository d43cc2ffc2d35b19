"""What tests share: a real Neo4j, small worlds to ask about, and the application that answers."""

import asyncio
import gc
import os
import warnings
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import neo4j
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.data.check import check
from app.data.migrate import migrate
from app.embedded import embedded, home
from app.graph.address import Address
from app.graph.catalog import catalog
from app.graph.database import Database
from app.identity import development_secret, issue
from app.main import create_app
from app.settings import Settings
from app.values.defaults import DEFAULT_SETTINGS
from app.values.text import name_key

BEGIN = datetime(2026, 1, 1, 9, tzinfo=UTC)
LIFETIME = timedelta(days=180)
_PATIENCE = timedelta(seconds=60)
EMPTY = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS"
# Tests fill and empty one small graph over and over, and Neo4j takes that for a reason to plan each statement anew.
KEEPS_PLANS = ("dbms.cypher.min_replan_interval", "1h")
USED = pytest.StashKey[str]()

MEMBERS = """
UNWIND $members AS row
MERGE (m:Member {id: row.id})
ON CREATE SET m += $settings, m.status = 'ACTIVE', m.handle = row.id, m.handleKey = row.id, m.name = row.name,
              m.nameKey = row.nameKey, m.emails = [], m.createdAt = datetime($createdAt)
SET m += row.changes
"""
TIES = """
UNWIND $ties AS row
MATCH (a:Member {id: row.a}), (b:Member {id: row.b})
CREATE (a)-[tie:$(row.type)]->(b)
SET tie = row.properties, tie.since = datetime(row.since),
    tie.sentAt = datetime(row.sentAt), tie.expiresAt = datetime(row.expiresAt)
"""


class Run(Protocol):
    def __call__(self, work: Callable[[Database], Awaitable[Any]]) -> Any: ...


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two processes with a Neo4j each; all in this one when they would share a graph, or when only files are named."""
    named = [Path(argument.partition("::")[0]) for argument in config.args]
    alone = _given() or all(path.is_file() for path in named) or os.cpu_count() == 1
    return 0 if alone else 2


def pytest_configure(config: pytest.Config) -> None:
    if _given() and config.option.numprocesses:
        raise pytest.UsageError("NEO4J_URI is one graph, and two processes would wipe it for each other: omit -n.")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if USED in config.stash:
        terminalreporter.write_line(f"Neo4j of these tests: {config.stash[USED]}")


def pytest_testnodedown(node: Any) -> None:
    """Have a process that ends say which Neo4j it used."""
    if used := getattr(node, "workeroutput", {}).get("used"):
        node.config.stash[USED] = used


def _say(config: pytest.Config, used: str) -> None:
    config.stash[USED] = used
    if hasattr(config, "workeroutput"):
        config.workeroutput["used"] = used


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[Address]:
    """NEO4J_URI, else Docker when its engine answers, else an embedded one."""
    if given := _given():
        _say(pytestconfig, f"NEO4J_URI {given.uri}")
        _refuse_to_wipe(given)
        yield given
    elif _docker_answers():
        _say(pytestconfig, "Docker")
        with _container() as started:
            yield started
    else:
        _say(pytestconfig, "embedded")
        with _embedded(tmp_path_factory.mktemp("neo4j")) as started:
            yield started


def _given() -> Address | None:
    environ = os.environ
    if not environ.get("NEO4J_URI"):
        return None
    username, database = environ.get("NEO4J_USERNAME", "neo4j"), environ.get("NEO4J_DATABASE", "neo4j")
    return Address(environ["NEO4J_URI"], username, environ.get("NEO4J_PASSWORD", ""), database)


def _refuse_to_wipe(given: Address) -> None:
    with Graph(given) as graph:
        nodes = graph.run("RETURN COUNT { () } AS nodes")[0]["nodes"]
    if nodes and os.environ.get("ACQUAINT_TEST_WIPE") != "1":
        pytest.exit(
            f"NEO4J_URI holds {nodes} nodes and the tests would delete them: "
            "name an empty database, or set ACQUAINT_TEST_WIPE=1 to lose them.",
            returncode=pytest.ExitCode.USAGE_ERROR,
        )


def _docker_answers() -> bool:
    import docker  # type: ignore[import-untyped]

    with warnings.catch_warnings():
        # The client leaves its socket open when nobody answers.
        warnings.simplefilter("ignore", ResourceWarning)
        try:
            client = docker.DockerClient.from_env(timeout=2)
        except docker.errors.DockerException:
            return False
        finally:
            gc.collect()
    client.close()
    return True


@contextmanager
def _embedded(data_dir: Path) -> Iterator[Address]:
    ours = home.configuration
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(home, "configuration", lambda *given: f"{ours(*given)}{'='.join(KEEPS_PLANS)}\n")
            server = stack.enter_context(embedded(data_dir, quick_start=True))
        yield server.address


@contextmanager
def _container() -> Iterator[Address]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from testcontainers.community.neo4j import Neo4jContainer

        container = Neo4jContainer("neo4j:2026.09.0", password="of-tests-only")
    container.with_env("NEO4J_db_query_default__language", "CYPHER_25")
    container.with_env("NEO4J_db_relationship__grouping__threshold", "1")
    setting, value = KEEPS_PLANS
    container.with_env(f"NEO4J_{setting.replace('_', '__').replace('.', '_')}", value)
    with container:
        yield Address(container.get_connection_url(), "neo4j", "of-tests-only")


@pytest.fixture(scope="session")
def bare(address: Address) -> Run:
    """Runs work that is given a database, whatever it holds."""

    def run(work: Callable[[Database], Awaitable[Any]]) -> Any:
        async def within() -> Any:
            async with Database(address, deadline=60.0) as database:
                return await work(database)

        return asyncio.run(within())

    return run


@pytest.fixture(scope="session")
def migrated(bare: Run) -> Run:
    bare(lambda database: migrate(database, catalog()))
    return bare


@pytest.fixture(scope="session")
def beside(address: Address) -> Iterator[Run]:
    """Runs work on a connection that stays open, for what is done around nearly every test."""
    with asyncio.Runner() as runner:
        database = Database(address, deadline=60.0)
        yield lambda work: runner.run(_within(work, database))
        runner.run(database.close())


async def _within(work: Callable[[Database], Awaitable[Any]], database: Database) -> Any:
    return await work(database)


@pytest.fixture
def run(migrated: Run) -> Run:
    """Runs work on an empty graph that has its constraints and indexes."""
    migrated(lambda database: database.write(EMPTY))
    return migrated


class Graph:
    """The graph as an analyst reaches it."""

    def __init__(self, address: Address) -> None:
        self._driver = neo4j.GraphDatabase.driver(
            address.uri, auth=(address.username, address.password), notifications_min_severity="OFF"
        )
        self._database = address.database

    def __enter__(self) -> "Graph":
        return self

    def __exit__(self, *_: object) -> None:
        self._driver.close()

    def run(self, text: str, /, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of a statement by column."""
        with self._driver.session(database=self._database) as session:
            return session.run(text, parameters).data()

    def summary(self, text: str, /, **parameters: Any) -> neo4j.ResultSummary:
        """What the server says about a statement: its kind, its plan for the graph as it is, what it changed."""
        with self._driver.session(database=self._database) as session:
            # Whether a plan is kept, and for which graph it was made, depends on the tests that ran before.
            return session.run(f"CYPHER replan=force {text}", parameters).consume()


@pytest.fixture(scope="session")
def session_graph(migrated: Run, address: Address) -> Iterator[Graph]:
    """The migrated graph, whatever it holds."""
    with Graph(address) as graph:
        yield graph


@pytest.fixture
def graph(session_graph: Graph) -> Graph:
    """The graph, empty."""
    session_graph.run(EMPTY)
    return session_graph


def _member(id: str, changes: dict[str, Any]) -> dict[str, Any]:
    name = id.capitalize()
    return {"id": id, "name": name, "nameKey": name_key(changes.get("name") or name), "changes": changes}


class World:
    """Members and ties from a line such as `ada -- grace; bob -> ada; eve x bob; ada ? mira; wren`.

    `--` is connected, `->` follows, `x` blocks, `?` has invited; every tie is a minute newer than the one before.
    An invitation is `sender-recipient` by id and stays open for 180 days from today, whenever the tests run.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._minutes = count()

    def __call__(self, ties: str = "", /, **changes: dict[str, Any]) -> None:
        phrases = [phrase.split() for phrase in ties.split(";") if phrase.strip()]
        names = dict.fromkeys(name for phrase in phrases for name in phrase[::2])
        if unknown := changes.keys() - names.keys():
            raise ValueError(f"{sorted(unknown)} must be named in the world too")
        self._graph.run(
            MEMBERS,
            members=[_member(n, changes.get(n, {})) for n in names],
            settings=DEFAULT_SETTINGS,
            createdAt=BEGIN.isoformat(),
        )
        self._graph.run(TIES, ties=[self._tie(*phrase) for phrase in phrases if len(phrase) > 1])

    def _tie(self, a: str, sign: str, b: str) -> dict[str, Any]:
        since = (BEGIN + timedelta(minutes=next(self._minutes))).isoformat()
        pair = " ".join(sorted((a, b)))
        tie: dict[str, Any] = {"a": a, "b": b, "properties": {}, "since": since}
        match sign:
            case "--":
                a, b = sorted((a, b))
                return {**tie, "type": "CONNECTED", "a": a, "b": b, "properties": {"pair": pair}}
            case "->":
                return {**tie, "type": "FOLLOWS", "properties": {"origin": "EXPLICIT"}}
            case "x":
                return {**tie, "type": "BLOCKS"}
            case "?":
                letter = {"id": f"{a}-{b}", "openKey": pair, "state": "PENDING", "reminders": 0}
                expires = (datetime.now(UTC) + LIFETIME).isoformat()
                times = {"since": None, "sentAt": since, "expiresAt": expires}
                return {**tie, "type": "INVITED", "properties": letter, **times}
        raise ValueError(f"{sign!r} is no tie: write --, ->, x or ?")


@pytest.fixture
def world(graph: Graph) -> World:
    """Builds members and ties in an empty graph."""
    return World(graph)


class Clock:
    """What the application takes for the present: the real time, moved forward at will."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def advance(self, **time: float) -> None:
        self.ahead += timedelta(**time)


class Server:
    """The whole application, asked over HTTP by whom one likes."""

    def __init__(self, app: Starlette, client: TestClient, secret: str) -> None:
        self.app = app
        self.client = client
        self._secret = secret

    def ask(self, query: str, /, viewer: str | None = "ada", **variables: Any) -> Any:
        """The answer to a GraphQL document as parsed JSON; a viewer of None sends no token."""
        token = issue(self._secret, viewer, timedelta(hours=1)) if viewer else None
        headers = {"authorization": f"Bearer {token}"} if token else {}
        body = {"query": query, "variables": variables}
        return self.client.post("/graphql", json=body, headers=headers).json()


@contextmanager
def serving(address: Address, data_dir: Path, clock: Clock, **settings: Any) -> Iterator[Server]:
    """Acquaint's own schema on the tests' Neo4j."""
    # On a busy machine Neo4j can need longer than a client waits to plan what a test is the first to ask.
    patient = {"request_deadline": _PATIENCE}
    given = {"environment": "development", "allowed_hosts": ("testserver",), **patient, **settings}
    chosen = Settings(data_dir=data_dir, **given)
    deadline = chosen.request_deadline.total_seconds()
    app = create_app(chosen, lambda: Database(address, deadline=deadline), clock=clock)
    with TestClient(app) as client:
        yield Server(app, client, development_secret(data_dir))


@pytest.fixture(scope="session")
def session_clock() -> Clock:
    return Clock()


@pytest.fixture
def clock(session_clock: Clock) -> Iterator[Clock]:
    """The clock of the application, at the real time when a test begins."""
    session_clock.ahead = timedelta()
    yield session_clock
    session_clock.ahead = timedelta()


@pytest.fixture(scope="session")
def server(
    migrated: Run, address: Address, tmp_path_factory: pytest.TempPathFactory, session_clock: Clock
) -> Iterator[Server]:
    """The application with the settings of the rules; one event loop for all tests."""
    with serving(address, tmp_path_factory.mktemp("server"), session_clock) as running:
        yield running


Limited = Callable[..., Server]


@pytest.fixture
def limited(migrated: Run, address: Address, tmp_path: Path, clock: Clock) -> Iterator[Limited]:
    """Makes an application with other settings, such as `limited(connection_limit=3)`."""
    with ExitStack() as stack:
        yield lambda **settings: stack.enter_context(serving(address, tmp_path, clock, **settings))


@pytest.fixture
def ask(server: Server) -> Callable[..., Any]:
    return server.ask


def _any_broken() -> str:
    """One statement for the names of the broken checks."""
    parts = [
        f"CALL () {{\n{statement.text.partition(';')[0]}\n}} RETURN '{statement.name}' AS name, count(*) AS rows"
        for statement in catalog().below("checks")
    ]
    return f"CALL () {{\n{' UNION ALL '.join(parts)}\n}} FILTER rows > 0 RETURN collect(name) AS broken"


BROKEN = _any_broken()


@pytest.fixture
def sound(beside: Run) -> Iterator[None]:
    """Looks for broken invariants when the test is over."""
    yield
    if beside(lambda database: database.read(BROKEN)):
        findings = beside(lambda database: check(database, catalog()))
        assert [(finding.name, finding.rows) for finding in findings if finding.rows] == []


@pytest.fixture
def statements(server: Server) -> Callable[[], int]:
    """How many statements the application has sent since the last time this was asked."""
    database: Database = server.app.state.database
    seen = database.statements

    def since() -> int:
        nonlocal seen
        before, seen = seen, database.statements
        return seen - before

    return since
