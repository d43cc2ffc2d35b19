"""What the tests of the mutations share: a present that stands still, and the graph before and after."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from app.graph.address import Address
from tests.conftest import Graph, Run, Server, serving
from tests.mutations.scene import Frozen, Mutate, World, letter

Snapshot = Callable[[], Any]
Small = Callable[..., Mutate]

NODES = "MATCH (n) WHERE NOT n:Operation RETURN labels(n) AS labels, properties(n) AS properties ORDER BY elementId(n)"
TIES = """
MATCH (a)-[tie]->(b)
RETURN elementId(a) AS a, type(tie) AS kind, elementId(b) AS b, properties(tie) AS properties
ORDER BY a, b, kind, elementId(tie)
"""


@pytest.fixture(scope="session")
def session_frozen() -> Frozen:
    return Frozen()


@pytest.fixture(scope="session")
def still(
    migrated: Run, address: Address, tmp_path_factory: pytest.TempPathFactory, session_frozen: Frozen
) -> Iterator[Server]:
    """The application with the limits of the rules, at a moment that stands still."""
    with serving(address, tmp_path_factory.mktemp("still"), session_frozen) as running:
        yield running


@pytest.fixture
def frozen(session_frozen: Frozen) -> Iterator[Frozen]:
    """The clock of `mutate` and `small`, at NOW when a test begins."""
    session_frozen.ahead *= 0
    yield session_frozen
    session_frozen.ahead *= 0


@pytest.fixture
def mutate(still: Server, frozen: Frozen) -> Mutate:
    return Mutate(still.ask)


@pytest.fixture
def small(migrated: Run, address: Address, tmp_path: Path, frozen: Frozen) -> Iterator[Small]:
    """Makes an application with other limits at the same moment, such as `small(connection_limit=1)`."""
    with ExitStack() as stack:
        yield lambda **limits: Mutate(stack.enter_context(serving(address, tmp_path, frozen, **limits)).ask)


@pytest.fixture
def snapshot(graph: Graph) -> Snapshot:
    """Takes the whole graph but the records of operations, to compare before with after."""
    return lambda: (graph.run(NODES), graph.run(TIES))


@pytest.fixture
def received(world: World, graph: Graph) -> Callable[..., str]:
    """Grace has invited ada."""

    def make(state: str = "PENDING", /, people: str = "ada; grace", **changes: Any) -> str:
        members = {name: changes.pop(name) for name in ("ada", "grace") if name in changes}
        world(people, **members)
        return letter(graph, "grace", "ada", state, **changes)

    return make
