"""Kinds of files, with the conversion of their rows to statement parameters (`InvalidValueError` for a bad row)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from uuid import NAMESPACE_OID, uuid5

from app.data.cells import Read, choice, emails, flag, handle, number, required, skills, words
from app.data.csvfile import Columns
from app.values.defaults import DEFAULT_SETTINGS, SETTING_VALUES
from app.values.ids import member_id, pair
from app.values.text import ABOUT, HEADLINE, NAME, InvalidValueError, name_key, shown
from app.values.times import is_reversed, partial_date, time

Fields = Mapping[str, str]
Parameters = dict[str, Any]

OPEN, CLOSED = ("PENDING", "IGNORED"), ("ACCEPTED", "DECLINED", "WITHDRAWN", "EXPIRED", "CANCELLED")
ACQUAINTANCE = (
    *("COLLEAGUE", "CLASSMATE", "DONE_BUSINESS", "FRIEND", "MET_IN_PERSON", "SAME_EVENT", "SAME_GROUP"),
    *("MUTUAL_CONNECTION", "OTHER", "DONT_KNOW"),
)


@dataclass(frozen=True)
class Kind:
    """One kind of file: column parsers, the key columns of a row, and `completed`, which derives further parameters."""

    name: str
    required: Mapping[str, Read]
    optional: Mapping[str, Read]
    key: tuple[str, ...]
    completed: Callable[[Parameters], Parameters] = lambda row: row

    @property
    def statement(self) -> str:
        return f"load/{self.name}"

    @property
    def columns(self) -> Columns:
        return Columns(tuple(self.required), tuple(self.optional))

    def parameters(self, fields: Fields) -> Parameters:
        return self.completed({column: read(fields.get(column, "").strip()) for column, read in self._reads.items()})

    @cached_property
    def _reads(self) -> Mapping[str, Read]:
        return {**self.required, **self.optional}

    def key_of(self, row: Parameters) -> str:
        return "\n".join(str(row[column]) for column in self.key)


def _member(row: Parameters) -> Parameters:
    identity, created = row.pop("id"), row.pop("createdAt")
    if row["status"] == "DELETED":
        if created or any(value not in (None, []) for column, value in row.items() if column != "status"):
            raise InvalidValueError("a deleted member keeps nothing but the id; leave the other columns empty")
        return {"id": identity, "handleKey": None, "createdAt": None, "member": {"id": identity, "status": "DELETED"}}
    name = row["name"] or row["handle"] or identity
    handle_key = (row["handle"] or identity).casefold()
    chosen = {column: value for column, value in row.items() if value is not None}
    member = {"id": identity, "handle": identity, "status": "ACTIVE", **DEFAULT_SETTINGS, **chosen}
    member |= {"handleKey": handle_key, "name": name, "nameKey": name_key(name), "emails": member.pop("email")}
    return {"id": identity, "handleKey": handle_key, "createdAt": created, "member": member}


def _connection(row: Parameters) -> Parameters:
    a, b = sorted(_apart(row, "a", "b"))
    return row | {"a": a, "b": b, "pair": pair(a, b)}


def _invitation(row: Parameters) -> Parameters:
    sender, recipient = _apart(row, "sender", "recipient")
    sent, closed, state = row["sentAt"], row["closedAt"], row["state"] or OPEN[0]
    if state in OPEN and closed:
        raise InvalidValueError(f"closedAt is given, but {state} is open; write how it was closed as state")
    if state in CLOSED and not closed:
        raise InvalidValueError(f"closedAt is empty, but {state} is closed")
    if closed and closed < sent:
        raise InvalidValueError("closedAt is before sentAt")
    both = pair(sender, recipient)
    identity = str(uuid5(NAMESPACE_OID, f"{sender} {recipient} {sent}"))
    return row | {"id": identity, "state": state, "pair": both, "openKey": both if state in OPEN else None}


def _period(row: Parameters) -> Parameters:
    if is_reversed(row["startedOn"], row["endedOn"]):
        raise InvalidValueError("endedOn is before startedOn")
    return row


def _between(one: str, other: str) -> Callable[[Parameters], Parameters]:
    def completed(row: Parameters) -> Parameters:
        _apart(row, one, other)
        return row

    return completed


def _apart(row: Parameters, one: str, other: str) -> tuple[str, str]:
    if row[one] == row[other]:
        raise InvalidValueError(f"{shown(row[one])} is on both sides")
    return row[one], row[other]


_SETTINGS = {
    name: choice(name, *SETTING_VALUES[name]) if name in SETTING_VALUES else flag(name) for name in DEFAULT_SETTINGS
}
_SINCE: Final[Mapping[str, Read]] = {"since": time}
_ENDED: Final[Mapping[str, Read]] = {"endedOn": partial_date}

MEMBERS = Kind(
    "members",
    {"id": member_id},
    {
        "handle": handle,
        "name": words("name", NAME),
        "headline": words("headline", HEADLINE),
        "location": words("location", NAME),
        "industry": words("industry", NAME),
        "company": words("company", NAME),
        "email": emails,
        "createdAt": time,
        "about": words("about", ABOUT),
        "skills": skills,
        "status": choice("status", "ACTIVE", "HIBERNATED", "DELETED"),
        **_SETTINGS,
    },
    ("id",),
    _member,
)
BLOCKS = Kind(
    "blocks",
    {"blocker": member_id, "blocked": member_id},
    _SINCE,
    ("blocker", "blocked"),
    _between("blocker", "blocked"),
)
POSITIONS = Kind(
    "positions",
    {
        "member": member_id,
        "company": required("company", words("company", NAME)),
        "title": required("title", words("title", NAME)),
        "startedOn": partial_date,
    },
    _ENDED,
    ("member", "company", "title", "startedOn"),
    _period,
)
EDUCATION = Kind(
    "education",
    {"member": member_id, "school": required("school", words("school", NAME))},
    {"degree": words("degree", NAME), "startedOn": partial_date, **_ENDED},
    ("member", "school", "degree", "startedOn"),
    _period,
)
CONNECTED = Kind("connected", {"a": member_id, "b": member_id}, _SINCE, ("pair",), _connection)
FOLLOWS = Kind(
    "follows",
    {"follower": member_id, "followee": member_id},
    {**_SINCE, "origin": choice("origin", "EXPLICIT", "AUTO")},
    ("follower", "followee"),
    _between("follower", "followee"),
)
INVITATIONS = Kind(
    "invitations",
    {"sender": member_id, "recipient": member_id, "sentAt": required("sentAt", time)},
    {
        "state": choice("state", *OPEN, *CLOSED),
        "note": words("note", 300),
        "howYouKnow": choice("howYouKnow", *ACQUAINTANCE),
        "closedAt": time,
        "message": words("message", 300),
        "reminders": number("reminders"),
    },
    ("sender", "recipient", "sentAt"),
    _invitation,
)
MARKS = Kind(
    "marks",
    {"member": member_id, "other": member_id, "mark": required("mark", choice("mark", "REMOVED", "DONT_KNOW"))},
    {"at": time},
    ("member", "other", "mark"),
    _between("member", "other"),
)

KINDS: Final = (MEMBERS, BLOCKS, POSITIONS, EDUCATION, CONNECTED, FOLLOWS, INVITATIONS, MARKS)
"""In loading order: later kinds are refused because of blocks, and depend on connections."""
