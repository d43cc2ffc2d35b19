"""Member ids and pair keys."""

import re

from app.values.text import InvalidValueError, shown

_ID = re.compile(r"[!-~]{1,128}")


def is_member_id(value: object) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def member_id(text: str) -> str:
    """Return the id unchanged; raises `InvalidValueError` when it is invalid."""
    if not is_member_id(text):
        raise InvalidValueError(f"{shown(text)} is no id: 1 to 128 printable ASCII characters without spaces")
    return text


def pair(one: str, other: str) -> str:
    """The key of two members: lower id, a space, higher id."""
    return f"{one} {other}" if one < other else f"{other} {one}"
