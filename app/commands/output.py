"""Writers of result rows as a table, CSV or JSON."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from enum import StrEnum
from typing import IO, Any

_TABLE_ROWS = 1_000  # a table is held in memory, because its column widths need all rows


class Format(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSON = "json"


async def write(rows: AsyncIterator[list[Any]], keys: Sequence[str], form: Format, out: IO[str]) -> int:
    """Write the rows and return their number; a table stops after 1,000 rows with a note on stderr."""
    match form:
        case Format.TABLE:
            return await _table(rows, keys, out)
        case Format.CSV:
            return await _csv(rows, keys, out)
        case Format.JSON:
            return await _json(rows, keys, out)


def plain(value: Any) -> Any:
    """A Neo4j value as JSON types: nodes and relationships as properties, times as ISO 8601, paths as both lists."""
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if hasattr(value, "relationships") and hasattr(value, "nodes"):
        return {"nodes": plain(list(value.nodes)), "relationships": plain(list(value.relationships))}
    if hasattr(value, "iso_format"):
        return value.iso_format()
    if isinstance(value, Mapping) or hasattr(value, "items"):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    return value.hex() if isinstance(value, (bytes, bytearray)) else str(value)


def text(value: Any) -> str:
    """The text of one cell: text unchanged, a node as its id, empty for null, everything else as JSON."""
    simple = plain(value["id"] if hasattr(value, "labels") and "id" in value else value)
    if simple is None:
        return ""
    return simple if isinstance(simple, str) else json.dumps(simple, ensure_ascii=False)


async def _table(rows: AsyncIterator[list[Any]], keys: Sequence[str], out: IO[str]) -> int:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for key in keys:
        table.add_column(Text(key))
    count = 0
    async for row in rows:
        if count == _TABLE_ROWS:
            print(f"Only the first {_TABLE_ROWS} rows are shown; --format csv or json writes all.", file=sys.stderr)
            break
        table.add_row(*(Text(_printable(text(value))) for value in row))
        count += 1
    Console(file=out, width=None if out.isatty() else 200).print(table)
    return count


def _printable(cell: str) -> str:
    """Replace control characters with spaces, because a terminal would interpret them."""
    return "".join(c if c.isprintable() else " " for c in cell)


async def _csv(rows: AsyncIterator[list[Any]], keys: Sequence[str], out: IO[str]) -> int:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(keys)
    count = 0
    async for row in rows:
        writer.writerow([text(value) for value in row])
        count += 1
    return count


async def _json(rows: AsyncIterator[list[Any]], keys: Sequence[str], out: IO[str]) -> int:
    count = 0
    out.write("[")
    async for row in rows:
        record = dict(zip(keys, map(plain, row), strict=True))
        out.write(("\n" if count == 0 else ",\n") + json.dumps(record, ensure_ascii=False))
        count += 1
    out.write("\n]\n" if count else "]\n")
    return count
