"""The rules of connecting and following once more, in memory: what each mutation answers and leaves behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.values.defaults import DEFAULT_SETTINGS
from tests.mutations import guards
from tests.mutations.letter import Letter
from tests.mutations.state import Limits, Refused, State, Tie, pair

REMEMBERED = timedelta(days=1)
ID = re.compile(r"[!-~]{1,128}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
HANDLE = re.compile(r"[a-z0-9][a-z0-9._-]{2,29}")
OF_THE_SENDER = ("NOT_REGISTERED", "ACCOUNT_INACTIVE", "IDEMPOTENCY_KEY_REUSED")

Input = dict[str, Any]


@dataclass(frozen=True)
class Verdict:
    """What a mutation answers: DONE, an outcome of the contract or an error code, and whom and what it is about."""

    outcome: str
    retry_at: datetime | None = None
    letter: Letter | None = None
    other: str | None = None


class Model:
    """Answers mutations by their names in the API; `made` are the ids of the invitations that the API has made."""

    def __init__(self, clock: Callable[[], datetime], limits: Limits, members: dict[str, dict[str, Any]]) -> None:
        self.state = State(clock, limits, members)
        self._records: dict[tuple[str, str], tuple[Any, Verdict, datetime]] = {}

    def do(self, viewer: str, name: str, input: Input, made: str | None = None) -> Verdict:
        """Everything but sendInvitations, which answers with many verdicts."""
        key = input.get("idempotencyKey")
        rest = {field: value for field, value in input.items() if field != "idempotencyKey"}
        if not sound(rest):
            return Verdict("INVALID_VALUE")
        act: Callable[[str, Input, str | None], Verdict] = getattr(self, f"_{name}")
        return self._once(viewer, key, (name, rest), lambda: act(viewer, rest, made), name == "registerMember")

    def send_all(self, viewer: str, input: Input, made: Sequence[str | None]) -> Verdict | list[Verdict]:
        """One verdict when nothing at all is done, else one for each item."""
        key, items = input.get("idempotencyKey"), input["items"]
        if len(items) > self.state.limits.invitation_batch:
            return Verdict("BATCH_TOO_LARGE")
        if input.get("dryRun"):
            return self._account(viewer) or [self._tried(viewer, item) for item in items]
        verdicts: list[Verdict] = []
        claimed = False
        for place, (item, id) in enumerate(zip(items, made, strict=True)):
            if not sound(item):
                verdicts.append(Verdict("INVALID_VALUE"))
                continue
            own = f"{key} {place}" if key and claimed else key
            claimed = True
            verdict = self._once(viewer, own, ("sendInvitations", items), self._sending(viewer, item, id))
            if verdict.outcome in OF_THE_SENDER:
                return verdict
            verdicts.append(verdict)
        return verdicts

    def _sending(self, viewer: str, item: Input, id: str | None) -> Callable[[], Verdict]:
        return lambda: self._sendInvitation(viewer, item, id)

    def _tried(self, viewer: str, item: Input) -> Verdict:
        if not sound(item):
            return Verdict("INVALID_VALUE")
        try:
            crossed = guards.invite(
                self.state, viewer, item["memberId"], trimmed(item.get("note")), item.get("email"), judged=False
            )
        except Refused as refused:
            return Verdict(refused.code, refused.retry_at)
        return Verdict("CONNECTED" if crossed else "SENT")

    def _account(self, viewer: str) -> Verdict | None:
        if viewer not in self.state.members:
            return Verdict("NOT_REGISTERED")
        return None if self.state.members[viewer]["status"] == "ACTIVE" else Verdict("ACCOUNT_INACTIVE")

    def _once(
        self, viewer: str, key: str | None, request: Any, act: Callable[[], Verdict], registers: bool = False
    ) -> Verdict:
        if key and (known := self._records.get((viewer, key))) and known[2] > self.state.now:
            return known[1] if known[0] == request else Verdict("IDEMPOTENCY_KEY_REUSED")
        verdict = self._account(viewer)
        if not verdict or (registers and verdict.outcome == "NOT_REGISTERED"):
            try:
                verdict = act()
            except Refused as refused:
                verdict = Verdict(refused.code, refused.retry_at, refused.letter)
        if key and viewer in self.state.members:
            self._records[viewer, key] = (request, verdict, self.state.now + REMEMBERED)
        return verdict

    def _registerMember(self, viewer: str, input: Input, _: str | None) -> Verdict:  # noqa: N802
        if viewer in self.state.members:
            raise Refused("ALREADY_REGISTERED")
        if any(input["handle"] == member["handle"].casefold() for member in self.state.members.values()):
            raise Refused("HANDLE_TAKEN")
        emails = [input["email"].lower()] if input.get("email") else []
        self.state.members[viewer] = DEFAULT_SETTINGS | {
            "status": "ACTIVE",
            "handle": input["handle"],
            "name": input["name"],
            "emails": emails,
        }
        return Verdict("DONE", other=viewer)

    def _updateSettings(self, viewer: str, input: Input, _: str | None) -> Verdict:  # noqa: N802
        self.state.members[viewer] |= input
        return Verdict("DONE")

    def _sendInvitation(self, a: str, input: Input, made: str | None) -> Verdict:  # noqa: N802
        state, b, note = self.state, input["memberId"], trimmed(input.get("note"))
        if crossed := guards.invite(state, a, b, note, input.get("email")):
            return self._connect(crossed, b)
        lapse = state.now + state.limits.invitation_lifetime
        letter = Letter(made or "none", a, b, state.now, lapse, note, input.get("howYouKnow"))
        state.letters.append(letter)
        return Verdict("SENT", letter=letter, other=b)

    def _acceptInvitation(self, viewer: str, input: Input, _: str | None) -> Verdict:  # noqa: N802
        letter = guards.received(self.state, viewer, input["invitationId"], "ACCEPTED")
        if letter.left == "ACCEPTED":
            connection = self.state.connection(letter.sender, viewer)
            if connection is None or connection.source != letter.id:
                raise Refused("INVITATION_NOT_OPEN")
            return Verdict("CONNECTED", letter=letter, other=letter.sender)
        guards.room(self.state, letter.sender, viewer)
        return self._connect(letter, letter.sender)

    def _ignoreInvitation(self, viewer: str, input: Input, _: str | None) -> Verdict:  # noqa: N802
        letter = guards.received(self.state, viewer, input["invitationId"])
        letter.left = "IGNORED"
        if input.get("dontKnow"):
            self.state.strangers.add((viewer, letter.sender))
        return Verdict("IGNORED", letter=letter, other=letter.sender)

    def _declineInvitation(self, viewer: str, input: Input, _: str | None) -> Verdict:  # noqa: N802
        letter = guards.received(self.state, viewer, input["invitationId"], "DECLINED")
        if letter.left != "DECLINED":
            message = trimmed(input.get("message"))
            guards.length(self.state, message)
            letter.close("DECLINED", self.state.now)
            letter.message = message
        return Verdict("DECLINED", letter=letter, other=letter.sender)

    def _withdrawInvitation(self, viewer: str, input: Input, _: str | None) -> Verdict:  # noqa: N802
        letter = guards.sent(self.state, viewer, input["invitationId"], "WITHDRAWN")
        if letter.left != "WITHDRAWN":
            letter.close("WITHDRAWN", self.state.now)
        return Verdict("WITHDRAWN", letter=letter, other=letter.recipient)

    def _remindInvitation(self, viewer: str, input: Input, _: str | None) -> Verdict:  # noqa: N802
        letter = guards.sent(self.state, viewer, input["invitationId"])
        guards.remind(self.state, letter)
        note = trimmed(input.get("note"))
        guards.length(self.state, note)
        letter.reminders += 1
        letter.reminder_note = note
        return Verdict("REMINDED", letter=letter, other=letter.recipient)

    def _removeConnection(self, a: str, input: Input, _: str | None) -> Verdict:  # noqa: N802
        b, follows = input["memberId"], self.state.follows
        guards.meet(self.state, a, b)
        if not self.state.connections.pop(pair(a, b), None):
            raise Refused("NOT_CONNECTED")
        self.state.removals[a, b] = self.state.now
        if input.get("keepFollowing") and (a, b) in follows:
            follows[a, b].source = "EXPLICIT"
        for ends in ((a, b), (b, a)):
            if ends in follows and follows[ends].source == "AUTO":
                del follows[ends]
        return Verdict("DONE", other=b)

    def _followMember(self, a: str, input: Input, _: str | None) -> Verdict:  # noqa: N802
        b = input["memberId"]
        guards.follow(self.state, a, b)
        self.state.follows.setdefault((a, b), Tie(self.state.now)).source = "EXPLICIT"
        return Verdict("DONE", other=b)

    def _unfollowMember(self, a: str, input: Input, _: str | None) -> Verdict:  # noqa: N802
        guards.meet(self.state, a, input["memberId"])
        self.state.follows.pop((a, input["memberId"]), None)
        return Verdict("DONE", other=input["memberId"])

    def _removeFollower(self, a: str, input: Input, _: str | None) -> Verdict:  # noqa: N802
        guards.meet(self.state, a, input["memberId"])
        self.state.follows.pop((input["memberId"], a), None)
        return Verdict("DONE", other=input["memberId"])

    def _blockMember(self, a: str, input: Input, _: str | None) -> Verdict:  # noqa: N802
        state, b = self.state, input["memberId"]
        if a == b:
            raise Refused("CANNOT_TARGET_SELF")
        if (a, b) in state.blocks:
            return Verdict("DONE", other=b)
        if not state.sees(a, b):
            raise Refused("MEMBER_NOT_FOUND")
        if letter := state.open_between(a, b):
            letter.close("CANCELLED", state.now)
        state.connections.pop(pair(a, b), None)
        for ends in ((a, b), (b, a)):
            state.follows.pop(ends, None)
            state.removals.pop(ends, None)
        state.blocks[a, b] = state.now
        return Verdict("DONE", other=b)

    def _unblockMember(self, a: str, input: Input, _: str | None) -> Verdict:  # noqa: N802
        if not self.state.blocks.pop((a, input["memberId"]), None):
            raise Refused("NOT_BLOCKED")
        return Verdict("DONE", other=input["memberId"])

    def _connect(self, letter: Letter, other: str) -> Verdict:
        state = self.state
        letter.close("ACCEPTED", state.now)
        state.connections[pair(letter.sender, letter.recipient)] = Tie(state.now, letter.id)
        for a, b in ((letter.sender, letter.recipient), (letter.recipient, letter.sender)):
            if state.members[a]["autoFollowOnConnect"]:
                state.follows.setdefault((a, b), Tie(state.now, "AUTO"))
            state.removals.pop((a, b), None)
            state.strangers.discard((a, b))
        return Verdict("CONNECTED", letter=letter, other=other)


def trimmed(words: str | None) -> str | None:
    return (words or "").strip() or None


def sound(input: Input) -> bool:
    """Whether every value of an input can be meant at all."""
    settings = [value for field, value in input.items() if field in DEFAULT_SETTINGS]
    ids = [value for field, value in input.items() if field in ("memberId", "invitationId")]
    return (
        None not in settings
        and all(ID.fullmatch(id) for id in ids)
        and bool(HANDLE.fullmatch(input.get("handle", "ada")))
        and ("email" not in input or bool(EMAIL.fullmatch(input["email"])))
    )
