from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

import pytest

from app.embedded import Embedded
from app.embedded.ping import answers, complaint, ping
from app.embedded.process import free_port
from app.graph.address import Address
from app.graph.database import DatabaseError


def test_answers(running: Embedded) -> None:
    assert answers(running.address, 5)


def test_answers_inside_a_running_loop(running: Embedded) -> None:
    async def ask() -> bool:
        return answers(running.address, 5)

    assert asyncio.run(ask())


@pytest.mark.parametrize("uri", ["bolt://127.0.0.1:{free}", "nonsense", "bolt://127.0.0.1:0"])
def test_a_silent_address_makes_no_noise(uri: str, caplog: pytest.LogCaptureFixture) -> None:
    level = logging.getLogger("neo4j").level
    with caplog.at_level(logging.DEBUG), pytest.raises(DatabaseError):
        ping(Address(uri.format(free=free_port()), "neo4j", "secret"), 0.2)
    assert [record for record in caplog.records if record.name.startswith("neo4j")] == []
    assert logging.getLogger("neo4j").level == level


def test_complaint_of_a_database_that_is_online_is_empty(running: Embedded) -> None:
    assert complaint(running.address, 5) == ""


def test_complaint_of_a_server_that_cannot_be_asked(running: Embedded) -> None:
    assert complaint(replace(running.address, password="wrong"), 5) == ""
