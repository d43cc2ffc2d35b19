"""Checks of the values in a mutation's input. All faults are collected, so that a form can show them at once."""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from app.schema.core.errors import ErrorCode, UserError, user_error
from app.values.ids import member_id
from app.values.text import MOST_EMAILS, MOST_ENTRIES, SKILL, InvalidValueError, email, is_printable, line
from app.values.times import is_reversed, partial_date

T = TypeVar("T")

KEY = 64  # characters at most
_UNBOUNDED = 1 << 30  # the graph's own rules judge the length
_HANDLE = re.compile(r"[a-z0-9][a-z0-9._-]{2,29}")


class Check:
    """Returns values as they are stored; `errors` are the faults found so far, each with its field."""

    def __init__(self, prefix: str = "") -> None:
        self.errors: list[UserError] = []
        self.prefix = prefix

    def id(self, value: str, field: str) -> str:
        return self._taken(lambda: member_id(value), field, value)

    def key(self, value: str | None) -> str | None:
        if value is not None and not (value and is_printable(value, KEY)):
            self.fault("idempotencyKey", f"it must be 1 to {KEY} printable characters")
        return value

    def text(self, value: str | None, field: str, longest: int = _UNBOUNDED) -> str | None:
        """One line of text, NFC and trimmed; None when it holds no visible character."""
        return self._taken(lambda: line(value or "", "it", longest), field, None)

    def required(self, value: str | None, field: str, longest: int) -> str:
        before = len(self.errors)
        text = self.text(value, field, longest)
        if text is None and len(self.errors) == before:
            self.fault(field, "it cannot be empty")
        return text or ""

    def handle(self, value: str | None, field: str) -> str:
        if value is None or not _HANDLE.fullmatch(value):
            self.fault(field, "it must be 3 to 30 of a-z 0-9 . _ - and begin with a letter or a digit")
        return value or ""

    def email(self, value: str | None, field: str) -> str | None:
        return None if value is None else self._taken(lambda: _address(value), field, None)

    def emails(self, values: Sequence[str], field: str) -> list[str]:
        """Addresses in lower case, each once."""
        found = [self.email(value, f"{field}.{place}") or "" for place, value in enumerate(values)]
        distinct = list(dict.fromkeys(found))
        if len(distinct) > MOST_EMAILS:
            self.fault(field, f"it takes at most {MOST_EMAILS} addresses, got {len(distinct)}")
        return distinct

    def texts(self, values: Sequence[str], field: str) -> list[str]:
        self.count(values, field)
        return [self.required(value, f"{field}.{place}", SKILL) for place, value in enumerate(values)]

    def count(self, values: Sequence[object], field: str) -> None:
        if len(values) > MOST_ENTRIES:
            self.fault(field, f"it takes at most {MOST_ENTRIES} entries, got {len(values)}")

    def present(self, value: T | None, field: str) -> T | None:
        """A value that may be changed but not removed."""
        if value is None:
            self.fault(field, "it can be changed but not removed; leave it out to keep it")
        return value

    def period(self, started: str | None, ended: str | None, field: str) -> dict[str, str | None]:
        """Two partial dates of which the second is not the earlier one."""
        begun, done = self._date(started, f"{field}.startedOn"), self._date(ended, f"{field}.endedOn")
        if is_reversed(begun, done):
            self.fault(f"{field}.endedOn", "it must not be before startedOn")
        return {"startedOn": begun, "endedOn": done}

    def fault(self, field: str, why: str) -> None:
        name = f"{self.prefix}{field}"
        self.errors.append(user_error(ErrorCode.INVALID_VALUE, f"{name} is refused: {why}.", name))

    def _date(self, value: str | None, field: str) -> str | None:
        return self._taken(lambda: partial_date(value or ""), field, value)

    def _taken(self, take: Callable[[], T], field: str, otherwise: T) -> T:
        try:
            return take()
        except InvalidValueError as error:
            self.fault(field, str(error))
            return otherwise


def _address(value: str) -> str:
    address = email(value)
    if address is None:
        raise InvalidValueError("it cannot be empty")
    return address
