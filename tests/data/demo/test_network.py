import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.data.demo import DemoNetwork, demo_network
from app.values.defaults import DEFAULT_SETTINGS
from app.values.text import name_key
from app.values.times import utc

NOW = datetime(2026, 12, 24, 18, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=100)
OTHERS: dict[str, set[str | bool]] = {
    "connectionsVisibility": {"SECOND_DEGREE", "CONNECTIONS", "RECIPROCAL", "ONLY_ME", "HIDDEN"},
    "followersVisibility": {"CONNECTIONS", "EVERYONE"},
    "followingVisibility": {"CONNECTIONS", "EVERYONE"},
    "showFollowerCount": {False},
    "fullProfileVisibility": {"SECOND_DEGREE", "EVERYONE"},
    "followPolicy": {"CONNECTIONS"},
    "invitePolicy": {"SECOND_DEGREE", "EMAIL", "NOBODY"},
    "requireNote": {True},
    "autoFollowOnConnect": {False},
    "followPrimary": {True},
    "isDiscoverable": {False},
}


@pytest.fixture(scope="module")
def network() -> DemoNetwork:
    return demo_network(NOW)


def member(network: DemoNetwork, identity: str) -> Any:
    return next(row for row in network.members if row["id"] == identity)


def ends(rows: list[dict[str, Any]], one: str, other: str) -> set[frozenset[str]]:
    return {frozenset((row[one], row[other])) for row in rows}


def degrees(network: DemoNetwork) -> Counter[str]:
    found = Counter({row["id"]: 0 for row in network.members})
    found.update(end for row in network.connections for end in (row["a"], row["b"]))
    return found


def test_it_is_the_same_at_every_call(network: DemoNetwork) -> None:
    assert demo_network(NOW) == network


def test_only_open_and_lapsed_invitations_depend_on_the_time_of_filling(network: DemoNetwork) -> None:
    later = demo_network(LATER)
    for part in ("members", "positions", "education", "connections", "follows", "blocks", "departures", "bars"):
        assert getattr(later, part) == getattr(network, part)
    changed = [new for old, new in zip(network.invitations, later.invitations, strict=True) if old != new]
    assert {row["state"] for row in changed} == {"PENDING", "IGNORED"}
    assert len(changed) == sum(row["openKey"] is not None for row in later.invitations)


def test_members_have_ids_handles_and_names_of_their_own(network: DemoNetwork) -> None:
    assert len(network.members) == 1_000
    for key in ("id", "handle", "handleKey", "name"):
        assert len({row[key] for row in network.members}) == 1_000
    assert [row["id"] for row in network.members if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{2,29}", row["handle"])] == []
    assert all(row["id"] == row["handle"] == row["handleKey"] for row in network.members)
    assert all(row["nameKey"] == name_key(row["name"]) for row in network.members)


def test_text_keeps_its_limits(network: DemoNetwork) -> None:
    longest = {"name": 100, "headline": 200, "location": 100, "industry": 100, "company": 100, "about": 2_600}
    for field, limit in longest.items():
        assert max(len(row.get(field) or "") for row in network.members) in range(1, limit + 1)
    assert max(len(row["skills"]) for row in network.members) in range(1, 51)
    assert max(len(row["note"] or "") for row in network.invitations) in range(1, 301)


@pytest.mark.parametrize("setting", DEFAULT_SETTINGS)
def test_every_value_of_every_setting_is_chosen_by_some(network: DemoNetwork, setting: str) -> None:
    shares = Counter(row[setting] for row in network.members)
    assert set(shares) == {DEFAULT_SETTINGS[setting], *OTHERS[setting]}
    assert {value: n for value, n in shares.items() if value in OTHERS[setting] and not 30 <= n <= 80} == {}


def test_work_and_school(network: DemoNetwork) -> None:
    positions = Counter(row["member"] for row in network.positions)
    gone = {row["id"] for row in network.members if row["status"] == "DELETED"}
    assert set(positions.values()) == {1, 2, 3, 4}
    assert len(positions) == 1_000 - len(gone)
    current = {row["member"]: row["company"] for row in network.positions if row["endedOn"] is None}
    assert {row["id"]: row["company"] for row in network.members if row.get("company")} == current
    assert len({row["company"] for row in network.positions}) == 40
    assert len({row["school"] for row in network.education}) == 15
    assert len({row["location"] for row in network.members if "location" in row}) == 23
    dates = [row[key] for row in (*network.positions, *network.education) for key in ("startedOn", "endedOn")]
    assert [date for date in dates if date is not None and not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?", date)] == []
    backwards = [row for row in network.positions if row["endedOn"] and row["endedOn"][:4] < row["startedOn"][:4]]
    assert backwards == []


def test_connections_are_many_and_uneven(network: DemoNetwork) -> None:
    degree = degrees(network)
    assert 16 <= sum(degree.values()) / 1_000 <= 20
    assert degree["ada"] == 120
    assert [name for name, n in degree.most_common(3) if n >= 190] == ["noor", "kofi"]
    assert degree["wren"] == 3
    assert len(ends(network.connections, "a", "b")) == len(network.connections)
    assert all(row["a"] < row["b"] and row["pair"] == f"{row['a']} {row['b']}" for row in network.connections)
    assert {"a": "ada", "b": "grace"}.items() <= next(
        r for r in network.connections if r["pair"] == "ada grace"
    ).items()


def neighbours(network: DemoNetwork) -> dict[str, set[str]]:
    near: dict[str, set[str]] = {row["id"]: set() for row in network.members}
    for row in network.connections:
        near[row["a"]].add(row["b"])
        near[row["b"]].add(row["a"])
    return near


def test_friends_of_friends_know_each_other(network: DemoNetwork) -> None:
    near = neighbours(network)
    wedges = sum(len(n) * (len(n) - 1) // 2 for n in near.values())
    closed = sum(len(near[row["a"]] & near[row["b"]]) for row in network.connections)
    assert closed / wedges > 0.1


def test_nearly_all_are_in_one_network_and_a_few_alone(network: DemoNetwork) -> None:
    near = neighbours(network)
    reached: set[str] = set()
    edge = {"ada"}
    while edge:
        reached |= edge
        edge = set[str]().union(*(near[one] for one in edge)) - reached
    assert set(near) - reached == {"tilda", "ewa", "jiho", "marek", "karim", "dov", "shirin"}


def test_follows(network: DemoNetwork) -> None:
    connected = ends(network.connections, "a", "b")
    settings = {row["id"]: row for row in network.members}
    auto = [row for row in network.follows if row["origin"] == "AUTO"]
    assert {frozenset((row["follower"], row["followed"])) in connected for row in auto} == {True}
    assert {settings[row["follower"]]["autoFollowOnConnect"] for row in auto} == {True}
    assert len({(row["follower"], row["followed"]) for row in network.follows}) == len(network.follows)
    followers = Counter(row["followed"] for row in network.follows)
    stars = [name for name, n in followers.most_common(3)]
    assert stars == ["mira", "tomas", "yuna"]
    assert [followers[star] > 200 and degrees(network)[star] < 20 for star in stars] == [True] * 3


def test_status(network: DemoNetwork) -> None:
    assert Counter(row["status"] for row in network.members) == {"ACTIVE": 991, "HIBERNATED": 7, "DELETED": 2}


def test_open_invitations_stay_open_for_months(network: DemoNetwork) -> None:
    open_ones = [row for row in network.invitations if row["openKey"]]
    lapsed = [row for row in open_ones if row["expiresAt"] <= utc(NOW)]
    waiting = [row for row in open_ones if row["expiresAt"] > utc(NOW + timedelta(days=110))]
    assert (len(lapsed), len(waiting), len(open_ones)) == (9, 53, 62)
    assert Counter(row["state"] for row in waiting) == {"PENDING": 43, "IGNORED": 10}
    assert {row["state"] for row in lapsed} == {"PENDING"}


def test_every_end_of_an_invitation_is_there(network: DemoNetwork) -> None:
    assert Counter(row["state"] for row in network.invitations if row["closedAt"]) == {
        "ACCEPTED": sum(row["invitation"] is not None for row in network.connections),
        "DECLINED": 30,
        "WITHDRAWN": 20,
        "EXPIRED": 10,
        "CANCELLED": 6,
    }
    versions = {row["id"][14] + row["id"][19] for row in network.invitations}
    assert versions <= {"78", "79", "7a", "7b"}


def test_what_is_past_lies_in_the_two_years_before_the_end(network: DemoNetwork) -> None:
    times = [
        *(row["createdAt"] for row in network.members),
        *(row["since"] for row in (*network.connections, *network.follows, *network.blocks)),
        *(row["at"] for row in network.departures),
        *(row[key] for row in network.invitations if row["closedAt"] for key in ("sentAt", "closedAt")),
    ]
    assert min(times) >= "2024-09-01T00:00:00.000Z"
    assert max(times) <= "2026-09-01T00:00:00.000Z"


def test_what_ada_finds(network: DemoNetwork) -> None:
    received = [r for r in network.invitations if r["recipient"] == "ada" and r["openKey"]]
    sent = [r for r in network.invitations if r["sender"] == "ada" and r["openKey"]]
    assert [r["note"] is not None for r in received] == [True, False, False, False]
    assert [r["state"] for r in sent] == ["PENDING", "IGNORED"]
    assert [r["blocker"] for r in network.blocks].count("ada") == 1
    near = neighbours(network)
    second = set[str]().union(*(near[one] for one in near["ada"])) - near["ada"]
    assert len(second) > 500


def test_grace_has_chosen_nothing(network: DemoNetwork) -> None:
    assert {key: member(network, "grace")[key] for key in DEFAULT_SETTINGS} == DEFAULT_SETTINGS
