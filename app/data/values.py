"""What an id, a line of text, an address and a time must look like before they enter the graph."""

import re
import unicodedata
from datetime import UTC, datetime

_ID = re.compile(r"[!-~]{1,128}")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_EMAIL_LENGTH = 254
_TIME = re.compile(r"[0-9W-]{8,10}([Tt ][0-9:.,]+([Zz]|[+-][0-9:]{2,})?)?")


class InvalidValueError(ValueError):
    """A value that the graph does not take; the message is a clause that says why."""


def member_id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise InvalidValueError(f"{shown(text)} is no id: 1 to 128 printable ASCII characters without spaces")
    return text


def line(text: str, field: str, longest: int) -> str | None:
    """One line of text, NFC and trimmed; None when nothing is left."""
    text = unicodedata.normalize("NFC", text).strip()
    if not text.isprintable():
        _refuse_control(text, field)
    if len(text) > longest:
        raise InvalidValueError(f"{field} has {len(text)} characters, more than {longest}")
    return text or None


def _refuse_control(text: str, field: str) -> None:
    for character in text:
        match unicodedata.category(character):
            case "Cc":
                raise InvalidValueError(f"{field} holds the control character U+{ord(character):04X}")
            case "Cs":
                raise InvalidValueError(f"{field} is not UTF-8 text")


def email(text: str) -> str | None:
    address = line(text, "email", _EMAIL_LENGTH)
    if address is None:
        return None
    if not _EMAIL.fullmatch(address):
        raise InvalidValueError(f"{shown(address)} is no e-mail address")
    return address.lower()


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


def pair(one: str, other: str) -> str:
    """Two members as one key: lower id, a space, higher id."""
    return f"{one} {other}" if one < other else f"{other} {one}"


def shown(text: str) -> str:
    """A value as a message may repeat it: short, in quotes, nothing that a terminal obeys."""
    return repr(text if len(text) <= 40 else text[:39] + "…")
