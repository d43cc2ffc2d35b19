"""What `actions` allow succeeds, and what they refuse is refused with that code and that time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

import neo4j
import pytest

from app.graph.database import Database
from tests.mutations.random_town import Town, random_town

SMALL = {"connection_limit": 3, "open_invitation_limit": 2, "weekly_invitation_limit": 3}
RELATIONSHIPS = """query ($ids: [ID!]!) { viewer { relationships(memberIds: $ids) {
  member { id } degree isFollowing isFollowedBy invitation { id state sender { id } }
  actions { name isAllowed code retryAt } primaryAction
} } }"""
# The mutation of each action, what its input names, and the outcome that its payload tells, if any.
MUTATIONS = {
    "INVITE": ("sendInvitation", "memberId", "SENT"),
    "ACCEPT": ("acceptInvitation", "invitationId", "CONNECTED"),
    "IGNORE": ("ignoreInvitation", "invitationId", "IGNORED"),
    "DECLINE": ("declineInvitation", "invitationId", "DECLINED"),
    "WITHDRAW": ("withdrawInvitation", "invitationId", "WITHDRAWN"),
    "REMIND": ("remindInvitation", "invitationId", "REMINDED"),
    "REMOVE_CONNECTION": ("removeConnection", "memberId", None),
    "FOLLOW": ("followMember", "memberId", None),
    "UNFOLLOW": ("unfollowMember", "memberId", None),
    "REMOVE_FOLLOWER": ("removeFollower", "memberId", None),
    "BLOCK": ("blockMember", "memberId", None),
}
# What an invitation is refused for before anybody asks for an address or a note.
FIRST = ("MEMBER_NOT_FOUND", "YOU_BLOCKED_MEMBER", "REINVITE_COOLDOWN", "INVITATION_NOT_ALLOWED", "ACCOUNT_INACTIVE")


@dataclass(frozen=True)
class Trial:
    """A mutation with what it must answer: an outcome when it is done, else a code and when to try again."""

    call: str
    outcome: str | None
    code: str | None = None
    retry_at: str | None = None


@pytest.fixture
def rehearsed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every write is done, answered and taken back, so that all of them meet the same graph."""

    async def write(self: Database, statement: str, parameters: Any = None, *, deadline: float | None = None) -> Any:
        async with self._session(neo4j.WRITE_ACCESS) as session:
            transaction = await session.begin_transaction()
            try:
                record = await (await transaction.run(statement, dict(parameters or {}))).single()
            finally:
                await transaction.rollback()
            return record[0] if record else None

    with monkeypatch.context() as patch:
        patch.setattr(Database, "write", write)
        yield


def relationships(ask: Callable[..., Any], viewer: str, ids: list[str]) -> list[dict[str, Any] | None]:
    answer = ask(RELATIONSHIPS, viewer=viewer, ids=ids)
    assert "errors" not in answer, answer
    rows: list[dict[str, Any] | None] = answer["data"]["viewer"]["relationships"]
    return rows


def perform(ask: Callable[..., Any], viewer: str, trials: list[Trial]) -> None:
    """Do some mutations in one document, as many as it may hold at a time."""
    for i in range(0, len(trials), 5):
        some = trials[i : i + 5]
        calls = [f"t{place}: {trial.call}" for place, trial in enumerate(some)]
        answer = ask(f"mutation {{ {' '.join(calls)} }}", viewer=viewer)
        assert "errors" not in answer, answer
        for place, trial in enumerate(some):
            payload = answer["data"][f"t{place}"]
            errors = [(error["code"], error["retryAt"]) for error in payload["userErrors"]]
            expected = [(trial.code, trial.retry_at)] if trial.code else []
            assert (payload.get("outcome"), errors) == (trial.outcome, expected), (viewer, trial)


def call(name: str, other: str, letter: str | None = None, words: str = "") -> str:
    mutation, names, outcome = MUTATIONS[name]
    target = other if names == "memberId" else letter
    told = "outcome " if outcome else ""
    return f'{mutation}(input: {{{names}: "{target}"{words}}}) {{ {told}userErrors {{ code retryAt }} }}'


def trials(town: Town, row: dict[str, Any], action: dict[str, Any]) -> list[Trial]:
    """What an action promises."""
    name, other = action["name"], row["member"]["id"]
    code, retry_at = action["code"], action["retryAt"]
    if name != "INVITE":
        assert (code is None) == action["isAllowed"]
        letter = row["invitation"] and row["invitation"]["id"]
        return [Trial(call(name, other, letter), None if code else MUTATIONS[name][2], code, retry_at)]
    asks = town.members[other]
    address = f', email: "{other.upper()}@example.com"' if asks["invitePolicy"] == "EMAIL" else ""
    note = ', note: "We met in Lund."' if asks["requireNote"] else ""
    refused = None if action["isAllowed"] else code
    found = [Trial(call(name, other, words=address + note), None if refused else "SENT", refused, retry_at)]
    if refused in FIRST:
        found.append(Trial(call(name, other), None, refused, retry_at))
    elif address:
        found.append(Trial(call(name, other, words=note), None, "EMAIL_REQUIRED"))
    if note and refused not in (*FIRST, "INVITATION_LIMIT_REACHED"):
        found.append(Trial(call(name, other, words=address), None, "NOTE_REQUIRED"))
    if not refused:
        assert code == ("EMAIL_REQUIRED" if address else "NOTE_REQUIRED" if note else None), (row, action)
    return found


def sensible(viewer: str, row: dict[str, Any]) -> list[str]:
    """The names that the rest of the relationship calls for."""
    letter, connected = row["invitation"], row["degree"] == "FIRST"
    sent = letter is not None and letter["sender"]["id"] == viewer
    received = letter is not None and not sent
    listed = {
        "INVITE": not connected and letter is None,
        "ACCEPT": received,
        "IGNORE": received and letter["state"] == "PENDING",
        "DECLINE": received,
        "WITHDRAW": sent,
        "REMIND": sent,
        "REMOVE_CONNECTION": connected,
        "FOLLOW": not row["isFollowing"],
        "UNFOLLOW": row["isFollowing"],
        "REMOVE_FOLLOWER": row["isFollowedBy"],
        "BLOCK": True,
    }
    return [name for name, fits in listed.items() if fits]


def first_button(town: Town, row: dict[str, Any]) -> str | None:
    allowed = {action["name"]: action["isAllowed"] for action in row["actions"]}
    for name in ("ACCEPT", "WITHDRAW"):
        if name in allowed:
            return name
    if row["degree"] == "FIRST":
        return None
    order = ["FOLLOW", "INVITE"] if town.members[row["member"]["id"]]["followPrimary"] else ["INVITE", "FOLLOW"]
    return next((name for name in order if allowed.get(name)), None)


def unseen(town: Town, viewer: str, other: str) -> list[Trial]:
    """Whoever cannot be seen has no actions, and whatever is tried says no more than that."""
    if town.members[viewer]["status"] != "ACTIVE":
        code = "ACCOUNT_INACTIVE"
    else:
        code = "YOU_BLOCKED_MEMBER" if f"{viewer} x {other}" in town.phrases else "MEMBER_NOT_FOUND"
    return [Trial(call(name, other), None, code) for name in ("INVITE", "FOLLOW", "REMOVE_CONNECTION")]


def visible(town: Town, viewer: str, other: str) -> bool:
    blocks = {f"{viewer} x {other}", f"{other} x {viewer}"} & set(town.phrases)
    return town.members[other]["status"] == "ACTIVE" and not blocks


MET = {
    ("INVITE", True, None), ("INVITE", True, "NOTE_REQUIRED"), ("INVITE", True, "EMAIL_REQUIRED"),
    ("INVITE", False, "REINVITE_COOLDOWN"), ("INVITE", False, "INVITATION_NOT_ALLOWED"),
    ("INVITE", False, "CONNECTION_LIMIT_REACHED"), ("INVITE", False, "TOO_MANY_PENDING"),
    ("INVITE", False, "INVITATION_LIMIT_REACHED"), ("INVITE", False, "ACCOUNT_INACTIVE"),
    ("ACCEPT", True, None), ("ACCEPT", False, "CONNECTION_LIMIT_REACHED"), ("ACCEPT", False, "ACCOUNT_INACTIVE"),
    ("IGNORE", True, None), ("DECLINE", True, None), ("WITHDRAW", True, None), ("REMIND", True, None),
    ("REMIND", False, "REMINDER_TOO_SOON"), ("REMIND", False, "REMINDER_LIMIT_REACHED"),
    ("REMOVE_CONNECTION", True, None), ("REMOVE_CONNECTION", False, "ACCOUNT_INACTIVE"),
    ("FOLLOW", True, None), ("FOLLOW", False, "FOLLOW_NOT_ALLOWED"), ("FOLLOW", False, "ACCOUNT_INACTIVE"),
    ("UNFOLLOW", True, None), ("REMOVE_FOLLOWER", True, None), ("BLOCK", True, None),
    ("BLOCK", False, "ACCOUNT_INACTIVE"),
}  # fmt: skip


def test_everything_is_as_the_actions_say(
    limited: Any, world: Any, graph: Any, clock: Any, rehearsed: None, sound: None
) -> None:
    apps = (limited().ask, limited(**SMALL).ask)
    met: set[tuple[str, bool, str | None]] = set()
    buttons: set[str | None] = set()
    asked_both = 0
    for seed, ask in enumerate(apps):
        graph.run("MATCH (n) DETACH DELETE n")
        town = random_town(seed, clock())
        town.build(world, graph)
        for viewer in town.members:
            others = [name for name in town.members if name != viewer]
            for other, row in zip(others, relationships(ask, viewer, others), strict=True):
                assert (row is not None) == visible(town, viewer, other), (seed, viewer, other)
                if row is None:
                    perform(ask, viewer, unseen(town, viewer, other))
                    continue
                assert [action["name"] for action in row["actions"]] == sensible(viewer, row), (seed, viewer, other)
                assert row["primaryAction"] == first_button(town, row), (seed, viewer, other)
                met |= {(action["name"], action["isAllowed"], action["code"]) for action in row["actions"]}
                buttons.add(row["primaryAction"])
                asked_both += other == "m00" and row["actions"][0]["code"] == "EMAIL_REQUIRED"
                perform(ask, viewer, [trial for action in row["actions"] for trial in trials(town, row, action)])
    assert MET - met == set()
    assert asked_both > 0
    assert buttons == {"ACCEPT", "WITHDRAW", "INVITE", "FOLLOW", None}


def test_in_earnest_the_actions_keep_their_word(limited: Any, world: Any, graph: Any, clock: Any, sound: None) -> None:
    r = Random(7)
    ask = limited(connection_limit=6, weekly_invitation_limit=6).ask
    town = random_town(7, clock())
    town.build(world, graph)
    done: set[str] = set()
    for _ in range(90):
        clock.advance(days=r.choice((0, 0, 0, 0.4, 3)))
        viewer, other = r.sample(list(town.members), 2)
        (row,) = relationships(ask, viewer, [other])
        if row is None:
            continue
        rare = [action for action in row["actions"] if action["name"] not in done | {"BLOCK"}]
        action = r.choice(rare or row["actions"][: r.choice((-1, -1, None))])
        promised = trials(town, row, action)
        # The one with everything that is asked for comes first; only that one changes anything, so it is done last.
        perform(ask, viewer, promised[::-1])
        if action["isAllowed"]:
            done.add(action["name"])
    assert done == set(MUTATIONS)


def test_there_is_nothing_to_do_about_oneself(world: Any, ask: Any) -> None:
    world("ada -- grace")
    (row,) = relationships(ask, "ada", ["ada"])
    assert row is not None
    assert (row["degree"], row["actions"], row["primaryAction"]) == ("SELF", [], None)


def test_the_member_says_the_same_as_the_list(world: Any, ask: Any) -> None:
    world("ada -- grace; mira ? ada; ada ? bob; cleo", cleo={"followPrimary": True, "requireNote": True})
    fields = "actions { name isAllowed code retryAt } primaryAction"
    query = f"query ($id: ID!) {{ member(id: $id) {{ relationship {{ {fields} }} }} }}"
    names = ["grace", "mira", "bob", "cleo"]
    rows = relationships(ask, "ada", names)
    for name, row in zip(names, rows, strict=True):
        assert row is not None
        expected = {"actions": row["actions"], "primaryAction": row["primaryAction"]}
        assert ask(query, id=name)["data"]["member"]["relationship"] == expected
    assert [row and row["primaryAction"] for row in rows] == [None, "ACCEPT", "WITHDRAW", "FOLLOW"]
    assert ask(query, viewer=None, id="grace")["data"] == {"member": {"relationship": None}}
