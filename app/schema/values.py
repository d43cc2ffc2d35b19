"""What a client's ids and counts must look like."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.schema.errors import ClientError

_ID = re.compile(r"[!-~]{1,128}")


def check_id(value: str, argument: str) -> str:
    """The id, when it can be one; raises `ClientError` otherwise."""
    if not _ID.fullmatch(value):
        raise ClientError(f"{argument} must be an id: 1 to 128 printable ASCII characters without spaces.")
    return value


def check_ids(values: Sequence[str], argument: str, most: int) -> list[str | None]:
    """The ids, None in the place of a text that cannot be one; raises `ClientError` for more than `most`."""
    if len(values) > most:
        raise ClientError(f"{argument} takes at most {most} ids, got {len(values)}; ask in several requests.")
    return [value if _ID.fullmatch(value) else None for value in values]


def check_text(value: str, argument: str, longest: int = 200) -> str:
    if len(value) > longest or not value.isprintable():
        raise ClientError(f"{argument} must be at most {longest} printable characters.")
    return value


def check_first(first: int | None, most: int, default: int = 20) -> int:
    """How many rows to show; 20 when the client leaves it out or sends null."""
    if first is None:
        return min(default, most)
    if not 1 <= first <= most:
        raise ClientError(f"first must be between 1 and {most}, got {first}.")
    return first
