"""An invitation of the model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

OPEN = ("PENDING", "IGNORED")


@dataclass
class Letter:
    """An invitation as it was left; whether it has expired meanwhile is judged when somebody looks."""

    id: str
    sender: str
    recipient: str
    sent_at: datetime
    expires_at: datetime
    note: str | None = None
    how_you_know: str | None = None
    left: str = "PENDING"
    answered_at: datetime | None = None
    reminders: int = 0
    reminder_note: str | None = None
    message: str | None = None

    def state(self, now: datetime) -> str:
        return "EXPIRED" if self.left in OPEN and self.expires_at <= now else self.left

    def is_open(self, now: datetime) -> bool:
        return self.state(now) in OPEN

    def closed_at(self, now: datetime) -> datetime | None:
        return self.expires_at if self.state(now) == "EXPIRED" else self.answered_at

    def close(self, state: str, now: datetime) -> None:
        self.left, self.answered_at = state, now

    def other(self, member: str) -> str:
        return self.recipient if member == self.sender else self.sender

    def seen(self, viewer: str, now: datetime) -> dict[str, Any]:
        """As the API shows it: the sender takes an ignored one for pending."""
        state = self.state(now)
        return {
            "id": self.id,
            "sender": {"id": self.sender},
            "recipient": {"id": self.recipient},
            "state": "PENDING" if state == "IGNORED" and viewer == self.sender else state,
            "note": self.note,
            "howYouKnow": self.how_you_know,
            "sentAt": shown(self.sent_at),
            "expiresAt": shown(self.expires_at),
            "closedAt": shown(self.closed_at(now)),
            "reminderCount": self.reminders,
            "reminderNote": self.reminder_note,
            "message": self.message,
        }


def shown(moment: datetime | None) -> str | None:
    """A time as the API writes it."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None
