"""A CSV file, plain or gzip, as numbered rows; what cannot be read is a row of its own that says why."""

from __future__ import annotations

import csv
import gzip
import os
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from typing import IO, NamedTuple, cast

_GZIP = b"\x1f\x8b"
_LINES = 200  # of one row; beyond it a quotation mark was left open
_CHARACTERS = 100_000  # of one row


class FileError(Exception):
    """A file that cannot be loaded at all; the message says why and what to do."""


class Row(NamedTuple):
    """`fields` by column, or the `fault` that made the row unreadable."""

    line: int
    fields: dict[str, str]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that must stand in a header, and those that may."""

    required: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def known(self) -> tuple[str, ...]:
        return self.required + self.optional


class CsvFile:
    """An open file whose header has been checked; iterate over it once."""

    def __init__(self, path: Path, columns: Columns) -> None:
        self.path = path
        self._raw = _opened(path)
        try:
            self.size = os.fstat(self._raw.fileno()).st_size
            self._text = _text(self._raw)
            self._records = _Lines(self._text).records()
            self._names = self._header()
            self.unknown = [name for name in self._names if name not in columns.known]
            self._check(columns)
        except BaseException:
            self._raw.close()
            raise

    def close(self) -> None:
        self._text.close()
        self._raw.close()

    @property
    def position(self) -> int:
        """Bytes of the file that have been read, of `size`; 0 for what is no ordinary file."""
        return self._raw.tell() if self._raw.seekable() else 0

    def __iter__(self) -> Iterator[Row]:
        for number, record in self._records:
            if isinstance(record, str):
                yield Row(number, {}, record)
            elif len(record) > len(self._names):
                yield Row(number, {}, f"it has {len(record)} fields, the header names {len(self._names)}")
            elif record:
                yield Row(number, dict(zip(self._names, record, strict=False)))

    def _header(self) -> list[str]:
        for _, record in self._records:
            if isinstance(record, str):
                raise FileError(f"{self.path}: the header cannot be read: {record}.")
            return [name.strip() for name in record]
        return []

    def _check(self, columns: Columns) -> None:
        names = [name for name in self._names if name]
        if missing := [name for name in columns.required if name not in names]:
            wanted = ",".join(columns.required)
            optional = ",".join(columns.optional)
            raise FileError(
                f"{self.path}: the first line must name the column {missing[0]!r};"
                f" write {wanted} there, and any of {optional}, separated by commas."
            )
        if twice := [name for name in columns.known if names.count(name) > 1]:
            raise FileError(f"{self.path}: the header names the column {twice[0]!r} twice; keep one of them.")


class _Lines:
    """Lines put together to records: a quoted field may hold line breaks; if it never ends, only its line is lost."""

    def __init__(self, text: IO[str]) -> None:
        self._text = text
        self._waiting: deque[str] = deque()
        self._number = 1

    def records(self) -> Iterator[tuple[int, list[str] | str]]:
        """The number of the first line, and the fields or what is wrong with them."""
        try:
            while line := self._next():
                record, lines = self._record(line)
                yield self._number, record
                self._number += lines
        except (OSError, EOFError, zlib.error) as error:
            yield self._number, f"the file cannot be read from here on ({error}); copy it again"

    def _next(self) -> str:
        return self._waiting.popleft() if self._waiting else self._text.readline()

    def _record(self, line: str) -> tuple[list[str] | str, int]:
        """The fields, or what is wrong with them, and how many lines they took."""
        more = self._rest(line) if line.count('"') % 2 else []
        try:
            return _fields("".join((line, *more))), 1 + len(more)
        except csv.Error:
            self._waiting.extendleft(reversed(more))
        try:
            return _fields(line), 1
        except csv.Error as error:
            return f"its quotation marks do not pair ({error}); write one inside a field twice", 1

    def _rest(self, line: str) -> list[str]:
        """The lines that close the quotation mark left open by `line`."""
        more: list[str] = []
        size = len(line)
        while len(more) < _LINES and size < _CHARACTERS and (following := self._next()):
            more.append(following)
            size += len(following)
            if following.count('"') % 2:
                break
        return more


def _fields(record: str) -> list[str]:
    return next(csv.reader([record], strict=True), [])


def _opened(path: Path) -> BufferedReader:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise FileError(f"{path}: there is no such file; check the name.") from None
    except OSError as error:
        raise FileError(
            f"{path}: it cannot be opened ({error.strerror}); check the name and its permissions."
        ) from None


def _text(raw: BufferedReader) -> TextIOWrapper:
    """Bytes that are not UTF-8 become lone surrogates, which the rules for text refuse row by row."""
    plain = gzip.GzipFile(fileobj=raw) if raw.peek(2)[:2] == _GZIP else raw
    return TextIOWrapper(cast(IO[bytes], plain), encoding="utf-8-sig", errors="surrogateescape", newline="")
