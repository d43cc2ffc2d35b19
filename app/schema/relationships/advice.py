"""Advice whether to connect or to follow, with its reasons, from facts that the viewer may see."""

from enum import Enum
from typing import Any

import strawberry

from app.schema.core.errors import ErrorCode
from app.schema.core.rows import from_row
from app.schema.relationships.actions import ActionName

_HIGH_PROFILE = 10  # times as many followers as connections
_REFUSALS = frozenset(ErrorCode.__members__)


@strawberry.enum(name="Advice", description="Whether to connect or to follow.")
class Choice(Enum):
    CONNECT = "CONNECT"
    FOLLOW = "FOLLOW"
    BOTH = "BOTH"
    NONE = "NONE"


@strawberry.enum(
    name="AdviceReasonKind",
    description="A reason for the advice. HIGH_PROFILE: at least ten times as many followers as connections.",
)
class Kind(Enum):
    ALREADY_CONNECTED = "ALREADY_CONNECTED"
    THEY_INVITED_YOU = "THEY_INVITED_YOU"
    INVITATION_PENDING = "INVITATION_PENDING"
    INVITATIONS_CLOSED = "INVITATIONS_CLOSED"
    PREFERS_FOLLOWERS = "PREFERS_FOLLOWERS"
    HIGH_PROFILE = "HIGH_PROFILE"
    MUTUAL_CONNECTIONS = "MUTUAL_CONNECTIONS"
    SAME_COMPANY = "SAME_COMPANY"
    SAME_SCHOOL = "SAME_SCHOOL"
    FOLLOWS_YOU = "FOLLOWS_YOU"
    NO_COMMON_GROUND = "NO_COMMON_GROUND"


@strawberry.type(description="A reason for the advice, with a number where it has one.")
class AdviceReason:
    kind: Kind = strawberry.field(description="The reason.")
    count: int | None = strawberry.field(description="The number of mutual connections; null for other reasons.")


@strawberry.type(name="Recommendation", description="Whether to connect, to follow, or both.")
class Advice:
    advice: Choice = strawberry.field(description="What to do; never an action that would be refused.")
    reasons: list[AdviceReason] = strawberry.field(description="All reasons that hold.")


def advice(actions: dict[str, Any], facts: dict[str, Any]) -> Advice:
    """The advice of the first rule that fits, from rows of `actions.cypher` and `advice_facts.cypher`."""
    can = {entry["name"]: entry["outcome"] not in _REFUSALS for entry in actions["actions"]}
    common = _common(facts)
    high_profile = (facts["followers"] or 0) >= _HIGH_PROFILE * max(1, facts["connections"])
    prefers = bool(actions["follow_primary"])
    follow = Choice.FOLLOW if can.get(ActionName.FOLLOW.value) else Choice.NONE
    reasons = [Kind.HIGH_PROFILE] if high_profile else []
    if prefers:
        reasons.insert(0, Kind.PREFERS_FOLLOWERS)
    match can:
        case {"REMOVE_CONNECTION": _}:
            choice, reasons = follow, [Kind.ALREADY_CONNECTED, *reasons]
        case {"ACCEPT": acceptable}:
            choice, reasons = Choice.CONNECT if acceptable else follow, [Kind.THEY_INVITED_YOU, *reasons]
        case {"WITHDRAW": _}:
            choice, reasons = follow, [Kind.INVITATION_PENDING, *reasons]
        case {"INVITE": False}:
            choice, reasons = follow, [Kind.INVITATIONS_CLOSED, *reasons]
        case _ if prefers:
            choice = _both(follow) if common else follow
        case _ if common:
            choice = _both(follow) if high_profile else Choice.CONNECT
        case _:
            choice, reasons = follow, [*reasons, Kind.NO_COMMON_GROUND]
    shown = [_reason(kind) for kind in reasons if kind is not Kind.NO_COMMON_GROUND] + common
    last = [_reason(Kind.NO_COMMON_GROUND)] if Kind.NO_COMMON_GROUND in reasons else []
    return from_row(Advice, {"advice": choice, "reasons": shown + last})


def no_advice() -> Advice:
    """The advice about the viewer."""
    return from_row(Advice, {"advice": Choice.NONE, "reasons": []})


def _both(follow: Choice) -> Choice:
    return Choice.BOTH if follow is Choice.FOLLOW else Choice.CONNECT


def _common(facts: dict[str, Any]) -> list[AdviceReason]:
    holds = {
        Kind.MUTUAL_CONNECTIONS: facts["mutual"] > 0,
        Kind.SAME_COMPANY: facts["same_company"],
        Kind.SAME_SCHOOL: facts["same_school"],
        Kind.FOLLOWS_YOU: facts["follows_you"],
    }
    counts = {Kind.MUTUAL_CONNECTIONS: facts["mutual"]}
    return [_reason(kind, counts.get(kind)) for kind, does in holds.items() if does]


def _reason(kind: Kind, count: int | None = None) -> AdviceReason:
    return from_row(AdviceReason, {"kind": kind, "count": count})
