"""What a client's ids, texts and counts must look like."""

from __future__ import annotations

from collections.abc import Sequence

from app.schema.errors import ClientError
from app.values.ids import is_member_id
from app.values.text import InvalidValueError, is_printable, line

_TEXT, _HANDLE = 200, 128  # characters


def check_id(value: str, argument: str) -> str:
    """The id, when it can be one; raises `ClientError` otherwise."""
    if not is_member_id(value):
        raise ClientError(f"{argument} must be an id: 1 to 128 printable ASCII characters without spaces.")
    return value


def check_ids(values: Sequence[str], argument: str, most: int) -> list[str | None]:
    """The ids, None in the place of a text that cannot be one; raises `ClientError` for more than `most`."""
    if len(values) > most:
        raise ClientError(f"{argument} takes at most {most} ids, got {len(values)}; ask in several requests.")
    return [value if is_member_id(value) else None for value in values]


def check_handle(value: str) -> str:
    """The key of a handle, which is compared as it is written but for its case."""
    if not is_printable(value, _HANDLE):
        raise ClientError(f"handle must be at most {_HANDLE} printable characters.")
    return value.casefold()


def check_text(value: str, argument: str) -> str:
    """The text as it is stored, so that what is equal to it is found."""
    try:
        text = line(value, argument, _TEXT)
    except InvalidValueError as error:
        raise ClientError(f"{error}; change it and ask again.") from None
    if text is None:
        raise ClientError(f"{argument} must hold a visible character.")
    return text


def check_first(first: int | None, most: int, default: int = 20) -> int:
    """How many rows to show; 20 when the client leaves it out or sends null."""
    if first is None:
        return min(default, most)
    if not 1 <= first <= most:
        raise ClientError(f"first must be between 1 and {most}, got {first}.")
    return first
