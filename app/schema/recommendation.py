"""Connect or follow? The advice and its reasons, from facts that the viewer may see."""

from __future__ import annotations

from typing import Any

import strawberry

from app.schema.enums import ActionName, Advice, AdviceReasonKind
from app.schema.rows import adopt
from app.schema.user_errors import ErrorCode

_HIGH_PROFILE = 10  # times as many followers as connections
_REFUSALS = frozenset(ErrorCode.__members__)

Kind = AdviceReasonKind


@strawberry.type(description="A reason for an advice.")
class AdviceReason:
    kind: AdviceReasonKind = strawberry.field(description="What it is.")
    count: int | None = strawberry.field(description="How many, where it can be counted: of mutual connections.")


@strawberry.type(description="Whether to connect, to follow, or both.")
class Recommendation:
    advice: Advice = strawberry.field(description="What to do; it never names what would be refused.")
    reasons: list[AdviceReason] = strawberry.field(description="All that hold.")


def recommendation(actions: dict[str, Any], grounds: dict[str, Any]) -> Recommendation:
    """The first rule that fits gives the advice; from rows of `cypher/reads/actions.cypher` and `grounds.cypher`."""
    can = {entry["name"]: entry["outcome"] not in _REFUSALS for entry in actions["actions"]}
    common = _common(grounds)
    high_profile = (grounds["followers"] or 0) >= _HIGH_PROFILE * max(1, grounds["connections"])
    prefers = bool(actions["follow_primary"])
    follow = Advice.FOLLOW if can.get(ActionName.FOLLOW.value) else Advice.NONE
    reasons = [Kind.HIGH_PROFILE] if high_profile else []
    if prefers:
        reasons.insert(0, Kind.PREFERS_FOLLOWERS)
    match can:
        case {"REMOVE_CONNECTION": _}:
            advice, reasons = follow, [Kind.ALREADY_CONNECTED, *reasons]
        case {"ACCEPT": acceptable}:
            advice, reasons = Advice.CONNECT if acceptable else follow, [Kind.THEY_INVITED_YOU, *reasons]
        case {"WITHDRAW": _}:
            advice, reasons = follow, [Kind.INVITATION_PENDING, *reasons]
        case {"INVITE": False}:
            advice, reasons = follow, [Kind.INVITATIONS_CLOSED, *reasons]
        case _ if prefers:
            advice = _both(follow) if common else follow
        case _ if common:
            advice = _both(follow) if high_profile else Advice.CONNECT
        case _:
            advice, reasons = follow, [*reasons, Kind.NO_COMMON_GROUND]
    shown = [_reason(kind) for kind in reasons if kind is not Kind.NO_COMMON_GROUND] + common
    last = [_reason(Kind.NO_COMMON_GROUND)] if Kind.NO_COMMON_GROUND in reasons else []
    return adopt(Recommendation, {"advice": advice, "reasons": shown + last})


def nothing() -> Recommendation:
    """The advice about oneself."""
    return adopt(Recommendation, {"advice": Advice.NONE, "reasons": []})


def _both(follow: Advice) -> Advice:
    return Advice.BOTH if follow is Advice.FOLLOW else Advice.CONNECT


def _common(grounds: dict[str, Any]) -> list[AdviceReason]:
    holds = {
        Kind.MUTUAL_CONNECTIONS: grounds["mutual"] > 0,
        Kind.SAME_COMPANY: grounds["same_company"],
        Kind.SAME_SCHOOL: grounds["same_school"],
        Kind.FOLLOWS_YOU: grounds["follows_you"],
    }
    counts = {Kind.MUTUAL_CONNECTIONS: grounds["mutual"]}
    return [_reason(kind, counts.get(kind)) for kind, does in holds.items() if does]


def _reason(kind: AdviceReasonKind, count: int | None = None) -> AdviceReason:
    return adopt(AdviceReason, {"kind": kind, "count": count})
