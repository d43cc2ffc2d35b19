"""Checks of the ids, texts and counts in a client's arguments; each raises `ClientError` for a value it refuses."""

from collections.abc import Sequence
from typing import Any

from strawberry import UNSET
from strawberry.utils.str_converters import to_camel_case

from app.schema.core.errors import ClientError
from app.values.ids import is_member_id
from app.values.text import InvalidValueError, is_printable, line, name_key

_TEXT, _HANDLE = 200, 128  # characters


def check_id(value: str, argument: str) -> str:
    if not is_member_id(value):
        raise ClientError(f"{argument} must be an id: 1 to 128 printable ASCII characters without spaces.")
    return value


def check_ids(values: Sequence[str], argument: str, most: int) -> list[str | None]:
    """The ids, None in the place of a malformed one; refused are more than `most`."""
    if len(values) > most:
        raise ClientError(f"{argument} takes at most {most} ids, got {len(values)}; ask in several requests.")
    return [value if is_member_id(value) else None for value in values]


def check_handle(value: str) -> str:
    """The key of a handle, which is compared without regard to case."""
    if not is_printable(value, _HANDLE):
        raise ClientError(f"handle must be at most {_HANDLE} printable characters.")
    return value.casefold()


def check_text(value: str, argument: str) -> str:
    """The text in the form in which the graph stores texts, so that equal ones are found."""
    try:
        text = line(value, argument, _TEXT)
    except InvalidValueError as error:
        raise ClientError(f"{error}; change it and ask again.") from None
    if text is None:
        raise ClientError(f"{argument} must hold a visible character.")
    return text


def check_first(first: int | None, most: int, default: int = 20) -> int:
    """The number of rows to show; `default` when the client leaves it out or sends null."""
    if first is None:
        return min(default, most)
    if not 1 <= first <= most:
        raise ClientError(f"first must be between 1 and {most}, got {first}.")
    return first


def check_filter(filter: object) -> dict[str, Any]:
    """The conditions of a filter input by their names in `cypher/edges/`; empty texts count as left out."""
    asked = {name: value for name, value in vars(filter).items() if value not in (None, UNSET)} if filter else {}
    for name, value in list(asked.items()):
        if name == "via":
            check_id(value, "filter.via")
        elif value == "":
            del asked[name]
        elif isinstance(value, str):
            asked[name] = check_text(value, f"filter.{to_camel_case(name)}")
    if "name_prefix" in asked:
        asked["name_prefix"] = name_key(asked["name_prefix"])
    return asked
