"""What the three kinds of file say: a row of text becomes a row of parameters, or `InvalidValueError`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.data.csvfile import Columns
from app.values.ids import member_id, pair
from app.values.text import InvalidValueError, email, line, name_key, shown
from app.values.times import time

Fields = Mapping[str, str]
Parameters = dict[str, Any]

_LONGEST = {"name": 100, "headline": 200, "location": 100, "industry": 100, "company": 100}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: its columns, its statement, and the keys by which a row of a batch repeats another."""

    option: str
    statement: str
    columns: Columns
    parameters: Callable[[Fields], Parameters]
    key: str


def _member(fields: Fields) -> Parameters:
    identity = member_id(fields.get("id", "").strip())
    handle = _handle(fields.get("handle", "").strip() or identity)
    texts = {name: line(fields.get(name, ""), name, longest) for name, longest in _LONGEST.items()}
    name = texts["name"] or handle
    address = email(fields.get("email", ""))
    return {
        "id": identity,
        "handleKey": handle.casefold(),
        "createdAt": time(fields.get("createdAt", "")),
        "member": texts
        | {"id": identity, "handle": handle, "handleKey": handle.casefold(), "name": name, "nameKey": name_key(name)}
        | {"emails": [address] if address else [], "skills": []},
    }


def _handle(text: str) -> str:
    try:
        return member_id(text)
    except InvalidValueError:
        raise InvalidValueError(
            f"{shown(text)} is no handle: 1 to 128 printable ASCII characters without spaces"
        ) from None


def _connection(fields: Fields) -> Parameters:
    a, b = sorted(_ends(fields, "a", "b"))
    return {"a": a, "b": b, "pair": pair(a, b), "since": time(fields.get("since", ""))}


def _follow(fields: Fields) -> Parameters:
    follower, followed = _ends(fields, "follower", "followee")
    since = time(fields.get("since", ""))
    return {"follower": follower, "followed": followed, "pair": f"{follower} {followed}", "since": since}


def _ends(fields: Fields, one: str, other: str) -> tuple[str, str]:
    ends = member_id(fields.get(one, "").strip()), member_id(fields.get(other, "").strip())
    if ends[0] == ends[1]:
        raise InvalidValueError(f"{shown(ends[0])} stands on both sides")
    return ends


_OPTIONAL = ("handle", *_LONGEST, "email", "createdAt")

MEMBERS = Kind("members", "writes/load_members", Columns(("id",), _OPTIONAL), _member, "id")
CONNECTED = Kind("connected", "writes/load_connected", Columns(("a", "b"), ("since",)), _connection, "pair")
FOLLOWS = Kind("follows", "writes/load_follows", Columns(("follower", "followee"), ("since",)), _follow, "pair")
