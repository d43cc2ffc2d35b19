"""What each value of each setting does to what everybody sees of a member."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.values.defaults import DEFAULT_SETTINGS
from tests.mutations.owner import (
    QUERY,
    SETTINGS,
    SIGNED_OUT,
    STANDINGS,
    UPDATE,
    VALUES,
    Ask,
    build,
    expected,
    rows,
    updater,
)


@pytest.fixture
def town(world: Any, graph: Any, sound: None) -> None:
    build(world, graph)


@pytest.fixture
def update(ask: Ask) -> Callable[..., None]:
    return updater(ask)


def test_all_settings_have_their_values_here() -> None:
    assert list(VALUES) == list(DEFAULT_SETTINGS)


@pytest.mark.parametrize("setting", VALUES)
def test_every_cell_of_the_table(setting: str, town: None, ask: Ask, update: Callable[..., None]) -> None:
    for value in VALUES[setting]:
        update(**{setting: value})
        settings = DEFAULT_SETTINGS | {setting: value}
        for viewer in STANDINGS:
            answer = ask(QUERY, viewer=viewer)
            assert answer == {"data": {"member": expected(viewer, settings)}}, (viewer, setting, value)
        assert ask(QUERY, viewer=None) == {"data": {"member": SIGNED_OUT}}, (setting, value)
        assert ask(QUERY, viewer="blocked") == {"data": {"member": None}}, (setting, value)


@pytest.mark.parametrize(
    ("own", "seen"),
    [
        ("EVERYONE", rows("other", "first")),
        ("SECOND_DEGREE", rows("other", "first")),
        ("CONNECTIONS", rows("other", "first")),
        ("RECIPROCAL", rows("other", "first")),
        ("ONLY_ME", None),
        ("HIDDEN", None),
    ],
)
def test_a_reciprocal_list_is_open_to_connections_who_show_theirs(
    own: str, seen: Any, town: None, ask: Ask, update: Callable[..., None]
) -> None:
    update(connectionsVisibility="RECIPROCAL")
    update("first", connectionsVisibility=own)
    assert ask(QUERY, viewer="first")["data"]["member"]["connections"] == seen


@pytest.mark.parametrize("own", ["ONLY_ME", "HIDDEN"])
def test_who_hides_the_own_list_may_stand_in_others(
    own: str, town: None, ask: Ask, update: Callable[..., None]
) -> None:
    update("first", connectionsVisibility=own)
    viewers = ("owner", "first", "third")
    seen = {viewer: ask(QUERY, viewer=viewer)["data"]["member"]["connections"] for viewer in viewers}
    others = rows("other", "first") if own == "ONLY_ME" else rows("other")
    assert seen == {"owner": rows("other", "first"), "first": rows("other", "first"), "third": others}


GRAPH_OF = """{ viewer { networkSize { first second third } secondDegree { nodes { id } }
  relationships(memberIds: ["owner", "first", "other", "second", "third"]) { degree mutualConnectionCount }
  member { connectionCount connections { nodes { id } } } } }"""


def test_who_is_hidden_vanishes_from_the_graph_of_everybody_else(
    town: None, ask: Ask, update: Callable[..., None]
) -> None:
    def seen(viewer: str) -> tuple[Any, ...]:
        data = ask(GRAPH_OF, viewer=viewer)["data"]["viewer"]
        own = [node["id"] for node in data["member"]["connections"]["nodes"]]
        between = [(row["degree"], row["mutualConnectionCount"]) for row in data["relationships"]]
        second = [node["id"] for node in data["secondDegree"]["nodes"]]
        return list(data["networkSize"].values()), second, between, data["member"]["connectionCount"], own

    away = ("OUT_OF_NETWORK", 0)
    before = {viewer: seen(viewer) for viewer in ("owner", "first", "second", "third")}
    assert before["second"] == (
        [2, 2, 0], ["other", "owner"],
        [("SECOND", 1), ("FIRST", 0), ("SECOND", 1), ("SELF", 0), ("FIRST", 0)], 2, ["third", "first"],
    )  # fmt: skip
    update("first", connectionsVisibility="HIDDEN")
    assert seen("first") == before["first"] == (
        [3, 1, 0], ["third"],
        [("FIRST", 1), ("SELF", 0), ("FIRST", 1), ("FIRST", 0), ("SECOND", 1)], 3, ["second", "other", "owner"],
    )  # fmt: skip
    assert seen("second") == (
        [2, 0, 0], [], [away, ("FIRST", 0), away, ("SELF", 0), ("FIRST", 0)], 2, ["third", "first"],
    )  # fmt: skip
    assert seen("owner") == (
        [2, 0, 0], [], [("SELF", 0), ("FIRST", 0), ("FIRST", 0), away, away], 2, ["other", "first"],
    )  # fmt: skip
    assert seen("third") == (
        [1, 0, 0], [], [away, away, away, ("FIRST", 0), ("SELF", 0)], 1, ["second"],
    )  # fmt: skip
    update("first", connectionsVisibility="EVERYONE")
    assert {viewer: seen(viewer) for viewer in before} == before


FOLLOWS = """{ viewer {
  relationships(memberIds: ["owner"]) { isFollowing followingSince }
  member { followingCount following { totalCount edges { since node { id } } } }
} }"""
FOLLOWED = """{ viewer {
  relationships(memberIds: ["outside"]) { isFollowedBy }
  member { followerCount followers { totalCount edges { since isMutual node { id } } } }
} }"""


def test_followers_from_outside_are_suspended_and_come_back_with_their_date(
    town: None, graph: Any, ask: Ask, update: Callable[..., None]
) -> None:
    def seen() -> tuple[Any, Any]:
        return ask(FOLLOWS, viewer="outside")["data"]["viewer"], ask(FOLLOWED, viewer="owner")["data"]["viewer"]

    before = seen()
    # The fifth and sixth tie of the town follow one another by a minute.
    since = {"outside": "2026-01-01T09:05:00.000Z", "first": "2026-01-01T09:06:00.000Z"}
    edges = [{"since": since[name], "isMutual": False, "node": {"id": name}} for name in ("first", "outside")]
    assert before[0] == {
        "relationships": [{"isFollowing": True, "followingSince": since["outside"]}],
        "member": {
            "followingCount": 1,
            "following": {"totalCount": 1, "edges": [{"since": since["outside"], "node": {"id": "owner"}}]},
        },
    }
    assert before[1] == {
        "relationships": [{"isFollowedBy": True}],
        "member": {"followerCount": 2, "followers": {"totalCount": 2, "edges": edges}},
    }
    update(followPolicy="CONNECTIONS")
    assert seen() == (
        {
            "relationships": [{"isFollowing": False, "followingSince": None}],
            "member": {"followingCount": 0, "following": {"totalCount": 0, "edges": []}},
        },
        {
            "relationships": [{"isFollowedBy": False}],
            "member": {"followerCount": 1, "followers": {"totalCount": 1, "edges": edges[:1]}},
        },
    )
    assert graph.run("MATCH (:Member {id: 'owner'})<-[f:FOLLOWS]-() RETURN count(f) AS follows") == [{"follows": 2}]
    update(followPolicy="EVERYONE")
    assert seen() == before


def test_a_setting_cannot_be_taken_away(town: None, ask: Ask) -> None:
    for name in DEFAULT_SETTINGS:
        payload = ask(UPDATE, viewer="owner", input={name: None})["data"]["updateSettings"]
        assert payload["userErrors"] == [{"code": "INVALID_VALUE", "field": [name]}]
    assert ask(SETTINGS, viewer="owner")["data"]["viewer"]["settings"] == DEFAULT_SETTINGS
