"""Parsers of cells: text to a value of the graph, None when empty; `InvalidValueError` for bad text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.values.ids import member_id
from app.values.text import MOST_EMAILS, MOST_ENTRIES, SKILL, InvalidValueError, email, line, shown

Read = Callable[[str], Any]


def words(field: str, longest: int) -> Read:
    return lambda text: line(text, field, longest)


def required(field: str, read: Read) -> Read:
    def given(text: str) -> Any:
        if (value := read(text)) is None:
            raise InvalidValueError(f"{field} is empty")
        return value

    return given


def choice(field: str, *values: str) -> Read:
    def read(text: str) -> str | None:
        if text and text not in values:
            raise InvalidValueError(f"{field} is {shown(text)}; write one of {', '.join(values)}")
        return text or None

    return read


def flag(field: str) -> Read:
    read = choice(field, "true", "false")
    return lambda text: None if (value := read(text.lower())) is None else value == "true"


def number(field: str) -> Read:
    def read(text: str) -> int:
        if text and not (text.isascii() and text.isdigit() and len(text) < 10):
            raise InvalidValueError(f"{field} is {shown(text)}; write a whole number")
        return int(text or 0)

    return read


def handle(text: str) -> str | None:
    try:
        return member_id(text) if text else None
    except InvalidValueError:
        raise InvalidValueError(
            f"{shown(text)} is no handle: 1 to 128 printable ASCII characters without spaces"
        ) from None


def skills(text: str) -> list[str]:
    return _several(text, words("skills", SKILL), "skills", MOST_ENTRIES)


def emails(text: str) -> list[str]:
    return list(dict.fromkeys(_several(text, email, "email", MOST_EMAILS)))


def _several(text: str, read: Read, field: str, most: int) -> list[str]:
    """Parse the parts between semicolons, at most `most` of them."""
    values = [value for part in text.split(";") if (value := read(part))]
    if len(values) > most:
        raise InvalidValueError(f"{field} has {len(values)} entries, more than {most}")
    return values
