"""Reader of CSV files, plain or gzip; unreadable parts become rows with a fault."""

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
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # xlsx (a zip archive), and the older xls
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS = {b";": "semicolons", b"\t": "tabs"}
_LINES = 200  # of one row; a longer one has an unclosed quotation mark
_CHARACTERS = 100_000  # of one row
_DAMAGED = (OSError, EOFError, zlib.error)
_HEAD = 4_096  # bytes inspected to recognise other formats

Bytes = BufferedReader | gzip.GzipFile


class FileError(Exception):
    """Raised for a file that cannot be loaded at all; the message says why and what to do."""


class Row(NamedTuple):
    """`fields` by column name, or `fault`, the reason why the row is unreadable."""

    line: int
    fields: dict[str, str]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Required and optional columns of a header."""

    required: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def known(self) -> tuple[str, ...]:
        return self.required + self.optional


class CsvFile:
    """Open file with a valid header, iterable once; raises `FileError` when it cannot be used."""

    def __init__(self, path: Path, columns: Columns) -> None:
        self.path = path
        self._raw = _opened(path)
        try:
            self.size = os.fstat(self._raw.fileno()).st_size
            plain = _plain(self._raw)
            _look_for_another_format(path, plain)
            self._text = _text(plain)
            self._records = _Lines(self._text).records()
            self._names = self._header()
            self.unknown = [name for name in self._names if name not in columns.known]
            self._check(columns)
            self._least = 1 + max(map(self._names.index, columns.required))
        except BaseException:
            self._raw.close()
            raise

    def close(self) -> None:
        self._text.close()
        self._raw.close()

    @property
    def position(self) -> int:
        """Number of bytes read so far, of `size`; 0 for pipes."""
        return self._raw.tell() if self._raw.seekable() else 0

    def __iter__(self) -> Iterator[Row]:
        for number, record in self._records:
            if isinstance(record, str):
                yield Row(number, {}, record)
            elif not any(cell.strip() for cell in record):
                continue  # an empty line, or one of commas only, as spreadsheets write it
            elif len(record) > len(self._names):
                yield Row(number, {}, f"it has {len(record)} fields, the header names {len(self._names)}")
            elif len(record) < self._least:
                yield Row(number, {}, f"it ends before the column {self._names[self._least - 1]!r}")
            else:
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
    """Joins lines into records, for line breaks in quoted fields; an unclosed quote costs only its own line."""

    def __init__(self, text: IO[str]) -> None:
        self._text = text
        self._waiting: deque[str] = deque()
        self._number = 1

    def records(self) -> Iterator[tuple[int, list[str] | str]]:
        """Yield each record's first line number, and its fields or a fault."""
        try:
            while line := self._next():
                record, lines = self._record(line)
                yield self._number, record
                self._number += lines
        except _DAMAGED as error:
            yield self._number, f"the file cannot be read from here on ({error}); copy it again"

    def _next(self) -> str:
        return self._waiting.popleft() if self._waiting else self._text.readline()

    def _record(self, line: str) -> tuple[list[str] | str, int]:
        """The fields or a fault, and the number of lines used."""
        more = self._rest(line) if line.count('"') % 2 else []
        try:
            return _fields("".join((line, *more))), 1 + len(more)
        except csv.Error:
            self._waiting.extendleft(reversed(more))
        try:
            return _fields(line), 1
        except csv.Error as error:
            return _fault(error), 1

    def _rest(self, line: str) -> list[str]:
        """Read the lines up to the one that closes the open quotation mark of `line`."""
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


def _fault(error: csv.Error) -> str:
    if "field limit" in str(error):
        return f"one of its cells has more than {csv.field_size_limit()} characters"
    return f"its quotation marks do not pair ({error}); write one inside a field twice"


def _opened(path: Path) -> BufferedReader:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise FileError(f"{path}: there is no such file; check the name.") from None
    except OSError as error:
        raise FileError(
            f"{path}: it cannot be opened ({error.strerror}); check the name and its permissions."
        ) from None


def _plain(raw: BufferedReader) -> Bytes:
    return gzip.GzipFile(fileobj=raw) if raw.peek(2)[:2] == _GZIP else raw


def _look_for_another_format(path: Path, plain: Bytes) -> None:
    """Raise `FileError` for another format, such as xlsx, UTF-16 or other separators."""
    try:
        head = plain.peek(_HEAD)
    except _DAMAGED as error:
        raise FileError(f"{path}: it cannot be read ({error}); copy it again.") from None
    if head.startswith(_WORKBOOKS):
        raise FileError(f"{path}: this is an Excel workbook or another archive; save it as CSV UTF-8.")
    if head.startswith(_UTF_16) or b"\0" in head[:2]:
        raise FileError(f"{path}: this is text in UTF-16; save it as CSV UTF-8.")
    header = head.partition(b"\n")[0]
    for separator, name in _SEPARATORS.items():
        if separator in header and b"," not in header:
            raise FileError(f"{path}: its columns are separated by {name}; save it with commas, as CSV UTF-8.")


def _text(plain: Bytes) -> TextIOWrapper:
    """Decode as UTF-8; invalid bytes become lone surrogates, which are then refused row by row."""
    return TextIOWrapper(cast(IO[bytes], plain), encoding="utf-8-sig", errors="surrogateescape", newline="")
