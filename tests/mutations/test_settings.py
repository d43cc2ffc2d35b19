"""Changing who may see, follow and invite oneself."""

from __future__ import annotations

from typing import Any

import pytest

from app.values.defaults import DEFAULT_SETTINGS
from tests.conftest import Graph
from tests.mutations.conftest import Snapshot
from tests.mutations.scene import Mutate, World, events, faults, only, refusal, stored

pytestmark = pytest.mark.usefixtures("sound")


VALUES: dict[str, list[Any]] = {
    "connectionsVisibility": ["EVERYONE", "SECOND_DEGREE", "CONNECTIONS", "RECIPROCAL", "ONLY_ME", "HIDDEN"],
    "followersVisibility": ["EVERYONE", "CONNECTIONS", "ONLY_ME"],
    "followingVisibility": ["EVERYONE", "CONNECTIONS", "ONLY_ME"],
    "showFollowerCount": [False, True],
    "fullProfileVisibility": ["EVERYONE", "SECOND_DEGREE", "CONNECTIONS"],
    "followPolicy": ["CONNECTIONS", "EVERYONE"],
    "invitePolicy": ["SECOND_DEGREE", "EMAIL", "NOBODY", "EVERYONE"],
    "requireNote": [True, False],
    "autoFollowOnConnect": [False, True],
    "followPrimary": [True, False],
    "isDiscoverable": [False, True],
}


@pytest.mark.parametrize("field", VALUES)
def test_a_setting_is_changed_and_no_other(
    field: str, world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot
) -> None:
    world("ada")
    for value in VALUES[field]:
        payload = mutate("updateSettings", **only(field, value))
        assert payload == {"settings": DEFAULT_SETTINGS | {field: value}, "userErrors": []}
        assert stored(graph)[field] == value
    before = snapshot()
    payload = mutate("updateSettings", **only(field, None))
    assert (faults(payload), payload["settings"][field]) == (refusal("INVALID_VALUE", field), VALUES[field][-1])
    assert snapshot() == before


def test_all_settings_at_once_or_none(world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot) -> None:
    world("ada")
    before = snapshot()
    assert mutate("updateSettings") == {"settings": DEFAULT_SETTINGS, "userErrors": []}
    assert mutate.refused("updateSettings", requireNote=True, followPolicy=None, isDiscoverable=None) == [
        *refusal("INVALID_VALUE", "followPolicy"),
        *refusal("INVALID_VALUE", "isDiscoverable"),
    ]
    assert snapshot() == before
    changed = {field: values[0] for field, values in VALUES.items()}
    assert mutate("updateSettings", **changed)["settings"] == changed
    assert events(graph) == []
