"""What the model refuses, each guard in the order of the rules."""

from __future__ import annotations

from datetime import timedelta

from tests.mutations.letter import Letter
from tests.mutations.state import Refused, State

WEEK = timedelta(days=7)


def meet(state: State, a: str, b: str) -> None:
    """What everything about another member begins with."""
    if a == b:
        raise Refused("CANNOT_TARGET_SELF")
    if (a, b) in state.blocks:
        raise Refused("YOU_BLOCKED_MEMBER")
    if not state.sees(a, b):
        raise Refused("MEMBER_NOT_FOUND")


def invite(
    state: State, a: str, b: str, note: str | None, email: str | None, *, judged: bool = True, asked: bool = True
) -> Letter | None:
    """The invitation coming the other way, if there is one; `judged`: addresses, `asked`: for what b requires."""
    meet(state, a, b)
    if state.connection(a, b):
        raise Refused("ALREADY_CONNECTED")
    letter = state.open_between(a, b)
    if letter and letter.sender == a:
        raise Refused("INVITATION_ALREADY_PENDING", letter=letter)
    if letter:
        room(state, a, b)
        return letter
    _cooldown(state, a, b)
    if _unwelcome(state, a, b):
        raise Refused("INVITATION_NOT_ALLOWED")
    if asked:
        _requirements(state, a, b, note, email, judged)
    length(state, note)
    room(state, a, b)
    if sum(x.sender == a and x.is_open(state.now) for x in state.letters) >= state.limits.open_invitation_limit:
        raise Refused("TOO_MANY_PENDING")
    _weekly(state, a)
    return None


def _cooldown(state: State, a: str, b: str) -> None:
    last = next((x for x in reversed(state.letters) if (x.sender, x.recipient) == (a, b)), None)
    waits = {
        "WITHDRAWN": state.limits.invitation_withdrawn_cooldown,
        "DECLINED": state.limits.invitation_declined_cooldown,
    }
    if last and last.answered_at and last.left in waits and last.answered_at + waits[last.left] > state.now:
        raise Refused("REINVITE_COOLDOWN", last.answered_at + waits[last.left])


def _unwelcome(state: State, a: str, b: str) -> bool:
    removed = state.removals.get((b, a))
    if removed and removed + state.limits.removed_cooldown > state.now:
        return True
    policy = state.members[b]["invitePolicy"]
    distant = policy == "SECOND_DEGREE" and state.world().degree(a, b) != "SECOND"
    return (b, a) in state.strangers or policy == "NOBODY" or distant


def _requirements(state: State, a: str, b: str, note: str | None, email: str | None, judged: bool) -> None:
    if state.members[b]["invitePolicy"] == "EMAIL":
        if email is None:
            raise Refused("EMAIL_REQUIRED")
        # Before the address, so that nobody at the limit can try addresses out.
        _weekly(state, a)
        if judged and email not in state.members[b]["emails"]:
            state.guesses.append((a, state.now))
            raise Refused("EMAIL_REQUIRED")
    if state.members[b]["requireNote"] and note is None:
        raise Refused("NOTE_REQUIRED")


def required(state: State, b: str) -> str | None:
    """What an invitation to b must bring."""
    if state.members[b]["invitePolicy"] == "EMAIL":
        return "EMAIL_REQUIRED"
    return "NOTE_REQUIRED" if state.members[b]["requireNote"] else None


def length(state: State, words: str | None) -> None:
    if len(words or "") > state.limits.note_length:
        raise Refused("NOTE_TOO_LONG")


def room(state: State, a: str, b: str) -> None:
    if max(state.connection_count(a), state.connection_count(b)) >= state.limits.connection_limit:
        raise Refused("CONNECTION_LIMIT_REACHED")


def _weekly(state: State, a: str) -> None:
    moments = [x.sent_at for x in state.letters if x.sender == a] + [at for who, at in state.guesses if who == a]
    recent = sorted(at for at in moments if at + WEEK > state.now)
    if len(recent) >= state.limits.weekly_invitation_limit:
        raise Refused("INVITATION_LIMIT_REACHED", recent[-state.limits.weekly_invitation_limit] + WEEK)


def received(state: State, viewer: str, id: str, repeated: str | None = None) -> Letter:
    return _own(state, viewer, id, "recipient", repeated)


def sent(state: State, viewer: str, id: str, repeated: str | None = None) -> Letter:
    return _own(state, viewer, id, "sender", repeated)


def _own(state: State, viewer: str, id: str, role: str, repeated: str | None) -> Letter:
    """The viewer's open invitation, or one that is `repeated` already."""
    letter = state.letter(id)
    if not letter or getattr(letter, role) != viewer or not state.sees(viewer, letter.other(viewer)):
        raise Refused("INVITATION_NOT_FOUND")
    if not letter.is_open(state.now) and letter.left != repeated:
        raise Refused("INVITATION_NOT_OPEN")
    return letter


def remind(state: State, letter: Letter) -> None:
    if letter.reminders >= state.limits.reminder_limit:
        raise Refused("REMINDER_LIMIT_REACHED")
    if letter.sent_at + state.limits.reminder_delay > state.now:
        raise Refused("REMINDER_TOO_SOON", letter.sent_at + state.limits.reminder_delay)


def follow(state: State, a: str, b: str) -> None:
    meet(state, a, b)
    if state.members[b]["followPolicy"] == "CONNECTIONS" and not state.connection(a, b):
        raise Refused("FOLLOW_NOT_ALLOWED")
