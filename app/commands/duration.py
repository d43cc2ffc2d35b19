"""Durations on the command line."""

from __future__ import annotations

import re
from datetime import timedelta

_FORM = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_UNITS = {"ms": "milliseconds", "s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_LONGEST = timedelta(days=3650)


def duration(text: str) -> timedelta:
    """Parse a duration such as `30s`, `5m`, `12h` or `2d`; `ValueError`, with a message to show, for other text."""
    match = _FORM.fullmatch(text.strip().lower())
    try:
        span = timedelta(**{_UNITS[match[2]]: float(match[1])}) if match else timedelta()
    except OverflowError:
        span = timedelta.max
    if not timedelta() < span <= _LONGEST:
        raise ValueError(f"{text!r} is no duration; write one such as 30s, 5m, 12h or 2d (at most 3650d).")
    return span
