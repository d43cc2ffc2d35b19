"""Times as the graph takes them: UTC text in milliseconds."""

import re
from datetime import UTC, datetime

from app.values.text import InvalidValueError, shown

_TIME = re.compile(r"[0-9W-]{8,10}([Tt ][0-9:.,]+([Zz]|[+-][0-9:]{2,})?)?")


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
