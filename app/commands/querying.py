"""Named queries: the read-only files of `cypher/`, run as they are or with the rules for a viewer."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from app.commands.composing import composed, pasted
from app.commands.opening import with_database
from app.commands.output import Format, write
from app.commands.parameters import parameters
from app.graph.catalog import Catalog, Statement, catalog, last_part
from app.graph.database import Database
from app.settings import Settings

_FOLDERS = ("edges", "reads", "analysis", "checks")


class QueryError(Exception):
    """Raised when a query cannot be run; the message says why and what to do."""


def named(statements: Catalog) -> dict[str, Statement]:
    return {statement.name: statement for folder in _FOLDERS for statement in statements.below(folder)}


def listing() -> str:
    """One line per query: name, question, and parameters with examples."""
    queries = named(catalog())
    width = max(map(len, queries))
    return "\n".join(f"{name:<{width}}  {statement.question}{_takes(statement)}" for name, statement in queries.items())


def _takes(statement: Statement) -> str:
    examples = ", ".join(f"{parameter.name}={parameter.example}" for parameter in statement.parameters)
    return f" ({examples})" if examples else ""


def find(name: str, queries: dict[str, Statement]) -> Statement:
    """The query of this name or path; the folder may be omitted when unambiguous. Raises `QueryError`."""
    wanted = name.removeprefix("cypher/").removesuffix(".cypher")
    if wanted in queries:
        return queries[wanted]
    matches = [one for one in queries.values() if wanted in (one.path, last_part(one.name))]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise QueryError(f"{name} is not one query: write {' or '.join(match.name for match in matches)}.")
    raise QueryError(f"There is no query {name}: `acquaint query` lists them all.")


def run(
    settings: Settings,
    name: str,
    viewer: str | None,
    given: Sequence[str],
    form: Format,
    out: Path | None,
    timeout: float,
) -> None:
    """Run a query in READ mode, at most `timeout` seconds, and write its rows; with `out`, their number to stderr.

    With a `viewer` the rules apply, and the rows are those of each key's answer.
    """
    statement = find(name, named(catalog()))
    if viewer is None:
        text, values = statement.text, parameters(statement, given)
    else:
        text, values = composed(statement, viewer, given, settings)

    async def rows_of(database: Database) -> int:
        async with database.stream(text, values, timeout=timeout) as rows:
            with _opened(out) as file:
                if viewer is None or rows.keys != ["answers"]:
                    return await write(aiter(rows), rows.keys, form, file)
                found = [row async for (answers,) in rows for answer in answers for row in _rows(answer)]
                keys = list(dict.fromkeys(key for row in found for key in row))
                return await write(_listed(found, keys), keys, form, file)

    count = with_database(settings, lambda neo4j: neo4j.do("asking", rows_of(neo4j.database)))
    if out:
        print(f"{count} rows in {out}", file=sys.stderr)


def compose(settings: Settings, name: str, viewer: str | None, given: Sequence[str]) -> str:
    """The statement that the server would send for a file, with `:param` lines."""
    return pasted(*composed(find(name, dict(catalog())), viewer, given, settings))


def _rows(answer: Any) -> list[dict[str, Any]]:
    """The rows of one answer, which is a map or `[key, value]`, where `value` may be a list of rows."""
    if isinstance(answer, dict):
        return [answer]
    key, value = answer
    return [{"key": key, **(one if isinstance(one, dict) else {"answer": one})} for one in _many(value)]


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


async def _listed(rows: list[dict[str, Any]], keys: Sequence[str]) -> AsyncIterator[list[Any]]:
    for row in rows:
        yield [row.get(key) for key in keys]


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
