"""The model and the API side by side: whatever is done to one is done to the other, and both must say the same."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from app.values.defaults import DEFAULT_SETTINGS
from tests.conftest import BEGIN, EMPTY, Clock, Graph, Server, World
from tests.mutations.documents import DOCUMENTS
from tests.mutations.letter import Letter, shown
from tests.mutations.model import Input, Model, Verdict
from tests.mutations.picture import SEEN, Picture
from tests.mutations.state import Limits, Tie

NAMES = ("ada", "bob", "cleo", "dan", "eve", "fay", "gus")
SUBJECTS = ("hal", "ivy")  # of tokens, no members yet
CONNECTED = (("ada", "bob"), ("bob", "cleo"), ("dan", "eve"))  # since before anything happens
START = datetime(2026, 2, 1, 12, tzinfo=UTC)

# Few of everything, so that limits are met.
SMALL = Limits(
    connection_limit=3, open_invitation_limit=3, weekly_invitation_limit=4, invitation_batch=3, note_length=30
)


class Frozen(Clock):
    """A clock that stands until it is moved; whole milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **time: float) -> None:
        self.at += timedelta(**time)


class Difference(AssertionError):
    """Where the model and the API part, with everything that led there."""


class Lockstep:
    """Seven members and two who may become members, in the model and behind the API."""

    def __init__(self, server: Server, graph: Graph, clock: Frozen, limits: Limits, size: int = len(NAMES)) -> None:
        self.server, self.graph, self.clock = server, graph, clock
        self.outcomes: Counter[tuple[str, str]] = Counter()
        self.log: list[tuple[str | None, str, str, Input]] = []
        clock.at = START
        names = NAMES[:size]
        graph.run(EMPTY)
        ties = [ends for ends in CONNECTED if set(ends) <= set(names)]
        emails = {name: {"emails": [f"{name}@example.org"]} for name in names}
        World(graph)("; ".join([" -- ".join(ends) for ends in ties] + list(names)), **emails)
        described = {
            name: DEFAULT_SETTINGS | emails[name] | {"status": "ACTIVE", "handle": name, "name": name.capitalize()}
            for name in names
        }
        self.model = Model(clock, limits, described)
        for minute, ends in enumerate(ties):
            self.model.state.connections[ends] = Tie(BEGIN + timedelta(minutes=minute))

    def set_status(self, member: str, status: str) -> None:
        self.graph.run("MATCH (m:Member {id: $member}) SET m.status = $status", member=member, status=status)
        self.model.state.members[member]["status"] = status
        self.log.append((shown(self.clock()), member, status, {}))

    def do(self, viewer: str, name: str, input: Input) -> list[Verdict]:
        """What both answered, one verdict or one an item; raises `Difference` when they do not agree."""
        self.log.append((shown(self.clock()), viewer, name, input))
        answer = self.server.ask(DOCUMENTS[name], viewer=viewer, input=input)
        if "errors" in answer:
            self._same("errors", None, answer["errors"])
        payload = answer["data"][name]
        if name == "sendInvitations":
            return self._batch(viewer, input, payload)
        made = payload.get("invitation") or {}
        verdict = self.model.do(viewer, name, input, made.get("id"))
        self.outcomes[name, verdict.outcome] += 1
        self._same("answer", _spoken(verdict), heard(payload))
        self._check(viewer, input, verdict, payload)
        return [verdict]

    def look(self, viewer: str) -> None:
        """Compare everything that a member can see; raises `Difference`."""
        ids = [*self.model.state.members, "nobody"]
        answer = self.server.ask(SEEN, viewer=viewer, ids=ids)
        if "errors" in answer:
            self._same("errors", None, answer["errors"])
        for row in answer["data"]["viewer"]["relationships"]:
            _by_name(row)
        self._same(f"what {viewer} sees", Picture(self.model.state, viewer).whole(ids), answer["data"])

    def viewers(self) -> list[str]:
        return [name for name, member in self.model.state.members.items() if member["status"] == "ACTIVE"]

    def _batch(self, viewer: str, input: Input, payload: dict[str, Any]) -> list[Verdict]:
        made = [(result["invitation"] or {}).get("id") for result in payload["results"]]
        made += [None] * (len(input["items"]) - len(made))
        verdicts = self.model.send_all(viewer, input, made)
        if isinstance(verdicts, Verdict):
            self.outcomes["sendInvitations", verdicts.outcome] += 1
            self._same("answer", (_spoken(verdicts), []), (heard(payload), payload["results"]))
            return [verdicts]
        self._same("batch", [], payload["userErrors"])
        self._same("answers", [_spoken(v) for v in verdicts], [heard(result) for result in payload["results"]])
        for item, verdict, result in zip(input["items"], verdicts, payload["results"], strict=True):
            self.outcomes["sendInvitations", verdict.outcome] += 1
            self._same("memberId", item["memberId"], result["memberId"])
            self._same("invitation", self._letter(viewer, verdict.letter), result["invitation"])
        return verdicts

    def _check(self, viewer: str, input: Input, verdict: Verdict, payload: dict[str, Any]) -> None:
        """What a payload shows: the thing as it now is; a refusal may show nothing, but nothing else."""
        state = self.model.state
        letter = verdict.letter or state.letter(input.get("invitationId", "")) or self._open(viewer, input)
        other = verdict.other or input.get("memberId") or (letter.other(viewer) if letter else None)
        if "invitation" in payload and (verdict.letter or payload["invitation"]):
            self._same("invitation", self._letter(viewer, letter), payload["invitation"])
        if "relationship" in payload and viewer in self.viewers() and (verdict.other or payload["relationship"]):
            _by_name(payload["relationship"])
            expected = Picture(state, viewer).relation(other) if other in state.members else None
            self._same("relationship", expected, payload["relationship"])
        if payload.get("settings"):
            self._same(
                "settings", {name: state.members[viewer][name] for name in DEFAULT_SETTINGS}, payload["settings"]
            )
        if "blockedMember" in payload and (since := state.blocks.get((viewer, verdict.other or ""))):
            row = {
                "memberId": verdict.other,
                "handle": state.members[verdict.other or ""]["handle"],
                "since": shown(since),
            }
            self._same("blockedMember", row, payload["blockedMember"])

    def _open(self, viewer: str, input: Input) -> Letter | None:
        return self.model.state.open_between(viewer, input.get("memberId", ""))

    def _letter(self, viewer: str, letter: Letter | None) -> dict[str, Any] | None:
        if letter is None or viewer not in (letter.sender, letter.recipient):
            return None
        visible = self.model.state.sees(viewer, letter.other(viewer))
        return letter.seen(viewer, self.clock()) if visible else None

    def _same(self, what: str, expected: Any, got: Any) -> None:
        if expected != got:
            history = "\n".join(map(repr, self.log))
            raise Difference(f"{history}\n{what} at {self.clock()}\n" + "\n".join(_apart("", expected, got)))


def heard(payload: dict[str, Any]) -> tuple[str, str | None]:
    """The outcome or the error code of a payload, and when to try again."""
    if errors := payload["userErrors"]:
        return errors[0]["code"], errors[0]["retryAt"]
    return payload.get("outcome") or "DONE", None


def _spoken(verdict: Verdict) -> tuple[str, str | None]:
    return verdict.outcome, shown(verdict.retry_at)


def _by_name(relation: dict[str, Any] | None) -> None:
    """Actions as the model has them: the contract gives them no order."""
    if relation:
        actions = relation["actions"]
        relation["actions"] = {a["name"]: {k: v for k, v in a.items() if k != "name"} for a in actions}
        assert len(relation["actions"]) == len(actions), actions


def _apart(path: str, expected: Any, got: Any) -> list[str]:
    """The places where two answers differ, one a line."""
    if isinstance(expected, dict) and isinstance(got, dict) and expected.keys() == got.keys():
        return [line for key in expected for line in _apart(f"{path}.{key}", expected[key], got[key])]
    if isinstance(expected, list) and isinstance(got, list) and len(expected) == len(got):
        return [line for i, pair in enumerate(zip(expected, got, strict=True)) for line in _apart(f"{path}.{i}", *pair)]
    return [] if expected == got else [f"{path}: model {expected!r}, API {got!r}"]
