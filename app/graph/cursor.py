"""Keyset cursors: where a page ended, in the words of its order, bound to the field and the arguments it came from."""

from __future__ import annotations

import hashlib
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

import orjson

from app.values.text import escaped, unescaped

RankKind = Literal["time", "text", "number"]

_VERSION = 1
_MAX_LENGTH = 1024
# Python reads more forms of a time than Neo4j does.
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-7]):[0-5]\d)", re.ASCII)


class CursorError(ValueError):
    """A cursor that is not of this field with these arguments."""


def binding(*parts: Any) -> str:
    """A short digest of what a cursor belongs to: the edge, its subject, its order, its filters."""
    return hashlib.blake2b(orjson.dumps(parts), digest_size=6).hexdigest()


def encode(bound: str, rank: Any, key: str) -> str:
    """The cursor of the row at `rank`, `key`."""
    # Shorter than its key, and what a cursor held when keys were not escaped.
    told = unescaped(rank) if isinstance(rank, str) else rank
    return urlsafe_b64encode(orjson.dumps([_VERSION, bound, told, key])).rstrip(b"=").decode()


def of_row(bound: str, row: Mapping[str, Any]) -> str:
    """The cursor of a row with its `rank` and `key`: of an edge, or of a read that pages in its own statement."""
    return encode(bound, row["rank"], row["key"])


def decode(bound: str, cursor: str, kind: RankKind) -> Mapping[str, Any]:
    """`{rank, id}` of a cursor made by `encode` with the same `bound`; raises `CursorError` for any other text."""
    if len(cursor) > _MAX_LENGTH:
        raise CursorError
    try:
        raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        version, owner, rank, key = orjson.loads(raw)
    except (ValueError, TypeError):
        raise CursorError from None
    if version != _VERSION or owner != bound or not isinstance(key, str) or not _is(kind, rank):
        raise CursorError
    return {"rank": escaped(rank) if kind == "text" else rank, "id": key}


def _is(kind: RankKind, rank: object) -> bool:
    """Whether a rank that came from outside is one that the graph can compare with."""
    match kind, rank:
        case "number", int() | float():
            return type(rank) is not bool and abs(rank) < 2**53
        case "text", str():
            return True
        case "time", str():
            try:
                return bool(_TIME.fullmatch(rank) and datetime.fromisoformat(rank))
            except ValueError:
                return False
    return False
