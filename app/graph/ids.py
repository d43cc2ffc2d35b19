"""Ids that the server makes."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62


def new_id(now: datetime) -> str:
    """A UUIDv7 (RFC 9562): milliseconds of `now`, then 74 random bits."""
    milliseconds = int(now.timestamp() * 1000)
    random = secrets.randbits(74)
    high, low = random >> 62, random & ((1 << 62) - 1)
    return str(UUID(int=milliseconds << 80 | _VERSION | high << 64 | _VARIANT | low))
