"""A deletion that is interrupted is taken up, and others go on as if there were none."""

import asyncio
import json
import os
import re
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import neo4j
import pytest

from app.graph.address import Address
from app.graph.database import Database
from app.graph.loading import composer
from app.graph.maintenance import Maintenance
from app.identity import issue
from app.settings import Settings
from app.values.defaults import DEFAULT_SETTINGS
from tests.conftest import Graph, Server

STAR = """
CREATE (star:Member {id: 'star', handle: 'star', handleKey: 'star', name: 'Star', nameKey: 'star', emails: []})
SET star += $settings, star.status = 'ACTIVE', star.createdAt = $now
WITH star
UNWIND range(1, $size) AS place
LET id = 'm' + right('0000' + toString(place), 4)
CREATE (m:Member {id: id, handle: id, handleKey: id, name: id, nameKey: id, emails: []}),
       (m)-[:FOLLOWS {since: $now, origin: 'EXPLICIT'}]->(star)
SET m += $settings, m.status = 'ACTIVE', m.createdAt = $now
FOREACH (_ IN CASE WHEN place % 3 = 0 THEN [1] END |
  CREATE (m)-[:CONNECTED {pair: id + ' star', since: $now}]->(star),
         (star)-[:FOLLOWS {since: $now, origin: 'AUTO'}]->(m))
FOREACH (_ IN CASE WHEN place % 3 = 1 THEN [1] END |
  CREATE (m)-[:INVITED {id: id, openKey: id + ' star', state: 'PENDING', reminders: 0,
                        sentAt: $now, expiresAt: $later}]->(star))
"""
# What the sweep comes to, in the order in which it comes to it.
ORDER = "MATCH (star:Member {id: 'star'})-[:!INVITED]-(m) RETURN m.id AS id, COUNT { (m)--(star) } = 1 AS once"
HANGING = """
MATCH (star:Member {id: 'star'})
RETURN COUNT { (star)-[:!INVITED]-() }
     + COUNT { (star)-[i:INVITED]-() WHERE i.openKey IS NOT NULL }
     + COUNT { (:Event {member: 'star'}) } AS hanging
"""
DELETE = 'mutation { deleteAccount(input: {confirmHandle: "star"}) { member { id } userErrors { code } } }'
DELETED: dict[str, Any] = {"data": {"deleteAccount": {"member": None, "userErrors": []}}}
SECRET = "a-secret-of-the-tests-that-is-long-enough"
PATIENCE = 60.0  # s


def build(graph: Graph, size: int) -> None:
    now = datetime.now(UTC)
    graph.run(STAR, size=size, now=now, later=now + timedelta(days=180), settings=DEFAULT_SETTINGS)


def hanging(graph: Graph) -> int:
    number: int = graph.run(HANGING)[0]["hanging"]
    return number


def until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end
        time.sleep(0.05)


class Served:
    """A server in a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        self.process = process
        lines = iter(process.stdout.readline, "")
        found = (re.match(r"Ready: (http://\S+?)/playground", line) for line in lines)
        self._url = next(match[1] for match in found if match)

    def ask(self, query: str, viewer: str) -> Any:
        token = issue(SECRET, viewer, timedelta(hours=1))
        request = urllib.request.Request(
            f"{self._url}/graphql",
            json.dumps({"query": query}).encode(),
            {"authorization": f"Bearer {token}", "content-type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)


@contextmanager
def served(address: Address, home: Path) -> Iterator[Served]:
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("NEO4J_", "ACQUAINT_"))}
    variables = {
        "NEO4J_URI": address.uri,
        "NEO4J_USERNAME": address.username,
        "NEO4J_PASSWORD": address.password,
        "NEO4J_DATABASE": address.database,
        "ACQUAINT_DATA_DIR": str(home),
        "ACQUAINT_JWT_SECRET": SECRET,
        "ACQUAINT_REQUEST_DEADLINE": "PT30S",
    }
    command = [sys.executable, "-m", "app", "serve", "--port", "0"]
    with subprocess.Popen(command, env=kept | variables, stdout=subprocess.PIPE, text=True) as process:
        watchdog = threading.Timer(2 * PATIENCE, process.kill)
        watchdog.start()
        try:
            yield Served(process)
        finally:
            watchdog.cancel()
            process.kill()


@contextmanager
def driver(address: Address) -> Iterator[neo4j.Driver]:
    auth = (address.username, address.password)
    with neo4j.GraphDatabase.driver(address.uri, auth=auth, notifications_min_severity="OFF") as plain:
        yield plain


@pytest.mark.usefixtures("sound")
def test_a_sweep_that_was_killed_is_taken_up_at_the_next_start(graph: Graph, address: Address, tmp_path: Path) -> None:
    build(graph, 3000)
    whole = hanging(graph)
    later = next(row["id"] for row in graph.run(ORDER)[1000:] if row["once"])
    with driver(address) as plain, plain.session(database=address.database) as session:
        # Whoever is locked here holds the sweep up, so that the server is killed in the middle of it.
        holder = session.begin_transaction()
        holder.run("MATCH (m:Member {id: $id}) SET m.id = m.id", id=later).consume()
        with served(address, tmp_path) as server:
            assert server.ask(DELETE, "star") == DELETED
            until(lambda: hanging(graph) < whole - 1500)
            server.process.kill()
            server.process.wait()
        holder.rollback()
    assert 0 < hanging(graph) < whole
    with served(address, tmp_path) as server:
        until(lambda: hanging(graph) == 0)
        assert server.ask("{ viewer { member { id } } }", "star") == {"data": {"viewer": None}}
    letters = graph.run(
        "MATCH (:Member {id: 'star'})-[i:INVITED]-() RETURN i.state AS state, count(i.closedAt) AS closed"
    )
    assert letters == [{"state": "CANCELLED", "closed": 1000}]


FOLLOW = 'mutation { followMember(input: {memberId: "%s"}) { relationship { isFollowing } userErrors { code } } }'
UNFOLLOW = 'mutation { unfollowMember(input: {memberId: "%s"}) { relationship { isFollowing } userErrors { code } } }'
INVITE = 'mutation { sendInvitation(input: {memberId: "%s"}) { outcome invitation { id } userErrors { code } } }'
ACCEPT = 'mutation { acceptInvitation(input: {invitationId: "%s"}) { outcome userErrors { code } } }'
COUNTS = "{ viewer { member { connectionCount followerCount followingCount connections { totalCount } } } }"


@pytest.mark.usefixtures("sound")
def test_others_go_on_while_a_member_is_swept(
    graph: Graph, server: Server, address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.graph.maintenance._PART", 100)
    build(graph, 1500)
    assert server.ask(DELETE, viewer="star") == DELETED
    sweeping = threading.Thread(target=lambda: asyncio.run(_round(address)))
    sweeping.start()
    rounds = 0
    while sweeping.is_alive() or rounds < 3:
        one, other = f"m{rounds % 700 * 2 + 1:04}", f"m{rounds % 700 * 2 + 2:04}"
        for done, following in ((FOLLOW, True), (UNFOLLOW, False)):
            answer = server.ask(done % other, viewer=one)
            payload = next(iter(answer["data"].values()))
            assert payload == {"relationship": {"isFollowing": following}, "userErrors": []}
        sent = server.ask(INVITE % other, viewer=one)["data"]["sendInvitation"]
        assert (sent["outcome"], sent["userErrors"]) == ("SENT", [])
        accepted = server.ask(ACCEPT % sent["invitation"]["id"], viewer=other)["data"]["acceptInvitation"]
        assert accepted == {"outcome": "CONNECTED", "userErrors": []}
        counts = {"connectionCount": 1, "followerCount": 1, "followingCount": 1, "connections": {"totalCount": 1}}
        assert server.ask(COUNTS, viewer=one) == {"data": {"viewer": {"member": counts}}}
        refused = {"relationship": None, "userErrors": [{"code": "MEMBER_NOT_FOUND"}]}
        assert server.ask(FOLLOW % "star", viewer=one) == {"data": {"followMember": refused}}
        rounds += 1
    sweeping.join()
    assert hanging(graph) == 0
    assert rounds < 700


async def _round(address: Address, now: datetime | None = None) -> None:
    async with Database(address, deadline=PATIENCE) as database:
        await Maintenance(database, Settings(), lambda: now or datetime.now(UTC)).run_once()


# The two halves of a follow: what is locked and read, and what is made then.
READS = """
MATCH (viewer:Member {id: $viewer})
SET viewer.id = viewer.id
WITH viewer
MATCH (member:Member {id: 'star'})
RETURN member.status AS status, COUNT { (member)<-[:FOLLOWS]-() } >= 50 AS unlocked
"""
MAKES = """
MATCH (viewer:Member {id: $viewer}), (member:Member {id: 'star'})
CREATE (viewer)-[:FOLLOWS {since: $now, origin: 'EXPLICIT'}]->(member)
CREATE (:Event:Unnumbered {id: 'late', member: 'star', kind: 'NEW_FOLLOWER', about: $viewer, at: $now})
"""


@pytest.fixture
def late(graph: Graph) -> str:
    """A member who has nothing to do with the star yet."""
    build(graph, 200)
    graph.run("MATCH (:Member {id: 'm0008'})-[follow:FOLLOWS]->() DELETE follow")
    return "m0008"


@pytest.mark.usefixtures("sound")
def test_whoever_follows_at_the_very_moment_is_taken_off_by_a_later_round(
    late: str, graph: Graph, server: Server, address: Address
) -> None:
    with driver(address) as plain, plain.session(database=address.database) as session:
        follow = session.begin_transaction()
        read = follow.run(READS, viewer=late).single(strict=True)
        assert read.data() == {"status": "ACTIVE", "unlocked": True}
        assert server.ask(DELETE, viewer="star") == DELETED
        moment = datetime.now(UTC)
        asyncio.run(_round(address, moment))
        assert hanging(graph) == 0
        follow.run(MAKES, viewer=late, now=moment)
        follow.commit()
    # The follow and its event: nobody sees them, and the member is not finished with.
    assert hanging(graph) == 2
    assert server.ask(COUNTS, viewer=late)["data"]["viewer"]["member"]["followingCount"] == 0
    assert graph.run("MATCH (m:Member {id: 'star'}) RETURN m.deletedAt IS NOT NULL AS waits") == [{"waits": True}]
    asyncio.run(_round(address, moment + timedelta(minutes=2)))
    assert hanging(graph) == 0
    (row,) = graph.run("MATCH (m:Member {id: 'star'}) RETURN properties(m) AS left")
    assert row["left"] == {"id": "star", "status": "DELETED"}


@pytest.mark.usefixtures("sound")
def test_a_follow_that_is_not_committed_yet_is_waited_for_or_taken_off_later(
    late: str, graph: Graph, server: Server, address: Address
) -> None:
    now = datetime.now(UTC)
    asked = {"viewer": late, "member": "star", "event": "late", "key": f"{late} late", "request": "late", "now": now}
    with driver(address) as plain, plain.session(database=address.database) as session:
        follow = session.begin_transaction()
        made = follow.run(composer().write("follow_member"), asked | {"kept": 600})
        assert made.single(strict=True)["answer"]["outcome"] == "FOLLOWED"
        assert server.ask(DELETE, viewer="star") == DELETED
        sweeping = threading.Thread(target=lambda: asyncio.run(_round(address)))
        sweeping.start()
        sweeping.join(0.5)
        follow.commit()
    sweeping.join()
    asyncio.run(_round(address, now + timedelta(minutes=2)))
    assert hanging(graph) == 0
