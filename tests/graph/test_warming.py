"""Every statement that a request can send first is planned ahead, and nothing is changed by it."""

import logging
from typing import Any

import pytest

from app.graph.catalog import catalog
from app.graph.warming import pages, warm, writes
from app.settings import Settings


def test_everything_is_planned_and_nothing_is_changed(migrated: Any, graph: Any, caplog: Any) -> None:
    with caplog.at_level(logging.WARNING, logger="acquaint.graph"):
        migrated(lambda database: warm(database, Settings()))
    assert caplog.messages == []
    assert graph.run("RETURN COUNT { () } AS nodes") == [{"nodes": 0}]


def test_pages_in_every_order_and_every_count() -> None:
    edges = catalog().below("edges")
    orders = sum(len(edge.rules_of("order")) for edge in edges)
    assert len(list(pages())) == orders + len(edges)


@pytest.mark.parametrize("name", ["send_invitation", "follow_member", "delete_account"])
def test_mutations_are_among_the_writes(name: str) -> None:
    assert f"writes/{name}" in {write.name for write in writes()}


def test_what_the_house_does_is_not() -> None:
    names = {write.name for write in writes()}
    assert not names & {
        "load/members",
        "maintenance/sweep_deleted",
        "maintenance/forget_events",
        "writes/number_events",
    }
