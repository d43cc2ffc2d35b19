"""Named queries: the files of `cypher/` that only read, run on the live graph as they stand."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from app.commands.opening import with_database
from app.commands.output import Format, write
from app.commands.parameters import parameters
from app.graph.catalog import Catalog, Statement, catalog
from app.graph.database import Database
from app.settings import Settings

_FOLDERS = ("edges", "reads", "analysis", "checks")


class QueryError(Exception):
    """A query that cannot be run; the message says why and what to do."""


def named(statements: Catalog) -> dict[str, Statement]:
    return {statement.name: statement for folder in _FOLDERS for statement in statements.below(folder)}


def listing() -> str:
    """A line a query: its name and its question, then its parameters with their examples."""
    queries = named(catalog())
    width = max(map(len, queries))
    return "\n".join(f"{name:<{width}}  {statement.question}{_takes(statement)}" for name, statement in queries.items())


def _takes(statement: Statement) -> str:
    examples = ", ".join(f"{parameter.name}={parameter.example}" for parameter in statement.parameters)
    return f" ({examples})" if examples else ""


def find(name: str, queries: dict[str, Statement]) -> Statement:
    """The query of this name; its folder may be left out where no other has the same last part."""
    wanted = name.removeprefix("cypher/").removesuffix(".cypher")
    if wanted in queries:
        return queries[wanted]
    matches = [statement for full, statement in queries.items() if full.rpartition("/")[2] == wanted]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise QueryError(f"{name} is not one query: write {' or '.join(match.name for match in matches)}.")
    raise QueryError(f"There is no query {name}: `acquaint query` lists them all.")


def run(settings: Settings, name: str, given: Sequence[str], form: Format, out: Path | None, timeout: float) -> None:
    """Run a query in READ mode and write its rows; with `out`, their number is said on stderr."""
    statement = find(name, named(catalog()))
    values = parameters(statement, given)

    async def rows_of(database: Database) -> int:
        async with database.stream(statement.text, values, timeout=timeout) as rows:
            with _opened(out) as file:
                return await write(aiter(rows), rows.keys, form, file)

    count = with_database(settings, lambda neo4j: neo4j.do("asking", rows_of(neo4j.database)))
    if out:
        print(f"{count} rows in {out}", file=sys.stderr)


@contextmanager
def _opened(out: Path | None) -> Iterator[IO[str]]:
    if out is None:
        yield sys.stdout
        return
    try:
        file = out.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise QueryError(f"{out} cannot be written ({error.strerror}): choose another file with --out.") from None
    with file:
        yield file
