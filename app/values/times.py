"""Times as the graph stores them: UTC text with milliseconds."""

import re
from datetime import UTC, date, datetime

from app.values.text import InvalidValueError, shown

_TIME = re.compile(r"[0-9W-]{8,10}([Tt ][0-9:.,]+([Zz]|[+-][0-9:]{2,})?)?")
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)


def time(text: str) -> str | None:
    """Convert ISO 8601 to UTC text with milliseconds; no offset means UTC. None when empty."""
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
    """Format as `2024-05-31T09:30:00.000Z`; a naive datetime means UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def partial_date(text: str) -> str | None:
    """Validate a year, month or day, and return it unchanged; None when empty."""
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
    """Whether the second partial date is before the first, at their common precision."""
    return bool(started and ended and ended < started[: len(ended)])
