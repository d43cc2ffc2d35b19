"""Times as the graph takes them: UTC text in milliseconds."""

import re
from datetime import UTC, date, datetime

from app.values.text import InvalidValueError, shown

_TIME = re.compile(r"[0-9W-]{8,10}([Tt ][0-9:.,]+([Zz]|[+-][0-9:]{2,})?)?")
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)


def time(text: str) -> str | None:
    """An ISO 8601 time as the graph's UTC text in milliseconds; without an offset it is UTC already."""
    text = text.strip()
    if not text:
        return None
    try:
        if not _TIME.fullmatch(text):
            raise ValueError(text)
        return utc(datetime.fromisoformat(text.upper()))
    except (ValueError, OverflowError):
        raise InvalidValueError(f"{shown(text)} is no ISO 8601 time such as 2024-05-31T09:30:00Z") from None


def utc(moment: datetime) -> str:
    """A moment as text: `2024-05-31T09:30:00.000Z`; a naive one is UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def partial_date(text: str) -> str | None:
    """A year, a month or a day as it was written; None for no text."""
    if not text:
        return None
    match = _PARTIAL_DATE.fullmatch(text)
    try:
        if not match:
            raise ValueError(text)
        date(*(int(part or 1) for part in match.groups()))
    except ValueError:
        raise InvalidValueError(f"{shown(text)} is no date such as 2024, 2024-05 or 2024-05-31") from None
    return text


def is_reversed(started: str | None, ended: str | None) -> bool:
    """Whether of two partial dates the second is the earlier one, as far as both say."""
    return bool(started and ended and ended < started[: len(ended)])
