"""What a member may do next about another one, as the model sees it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.mutations import guards
from tests.mutations.letter import Letter, shown
from tests.mutations.state import Refused, State
from tests.schema.oracle import World

Action = dict[str, Any]


def options(state: State, world: World, v: str, m: str) -> dict[str, Action]:
    """The actions that make sense by their names, each with the answer that its mutation would give."""
    if v == m:
        return {}
    following, followed = world.effective(v, m), world.effective(m, v)
    found = _ties(state, v, m)
    found["UNFOLLOW" if following else "FOLLOW"] = None if following else _refusal(lambda: guards.follow(state, v, m))
    if followed:
        found["REMOVE_FOLLOWER"] = None
    found["BLOCK"] = None
    actions = {name: _action(refused) for name, refused in found.items()}
    if "INVITE" in actions and actions["INVITE"]["isAllowed"]:
        actions["INVITE"]["code"] = guards.required(state, m)
    return actions


def primary(state: State, m: str, actions: dict[str, Action]) -> str | None:
    """The one button; FOLLOW before INVITE where the member prefers it or inviting is not possible."""
    if answer := next((name for name in ("ACCEPT", "WITHDRAW") if name in actions), None):
        return answer
    allowed = [name for name in ("INVITE", "FOLLOW") if actions.get(name, {}).get("isAllowed")]
    if "REMOVE_CONNECTION" in actions or not allowed:
        return None
    return allowed[-1] if state.members[m]["followPrimary"] else allowed[0]


def _ties(state: State, v: str, m: str) -> dict[str, Refused | None]:
    """What can be done about a connection or an invitation, and why not."""
    letter = state.open_between(v, m)
    if state.connection(v, m):
        return {"REMOVE_CONNECTION": None}
    if not letter:
        return {"INVITE": _refusal(lambda: guards.invite(state, v, m, None, None, asked=False))}
    if letter.sender == v:
        return {"WITHDRAW": None, "REMIND": _refusal(_reminder(state, letter))}
    ignoring: dict[str, Refused | None] = {"IGNORE": None} if letter.state(state.now) == "PENDING" else {}
    return {"ACCEPT": _refusal(lambda: guards.room(state, v, m)), "DECLINE": None} | ignoring


def _reminder(state: State, letter: Letter) -> Callable[[], None]:
    return lambda: guards.remind(state, letter)


def _refusal(judge: Callable[[], object]) -> Refused | None:
    try:
        judge()
    except Refused as refused:
        return refused
    return None


def _action(refused: Refused | None) -> Action:
    if refused is None:
        return {"isAllowed": True, "code": None, "retryAt": None}
    return {"isAllowed": False, "code": refused.code, "retryAt": shown(refused.retry_at)}
