"""What the files of the demo network promise."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.data.filling import AS_OF, demo_rows
from app.data.load import INVITATION_LIFETIME
from app.values.defaults import DEFAULT_SETTINGS, SETTING_VALUES
from app.values.ids import pair
from app.values.times import utc

Network = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def network() -> Network:
    rows = demo_rows()
    return rows | {"members": [row["member"] | {"createdAt": row["createdAt"]} for row in rows["members"]]}


@pytest.fixture(scope="module")
def near(network: Network) -> dict[str, set[str]]:
    """The connections of each member."""
    near: dict[str, set[str]] = {row["id"]: set() for row in network["members"]}
    for row in network["connected"]:
        near[row["a"]].add(row["b"])
        near[row["b"]].add(row["a"])
    return near


def test_how_much_there_is(network: Network) -> None:
    assert {kind: len(rows) for kind, rows in network.items()} == {
        "members": 1_000,
        "blocks": 20,
        "positions": 2_554,
        "education": 1_139,
        "connected": 9_304,
        "follows": 20_681,
        "invitations": 850,
        "marks": 21,
    }
    assert Counter(row["status"] for row in network["members"]) == {"ACTIVE": 991, "HIBERNATED": 7, "DELETED": 2}
    assert Counter(row["mark"] for row in network["marks"]) == {"REMOVED": 12, "DONT_KNOW": 9}


@pytest.mark.parametrize("setting", DEFAULT_SETTINGS)
def test_every_value_of_every_setting_is_chosen_by_some(network: Network, setting: str) -> None:
    shares = Counter(row[setting] for row in network["members"] if row["status"] != "DELETED")
    assert set(shares) == set(SETTING_VALUES.get(setting, (True, False)))
    del shares[DEFAULT_SETTINGS[setting]]
    assert [value for value, n in shares.items() if not 30 <= n <= 80] == []


def test_work_and_school(network: Network) -> None:
    assert set(Counter(row["member"] for row in network["positions"]).values()) == {1, 2, 3, 4}
    current = {row["member"]: row["company"] for row in network["positions"] if row["endedOn"] is None}
    assert {row["id"]: row["company"] for row in network["members"] if row.get("company")} == current
    assert len({row["company"] for row in network["positions"]}) == 40
    assert len({row["school"] for row in network["education"]}) == 15
    assert len({row["location"] for row in network["members"] if "location" in row}) == 23


def test_connections_are_many_and_uneven(near: dict[str, set[str]]) -> None:
    most = sorted(near, key=lambda member: len(near[member]), reverse=True)[:3]
    assert {member: len(near[member]) for member in (*most, "wren")} == {
        "noor": 210,
        "kofi": 195,
        "ada": 120,
        "wren": 3,
    }
    assert "grace" in near["ada"]
    assert len(set[str]().union(*(near[one] for one in near["ada"])) - near["ada"]) > 500


def test_friends_of_friends_know_each_other(near: dict[str, set[str]]) -> None:
    wedges = sum(len(n) * (len(n) - 1) for n in near.values())
    closed = sum(len(near[a] & near[b]) for a in near for b in near[a])
    assert closed / wedges > 0.1


def test_nearly_all_are_in_one_network_and_a_few_alone(near: dict[str, set[str]]) -> None:
    reached: set[str] = set()
    edge = {"ada"}
    while edge:
        reached |= edge
        edge = set[str]().union(*(near[one] for one in edge)) - reached
    assert set(near) - reached == {"tilda", "ewa", "jiho", "marek", "karim", "dov", "shirin"}


def test_follows(network: Network, near: dict[str, set[str]]) -> None:
    settings = {row["id"]: row for row in network["members"]}
    auto = [row for row in network["follows"] if row["origin"] == "AUTO"]
    assert {row["followee"] in near[row["follower"]] for row in auto} == {True}
    assert {settings[row["follower"]]["autoFollowOnConnect"] for row in auto} == {True}
    followers = Counter(row["followee"] for row in network["follows"])
    stars = followers.most_common(3)
    assert [(name, n > 200, len(near[name])) for name, n in stars] == [(n, True, 14) for n in ("mira", "tomas", "yuna")]


def test_invitations(network: Network) -> None:
    lapse = utc(AS_OF - INVITATION_LIFETIME)
    last = utc(AS_OF - INVITATION_LIFETIME + timedelta(days=110))
    opened = [(row["state"], row["sentAt"]) for row in network["invitations"] if row["openKey"]]
    assert Counter(state for state, sent in opened if sent <= lapse) == {"PENDING": 9}
    assert Counter(state for state, sent in opened if sent > last) == {"PENDING": 43, "IGNORED": 10}
    closed = Counter(row["state"] for row in network["invitations"] if row["closedAt"])
    assert closed == {"ACCEPTED": 722, "DECLINED": 30, "WITHDRAWN": 20, "EXPIRED": 10, "CANCELLED": 6}
    began = {row["pair"]: row["since"] for row in network["connected"]}
    accepted = [row for row in network["invitations"] if row["state"] == "ACCEPTED"]
    assert [row for row in accepted if began[row["pair"]] != row["closedAt"]] == []
    lives = [
        datetime.fromisoformat(row["closedAt"]) - datetime.fromisoformat(row["sentAt"])
        for row in network["invitations"]
        if row["state"] == "EXPIRED"
    ]
    assert set(lives) == {INVITATION_LIFETIME}


def test_nothing_is_later_than_the_day_of_the_files(network: Network) -> None:
    times = [
        row[key]
        for rows in network.values()
        for row in rows
        for key in ("createdAt", "since", "at", "sentAt", "closedAt")
        if row.get(key)
    ]
    assert max(times) <= utc(AS_OF)
    assert min(row["createdAt"] for row in network["members"] if row["createdAt"]) >= "2024-09-01T00:00:00.000Z"


def test_what_ada_finds(network: Network) -> None:
    received = [r for r in network["invitations"] if r["recipient"] == "ada" and r["openKey"]]
    sent = [r for r in network["invitations"] if r["sender"] == "ada" and r["openKey"]]
    assert [r["note"] is not None for r in received] == [True, False, False, False]
    assert [r["state"] for r in sent] == ["PENDING", "IGNORED"]
    [ignored] = [r["pair"] for r in sent if r["state"] == "IGNORED"]
    assert ignored in [pair(r["member"], r["other"]) for r in network["marks"] if r["mark"] == "DONT_KNOW"]
    assert [r["blocked"] for r in network["blocks"] if r["blocker"] == "ada"] == ["yusuf"]


def test_grace_has_chosen_nothing(network: Network) -> None:
    [grace] = [row for row in network["members"] if row["id"] == "grace"]
    assert {key: grace[key] for key in DEFAULT_SETTINGS} == DEFAULT_SETTINGS
