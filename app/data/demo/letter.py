"""One invitation of the demo network as a row of the graph."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from app.data.demo.words import NOTES
from app.values.ids import pair
from app.values.times import utc

Row = dict[str, Any]

LIFETIME = timedelta(days=180)

_KNOWN = (
    "COLLEAGUE",
    "CLASSMATE",
    "DONE_BUSINESS",
    "FRIEND",
    "MET_IN_PERSON",
    "SAME_EVENT",
    "MUTUAL_CONNECTION",
    "OTHER",
)


def letter(
    rng: Random,
    sender: str,
    recipient: str,
    sent: datetime,
    state: str,
    closed: datetime | None = None,
    *,
    noted: float = 0.4,
) -> Row:
    """An invitation; without `closed` it is open."""
    return {
        "id": _uuid7(rng, sent),
        "sender": sender,
        "recipient": recipient,
        "state": state,
        "openKey": None if closed else pair(sender, recipient),
        "note": rng.choice(NOTES) if rng.random() < noted else None,
        "howYouKnow": rng.choice(_KNOWN) if rng.random() < 0.6 else None,
        "message": "Thank you, but I keep this list to people I have worked with."
        if state == "DECLINED" and rng.random() < 0.3
        else None,
        "reminders": 0,
        "sentAt": utc(sent),
        "expiresAt": utc(sent + LIFETIME),
        "closedAt": utc(closed) if closed else None,
    }


def _uuid7(rng: Random, at: datetime) -> str:
    milliseconds = int(at.timestamp() * 1000)
    bits = milliseconds << 80 | 0x7 << 76 | rng.getrandbits(12) << 64 | 0b10 << 62 | rng.getrandbits(62)
    return str(UUID(int=bits))
