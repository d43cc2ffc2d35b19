"""What an id is, and the key of two."""

import re

from app.values.text import InvalidValueError, shown

_ID = re.compile(r"[!-~]{1,128}")


def is_member_id(value: object) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def member_id(text: str) -> str:
    """The id; raises `InvalidValueError` for text that cannot be one."""
    if not is_member_id(text):
        raise InvalidValueError(f"{shown(text)} is no id: 1 to 128 printable ASCII characters without spaces")
    return text


def pair(one: str, other: str) -> str:
    """Two members as one key: lower id, a space, higher id."""
    return f"{one} {other}" if one < other else f"{other} {one}"
