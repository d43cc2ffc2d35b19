"""The examples of the playground, asked on the demo network with the fast path and without it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, cast

import pytest
import strawberry
from graphql import OperationType, get_operation_ast, parse

from app.data.filling import fill_demo
from app.execution import served_schema
from app.execution.extension import extensions
from app.graph.catalog import catalog
from app.graph.database import Database
from app.graph.loading import composer
from app.graph.shared import Shared
from app.playground.page import Example, read_examples
from app.schema import build_schema
from app.schema.core.context import Context
from app.settings import Settings
from tests.conftest import EMPTY, Run

NOW = datetime.now(UTC)
SETTINGS = Settings()


def is_read(example: Example) -> bool:
    operation = get_operation_ast(parse(example.query))
    return operation is not None and operation.operation is OperationType.QUERY


READS = [example for example in read_examples() if is_read(example)]


@pytest.fixture(scope="module")
def demo(migrated: Run) -> Iterator[Run]:
    migrated(lambda database: database.write(EMPTY))
    migrated(lambda database: fill_demo(database, catalog(), NOW))
    yield migrated
    migrated(lambda database: database.write(EMPTY))


class Noting:
    """A database that notes what it is asked."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.asked: list[tuple[str, Any]] = []

    async def read(self, statement: str, parameters: dict[str, Any]) -> Any:
        self.asked.append((composer().names[statement], parameters.get("keys")))
        return await self._database.read(statement, parameters)


async def answer(schema: strawberry.Schema, example: Example, database: Database) -> tuple[str, list[tuple[str, Any]]]:
    """The JSON of the answer, and what the database was asked."""
    noting = Noting(database)
    context = Context(
        viewer=example.member or "ada",
        database=cast(Database, noting),
        shared=Shared(),
        settings=SETTINGS,
        clock=lambda: NOW,
        watch=cast(Any, None),
        maintenance=cast(Any, None),
    )
    result = await schema.execute(example.query, json.loads(example.variables or "{}"), context)
    assert result.errors is None
    # Statements that run at once are answered in any order, and how many of their rows meet in one tick is chance.
    return json.dumps(result.data), sorted((name, key) for name, keys in noting.asked for key in keys)


@pytest.mark.parametrize("example", READS, ids=lambda example: example.title)
def test_an_example_is_answered_alike(demo: Run, example: Example) -> None:
    ours = demo(lambda database: answer(served_schema(SETTINGS), example, database))

    stock = build_schema(extensions=extensions(SETTINGS))
    assert ours == demo(lambda database: answer(stock, example, database))


def test_most_examples_only_read() -> None:
    assert len(READS) >= 15
