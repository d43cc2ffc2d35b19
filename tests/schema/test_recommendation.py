"""Connect or follow? The advice from rows, and the whole answer over random graphs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.schema.relationships.advice import advice, no_advice
from tests.schema.discovery import SEEDS, Discovery, active, plant, random_discovery

Ask = Callable[..., Any]

ADVICE = """
query ($ids: [ID!]!) {
  viewer { relationships(memberIds: $ids) {
    member { id } recommendation { advice reasons { kind count } } actions { name isAllowed }
  } }
}
"""
STRANGER = {
    "mutual": 0, "same_company": False, "same_school": False, "follows_you": False, "connections": 5, "followers": 3
}  # fmt: skip
MAY = {"INVITE": "SENT", "FOLLOW": "FOLLOWED"}
FOLLOWS = {"INVITE": "SENT", "UNFOLLOW": "UNFOLLOWED"}
NO_FOLLOW = {"INVITE": "SENT", "FOLLOW": "FOLLOW_NOT_ALLOWED"}
FAN = {"follows_you": True}
STAR = {"followers": 50}
SECRET = {"followers": None}


def advised(actions: dict[str, str], grounds: dict[str, Any], prefers: bool = False) -> tuple[str, list[str]]:
    rows = [{"name": name, "outcome": outcome, "retry_at": None} for name, outcome in actions.items()]
    found = advice({"actions": rows, "required": None, "follow_primary": prefers}, STRANGER | grounds)
    return found.advice.value, [reason.kind.value for reason in found.reasons]


@pytest.mark.parametrize(
    ("actions", "grounds", "prefers", "answer", "reasons"),
    [
        ({"REMOVE_CONNECTION": "DISCONNECTED", "UNFOLLOW": "UNFOLLOWED"}, {}, False, "NONE", ["ALREADY_CONNECTED"]),
        ({"REMOVE_CONNECTION": "DISCONNECTED", "FOLLOW": "FOLLOWED"}, {}, False, "FOLLOW", ["ALREADY_CONNECTED"]),
        ({"ACCEPT": "ACCEPTED", "FOLLOW": "FOLLOWED"}, {}, True, "CONNECT", ["THEY_INVITED_YOU", "PREFERS_FOLLOWERS"]),
        ({"ACCEPT": "CONNECTION_LIMIT_REACHED", "FOLLOW": "FOLLOWED"}, {}, False, "FOLLOW", ["THEY_INVITED_YOU"]),
        (
            {"ACCEPT": "CONNECTION_LIMIT_REACHED", "UNFOLLOW": "UNFOLLOWED"}, {}, False, "NONE", ["THEY_INVITED_YOU"]
        ),
        ({"WITHDRAW": "WITHDRAWN", "FOLLOW": "FOLLOWED"}, {}, False, "FOLLOW", ["INVITATION_PENDING"]),
        ({"WITHDRAW": "WITHDRAWN", "UNFOLLOW": "UNFOLLOWED"}, {}, False, "NONE", ["INVITATION_PENDING"]),
        ({"WITHDRAW": "WITHDRAWN", "FOLLOW": "FOLLOW_NOT_ALLOWED"}, {}, False, "NONE", ["INVITATION_PENDING"]),
        ({"INVITE": "INVITATION_NOT_ALLOWED", "FOLLOW": "FOLLOWED"}, {}, False, "FOLLOW", ["INVITATIONS_CLOSED"]),
        ({"INVITE": "REINVITE_COOLDOWN", "UNFOLLOW": "UNFOLLOWED"}, {}, False, "NONE", ["INVITATIONS_CLOSED"]),
        (
            {"INVITE": "CONNECTION_LIMIT_REACHED", "FOLLOW": "FOLLOW_NOT_ALLOWED"}, FAN, False,
            "NONE", ["INVITATIONS_CLOSED", "FOLLOWS_YOU"],
        ),
        (MAY, FAN, True, "BOTH", ["PREFERS_FOLLOWERS", "FOLLOWS_YOU"]),
        (FOLLOWS, FAN, True, "CONNECT", ["PREFERS_FOLLOWERS", "FOLLOWS_YOU"]),
        (NO_FOLLOW, FAN, True, "CONNECT", ["PREFERS_FOLLOWERS", "FOLLOWS_YOU"]),
        (MAY, {}, True, "FOLLOW", ["PREFERS_FOLLOWERS"]),
        (FOLLOWS, {}, True, "NONE", ["PREFERS_FOLLOWERS"]),
        (NO_FOLLOW, {}, True, "NONE", ["PREFERS_FOLLOWERS"]),
        (MAY, {"mutual": 2}, False, "CONNECT", ["MUTUAL_CONNECTIONS"]),
        (MAY, {"same_company": True}, False, "CONNECT", ["SAME_COMPANY"]),
        (MAY, {"same_school": True}, False, "CONNECT", ["SAME_SCHOOL"]),
        (MAY, FAN, False, "CONNECT", ["FOLLOWS_YOU"]),
        (MAY, FAN | STAR, False, "BOTH", ["HIGH_PROFILE", "FOLLOWS_YOU"]),
        (FOLLOWS, FAN | STAR, False, "CONNECT", ["HIGH_PROFILE", "FOLLOWS_YOU"]),
        (MAY, FAN | {"followers": 49}, False, "CONNECT", ["FOLLOWS_YOU"]),
        (MAY, FAN | {"followers": 9, "connections": 0}, False, "CONNECT", ["FOLLOWS_YOU"]),
        (MAY, FAN | {"followers": 10, "connections": 0}, False, "BOTH", ["HIGH_PROFILE", "FOLLOWS_YOU"]),
        (MAY, FAN | SECRET, False, "CONNECT", ["FOLLOWS_YOU"]),
        (MAY, {}, False, "FOLLOW", ["NO_COMMON_GROUND"]),
        (FOLLOWS, {}, False, "NONE", ["NO_COMMON_GROUND"]),
        (NO_FOLLOW, {}, False, "NONE", ["NO_COMMON_GROUND"]),
        (MAY, STAR, False, "FOLLOW", ["HIGH_PROFILE", "NO_COMMON_GROUND"]),
    ],
)  # fmt: skip
def test_the_first_rule_that_fits_gives_the_advice(
    actions: dict[str, str], grounds: dict[str, Any], prefers: bool, answer: str, reasons: list[str]
) -> None:
    assert advised(actions, grounds, prefers) == (answer, reasons)


def test_all_reasons_are_told_in_one_order_and_mutual_connections_are_counted() -> None:
    rows = [{"name": name, "outcome": outcome, "retry_at": None} for name, outcome in MAY.items()]
    grounds = STAR | FAN | {"mutual": 7, "same_company": True, "same_school": True}
    found = advice({"actions": rows, "required": None, "follow_primary": True}, STRANGER | grounds)
    assert found.advice.value == "BOTH"
    assert [(reason.kind.value, reason.count) for reason in found.reasons] == [
        ("PREFERS_FOLLOWERS", None), ("HIGH_PROFILE", None), ("MUTUAL_CONNECTIONS", 7),
        ("SAME_COMPANY", None), ("SAME_SCHOOL", None), ("FOLLOWS_YOU", None),
    ]  # fmt: skip


def test_there_is_nothing_to_advise_about_oneself(world: Any, ask: Ask) -> None:
    assert (no_advice().advice.value, no_advice().reasons) == ("NONE", [])
    world("ada -- bea")
    (own,) = ask(ADVICE, ids=["ada"])["data"]["viewer"]["relationships"]
    assert own["recommendation"] == {"advice": "NONE", "reasons": []}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_viewer_of_a_random_graph(seed: int, world: Any, graph: Any, ask: Ask) -> None:
    found = random_discovery(seed)
    plant(found, world, graph)
    assert compare(found, ask) == {"CONNECT", "FOLLOW", "BOTH", "NONE"}


def compare(found: Discovery, ask: Ask) -> set[str]:
    """What is advised; fails where the answers differ from the model."""
    names = sorted(found.members)
    given = set()
    for v in active(found):
        relations = ask(ADVICE, viewer=v, ids=names)["data"]["viewer"]["relationships"]
        for m, relation in zip(names, relations, strict=True):
            if v == m or not found.visible(v, m):
                continue
            answer = relation["recommendation"]
            reasons = [(reason["kind"], reason["count"]) for reason in answer["reasons"]]
            assert (answer["advice"], reasons) == found.recommendation(v, m), (v, m)
            assert_possible(answer["advice"], relation["actions"])
            given.add(answer["advice"])
    return given


def assert_possible(advice: str, actions: list[dict[str, Any]]) -> None:
    """The advice never names what the action itself would refuse."""
    allowed = {action["name"] for action in actions if action["isAllowed"]}
    if advice in ("CONNECT", "BOTH"):
        assert allowed & {"INVITE", "ACCEPT"}
    if advice in ("FOLLOW", "BOTH"):
        assert "FOLLOW" in allowed


def test_a_follower_count_that_is_not_shown_makes_nobody_a_star(world: Any, ask: Ask) -> None:
    fans = [f"f{i}" for i in range(10)]
    ties = "; ".join([f"{fan} -> {star}" for fan in fans for star in ("open", "shut")] + ["open -> ada", "shut -> ada"])
    world(ties, shut={"showFollowerCount": False})
    relations = ask(ADVICE, ids=["open", "shut"])["data"]["viewer"]["relationships"]
    fan = {"kind": "FOLLOWS_YOU", "count": None}
    assert [relation["recommendation"] for relation in relations] == [
        {"advice": "BOTH", "reasons": [{"kind": "HIGH_PROFILE", "count": None}, fan]},
        {"advice": "CONNECT", "reasons": [fan]},
    ]


def test_whoever_must_be_asked_with_a_note_can_still_be_invited(world: Any, ask: Ask) -> None:
    world("ada; bea -> ada; cleo -> ada", bea={"requireNote": True}, cleo={"invitePolicy": "EMAIL"})
    relations = ask(ADVICE, ids=["bea", "cleo"])["data"]["viewer"]["relationships"]
    assert [relation["recommendation"]["advice"] for relation in relations] == ["CONNECT", "CONNECT"]


def test_at_the_limit_of_connections_one_can_only_follow(world: Any, limited: Any) -> None:
    world("ada -- bea; cleo -> ada; dora ? ada")
    relations = limited(connection_limit=1).ask(ADVICE, ids=["cleo", "dora"])["data"]["viewer"]["relationships"]
    assert [(r["recommendation"]["advice"], r["recommendation"]["reasons"][0]["kind"]) for r in relations] == [
        ("FOLLOW", "INVITATIONS_CLOSED"), ("FOLLOW", "THEY_INVITED_YOU")
    ]  # fmt: skip
