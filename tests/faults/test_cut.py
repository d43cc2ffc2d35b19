"""The line to Neo4j is cut at a write: it is done once all the same, and the client notices nothing."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.graph.address import Address
from app.graph.database import Database
from app.identity import development_secret
from app.main import create_app
from app.settings import Settings
from tests.conftest import EMPTY, Server
from tests.faults.proxy import Cut, Proxy, proxied

DEADLINE = 2.0  # s
TOWN = "hana; ada -- grace; ada -> wren; bob -> ada; cleo ? ada; ada ? dora; ada x eve; fay"


@dataclass(frozen=True)
class Kind:
    """A mutation as it can be sent in the town, and what its payload is asked for."""

    name: str
    input: str
    fields: str
    viewer: str = "ada"
    answer: Any = None

    def query(self, key: str | None) -> str:
        input = f'{self.input}, idempotencyKey: "{key}"' if key else self.input
        return f"mutation {{ done: {self.name}(input: {{{input}}}) {{ {self.fields} userErrors {{ code }} }} }}"


DEGREE = "relationship { degree isFollowing isFollowedBy }"


def relation(degree: str, following: bool, followed: bool) -> dict[str, Any]:
    return {"relationship": {"degree": degree, "isFollowing": following, "isFollowedBy": followed}}


KINDS = [
    Kind("registerMember", 'handle: "newcomer", name: "New"', "member { id }", "new", {"member": {"id": "new"}}),
    Kind("updateProfile", 'headline: "Hello", positions: [{company: "Looms", title: "Weaver"}]',
         "member { headline company }",
         answer={"member": {"headline": "Hello", "company": "Looms"}}),
    Kind("updateSettings", "requireNote: true", "settings { requireNote }", answer={"settings": {"requireNote": True}}),
    Kind("sendInvitation", 'memberId: "fay", note: "Hello"', "outcome invitation { state note }",
         answer={"outcome": "SENT", "invitation": {"state": "PENDING", "note": "Hello"}}),
    Kind("sendInvitations", 'items: [{memberId: "fay"}, {memberId: "bob"}]', "results { memberId outcome }",
         answer={"results": [{"memberId": "fay", "outcome": "SENT"}, {"memberId": "bob", "outcome": "SENT"}]}),
    Kind("acceptInvitation", 'invitationId: "cleo-ada"', "outcome invitation { state }",
         answer={"outcome": "CONNECTED", "invitation": {"state": "ACCEPTED"}}),
    Kind("ignoreInvitation", 'invitationId: "cleo-ada", dontKnow: true', "outcome invitation { state }",
         answer={"outcome": "IGNORED", "invitation": {"state": "IGNORED"}}),
    Kind("declineInvitation", 'invitationId: "cleo-ada", message: "No"', "outcome invitation { state }",
         answer={"outcome": "DECLINED", "invitation": {"state": "DECLINED"}}),
    Kind("withdrawInvitation", 'invitationId: "ada-dora"', "outcome invitation { state }",
         answer={"outcome": "WITHDRAWN", "invitation": {"state": "WITHDRAWN"}}),
    Kind("remindInvitation", 'invitationId: "ada-dora", note: "Well?"', "outcome invitation { reminderCount }",
         answer={"outcome": "REMINDED", "invitation": {"reminderCount": 1}}),
    Kind("removeConnection", 'memberId: "grace"', DEGREE, answer=relation("OUT_OF_NETWORK", False, False)),
    Kind("followMember", 'memberId: "fay"', DEGREE, answer=relation("OUT_OF_NETWORK", True, False)),
    Kind("unfollowMember", 'memberId: "wren"', DEGREE, answer=relation("OUT_OF_NETWORK", False, False)),
    Kind("removeFollower", 'memberId: "bob"', DEGREE, answer=relation("OUT_OF_NETWORK", False, False)),
    Kind("blockMember", 'memberId: "grace"', "blockedMember { handle }", answer={"blockedMember": {"handle": "grace"}}),
    Kind("hibernateAccount", "", "member { id }", answer={"member": {"id": "ada"}}),
    Kind("reactivateAccount", "", "member { id }", "hana", {"member": {"id": "hana"}}),
    Kind("unblockMember", 'memberId: "eve"', DEGREE, answer=relation("OUT_OF_NETWORK", False, False)),
]  # fmt: skip

(FOLLOW,) = (kind for kind in KINDS if kind.name == "followMember")

# All there is, but for times and for ids that the server makes.
PICTURE = """
MATCH (n) WHERE NOT n:Operation
RETURN labels(n) AS labels, properties(n) AS node,
       COLLECT { MATCH (n)-[r]->(m)
                 RETURN {type: type(r), tie: properties(r), to: coalesce(m.id, m.name)}
                 ORDER BY type(r), coalesce(m.id, m.name) } AS ties
ORDER BY labels, coalesce(n.member, n.id, n.name), n.seq
"""
MADE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


def picture(graph: Any) -> Any:
    return _timeless(graph.run(PICTURE))


def _timeless(value: Any) -> Any:
    match value:
        case dict():
            return {name: _timeless(part) for name, part in value.items()}
        case list():
            return [_timeless(part) for part in value]
        case str():
            return MADE.sub("made", value)
        case bool() | int() | None:
            return value
    return "a time"


@contextmanager
def serving(proxy: Proxy, home: Path, deadline: float) -> Iterator[Server]:
    """The application, which reaches Neo4j through the proxy and waits for it no longer than the deadline."""
    settings = Settings(
        data_dir=home,
        environment="development",
        allowed_hosts=("testserver",),
        request_deadline=timedelta(seconds=deadline),
    )
    app = create_app(settings, lambda: Database(proxy.address, deadline=deadline))
    with TestClient(app) as client:
        yield Server(app, client, development_secret(home))


@pytest.fixture(scope="module")
def proxy(migrated: Any, address: Address) -> Iterator[Proxy]:
    with proxied(address) as between:
        yield between


@pytest.fixture(scope="module")
def patient(proxy: Proxy, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(proxy, tmp_path_factory.mktemp("patient"), 30.0) as server:
        yield server


@pytest.fixture
def hasty(proxy: Proxy, tmp_path: Path, patient: Server, graph: Any, world: Any) -> Iterator[Server]:
    """It has little time, so its statements are planned before."""
    world(TOWN, hana={"status": "HIBERNATED"})
    assert patient.ask(FOLLOW.query(None)) == {"data": {"done": FOLLOW.answer | {"userErrors": []}}}
    graph.run(EMPTY)
    world(TOWN, hana={"status": "HIBERNATED"})
    with serving(proxy, tmp_path, DEADLINE) as server:
        yield server
    proxy.next.clear()
    proxy.away = proxy.mute = False


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.usefixtures("sound")
def test_a_write_that_is_cut_is_done_once(kind: Kind, proxy: Proxy, patient: Server, graph: Any, world: Any) -> None:
    expected = {"data": {"done": kind.answer | {"userErrors": []}}}

    def done(key: str | None, *cuts: Cut) -> Any:
        """What the graph holds after the mutation, and how many writes it remembers."""
        graph.run(EMPTY)
        world(TOWN, hana={"status": "HIBERNATED"})
        proxy.next, proxy.cuts = list(cuts), 0
        assert patient.ask(kind.query(key), viewer=kind.viewer) == expected
        assert proxy.cuts == len(cuts)
        return picture(graph), graph.run("MATCH (o:Operation) RETURN count(o) AS n")[0]["n"]

    uncut = done(None)
    for cut in Cut:
        assert (cut, done(None, cut)) == (cut, uncut)
        assert (cut, done("k", cut)) == (cut, uncut)
    assert done("k", Cut.AFTER, Cut.BEFORE, Cut.AFTER) == uncut


@pytest.mark.parametrize("key", [None, "k"])
@pytest.mark.usefixtures("sound")
def test_a_database_that_goes_away_is_waited_for_no_longer_than_the_deadline(
    key: str | None, proxy: Proxy, hasty: Server, graph: Any
) -> None:
    before = picture(graph)
    proxy.leave()
    assert code_in_time(hasty, key) in ("UNAVAILABLE", "TIMEOUT")
    assert picture(graph) == before
    proxy.away = False
    assert hasty.ask(FOLLOW.query(key)) == {"data": {"done": FOLLOW.answer | {"userErrors": []}}}
    assert graph.run("MATCH (:Member {id: 'ada'})-[f:FOLLOWS]->(:Member {id: 'fay'}) RETURN count(f) AS n") == [
        {"n": 1}
    ]


@pytest.mark.parametrize("key", [None, "k"])
@pytest.mark.parametrize("cut", Cut)
@pytest.mark.usefixtures("sound")
def test_a_line_that_is_cut_each_time_is_given_up_at_the_deadline(
    cut: Cut, key: str | None, proxy: Proxy, hasty: Server, graph: Any
) -> None:
    """Cut after the commit, the write is done, but once; cut before, nothing is."""
    proxy.next = [cut] * 100
    assert code_in_time(hasty, key) in ("UNAVAILABLE", "TIMEOUT")
    proxy.next.clear()
    count = "MATCH (:Member {id: 'ada'})-[f:FOLLOWS]->(:Member {id: 'fay'}) RETURN count(f) AS n"
    assert graph.run(count) == [{"n": 0 if cut is Cut.BEFORE else 1}]
    assert hasty.ask(FOLLOW.query(key)) == {"data": {"done": FOLLOW.answer | {"userErrors": []}}}
    assert graph.run(count) == [{"n": 1}]


@pytest.mark.usefixtures("sound")
def test_a_database_that_says_nothing_is_given_up_at_the_deadline(proxy: Proxy, hasty: Server, graph: Any) -> None:
    proxy.mute = True
    assert code_in_time(hasty, "k") == "TIMEOUT"
    proxy.mute = False
    assert hasty.ask(FOLLOW.query("k")) == {"data": {"done": FOLLOW.answer | {"userErrors": []}}}
    assert graph.run("MATCH (:Member {id: 'ada'})-[f:FOLLOWS]->(:Member {id: 'fay'}) RETURN count(f) AS n") == [
        {"n": 1}
    ]


def code_in_time(server: Server, key: str | None) -> str:
    begin = time.monotonic()
    answer = server.ask(FOLLOW.query(key))
    assert time.monotonic() - begin < DEADLINE + 2
    assert answer["data"] is None
    (error,) = answer["errors"]
    code: str = error["extensions"]["code"]
    return code
