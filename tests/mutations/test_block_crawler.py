"""After a block neither finds anything of the other anywhere: asked for all that the schema has, by a crawler."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from graphql import GraphQLSchema, build_client_schema, get_introspection_query

from app.identity import issue
from tests.mutations.crawler import Crawler
from tests.mutations.neighbours import GHOST, LETTERS_BETWEEN, MIKADO, ZAFFRE, build, words

Ask = Callable[..., Any]

BLOCK = """mutation ($id: ID!) {
  blockMember(input: {memberId: $id}) { blockedMember { memberId handle } userErrors { code } }
}"""
UNBLOCK = (
    "mutation ($id: ID!) { unblockMember(input: {memberId: $id}) { relationship { degree } userErrors { code } } }"
)
BETWEEN = """query ($id: ID!) {
  member(id: $id) { relationship { degree connectedSince isFollowing isFollowedBy followingSince invitation { id } } }
  viewer { blockedMembers { nodes { memberId } } invitationsReceived { nodes { id } } invitationsSent { nodes { id } } }
}"""
# What the blocker is told instead of MEMBER_NOT_FOUND.
OWN_BLOCK = {
    "code": "YOU_BLOCKED_MEMBER",
    "message": "You block this member; unblock the member first.",
}
NO_MEMBER = {"code": "MEMBER_NOT_FOUND", "message": "There is no such member; check the id."}
BOTH_WAYS = pytest.mark.parametrize(("blocker", "blocked"), [(ZAFFRE, MIKADO), (MIKADO, ZAFFRE)])


@pytest.fixture
def town(world: Callable[..., Any], graph: Any, sound: None) -> None:
    build(world, graph)


@pytest.fixture(scope="session")
def crawled(server: Any) -> GraphQLSchema:
    """The schema as a client reads it."""
    return build_client_schema(server.ask(get_introspection_query())["data"])


class Crawl:
    """What one member is answered to everything that is asked about another."""

    def __init__(self, server: Any, schema: GraphQLSchema, viewer: str, about: str) -> None:
        self.crawler = Crawler(schema, words(about))
        self._server = server
        self._viewer = viewer

    def read(self) -> list[str]:
        return [self._raw(document) for document in self.crawler.queries()]

    def write(self, but: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        """The name of each mutation and its answer."""
        asked = list(self.crawler.mutations())
        return [(name, self._raw(document)) for name, document in asked if name not in but]

    def found(self, word: str, answers: list[str], but: str = "") -> set[str]:
        """The fields in which a word stands, what lies below the field `but` aside."""
        texts = (found for answer in answers for found in self.crawler.texts(json.loads(answer)["data"]))
        return {route[-1] for route, text in texts if word in text.lower() and but not in route}

    def _raw(self, document: str) -> str:
        token = issue(self._server._secret, f"{self._viewer}-id", timedelta(hours=1))
        headers = {"authorization": f"Bearer {token}"}
        answer = self._server.client.post("/graphql", json={"query": document}, headers=headers)
        text = str(answer.text)
        assert (answer.status_code, '"errors":[{' in text) == (200, False), (document, text[:2000])
        return text


@pytest.fixture
def crawl(server: Any, crawled: GraphQLSchema) -> Callable[[str, str], Crawl]:
    return lambda viewer, about: Crawl(server, crawled, viewer, about)


def pages(value: Any) -> Iterator[dict[str, Any]]:
    """Every list with its total in an answer, and every member."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from pages(inner)


def check_totals(answers: list[str]) -> int:
    """Counts say what the lists show; returns how many lists were looked at."""
    looked = 0
    for thing in (thing for answer in answers for thing in pages(json.loads(answer)["data"])):
        if "totalCount" in thing and "edges" in thing:
            looked += 1
            assert thing["totalCount"] == len(thing["nodes"]) == len(thing["edges"]), thing
            assert not thing["pageInfo"]["hasNextPage"], thing
        if "mutualConnectionCount" in thing and (shared := thing.get("mutualConnections")):
            assert shared["totalCount"] == thing["mutualConnectionCount"], thing
    return looked


def own(counts: Any, name: str) -> dict[str, Any]:
    query = """{ viewer {
      member { connectionCount followerCount followingCount
        connections { totalCount } followers { totalCount } following { totalCount } }
      networkSize { first second third } secondDegree { totalCount }
      blockedMembers { nodes { memberId } }
    } }"""
    viewer: dict[str, Any] = counts(query, viewer=f"{name}-id")["data"]["viewer"]
    return viewer


@BOTH_WAYS
def test_neither_finds_the_other(
    blocker: str, blocked: str, town: None, ask: Ask, crawl: Callable[[str, str], Crawl]
) -> None:
    done = ask(BLOCK, viewer=f"{blocker}-id", id=f"{blocked}-id")["data"]["blockMember"]
    assert done == {"blockedMember": {"memberId": f"{blocked}-id", "handle": f"{blocked}.handle"}, "userErrors": []}

    for viewer, other in ((blocker, blocked), (blocked, blocker)):
        about, ghost = crawl(viewer, other), crawl(viewer, GHOST)
        answers = about.read()
        assert about.found(other, answers, but="Viewer.blockedMembers") == set()
        own = {"BlockedMember.memberId", "BlockedMember.handle", "BlockedMemberEdge.cursor", "PageInfo.startCursor"}
        assert about.found(other, answers) == (own if viewer == blocker else set())
        assert check_totals(answers) > 100
        assert [answer.replace(GHOST, other) for answer in ghost.read()] == answers


@BOTH_WAYS
def test_neither_reaches_the_other(
    blocker: str, blocked: str, town: None, ask: Ask, graph: Any, crawl: Callable[[str, str], Crawl]
) -> None:
    ask(BLOCK, viewer=f"{blocker}-id", id=f"{blocked}-id")
    about, ghost = crawl(blocked, blocker), crawl(blocked, GHOST)
    answers = about.write()
    assert [(name, answer.replace(GHOST, blocker)) for name, answer in ghost.write()] == answers
    # What was asked is said again: whom each of several invitations was for.
    assert about.found(blocker, [answer for _, answer in answers]) == {
        "InvitationResult.memberId",
        "InvitationWarning.memberIds",
    }

    about, ghost = crawl(blocker, blocked), crawl(blocker, GHOST)
    answers = about.write(but=("blockMember", "unblockMember"))
    expected = [
        (name, answer.replace(GHOST, blocked)) for name, answer in ghost.write(("blockMember", "unblockMember"))
    ]
    assert [(name, answer.replace(words_of(OWN_BLOCK), words_of(NO_MEMBER))) for name, answer in answers] == expected
    refused = {name for name, answer in answers if "YOU_BLOCKED_MEMBER" in answer}
    assert refused == {
        "sendInvitation", "sendInvitations", "removeConnection", "followMember", "unfollowMember", "removeFollower",
    }  # fmt: skip
    assert between(graph) == ["BLOCKS"] + ["INVITED"] * len(LETTERS_BETWEEN)


def words_of(error: dict[str, str]) -> str:
    """A refusal as it stands in an answer."""
    return json.dumps(error, separators=(",", ":"))[1:-1]


def between(graph: Any) -> list[str]:
    rows = graph.run("MATCH (:Member {id: 'zaffre-id'})-[tie]-(:Member {id: 'mikado-id'}) RETURN type(tie) AS kind")
    return sorted(row["kind"] for row in rows)


@BOTH_WAYS
def test_their_own_counts_agree_with_their_lists(blocker: str, blocked: str, town: None, ask: Ask) -> None:
    before = {name: own(ask, name) for name in (blocker, blocked)}
    ask(BLOCK, viewer=f"{blocker}-id", id=f"{blocked}-id")
    for name in (blocker, blocked):
        viewer, member = own(ask, name), own(ask, name)["member"]
        for count, shown, one_less in (
            ("connectionCount", "connections", 3),
            ("followerCount", "followers", 3),
            ("followingCount", "following", 3),
        ):
            assert before[name]["member"][count] == one_less
            assert member[count] == member[shown]["totalCount"] == one_less - 1
        assert before[name]["networkSize"] == {"first": 3, "second": 1, "third": 1}
        assert viewer["networkSize"] == {"first": 2, "second": 1, "third": 1}
        assert viewer["secondDegree"]["totalCount"] == 1


@BOTH_WAYS
def test_after_unblocking_nothing_comes_back(
    blocker: str, blocked: str, town: None, ask: Ask, graph: Any, crawl: Callable[[str, str], Crawl]
) -> None:
    ask(BLOCK, viewer=f"{blocker}-id", id=f"{blocked}-id")
    undone = ask(UNBLOCK, viewer=f"{blocker}-id", id=f"{blocked}-id")["data"]["unblockMember"]
    assert undone == {"relationship": {"degree": "SECOND"}, "userErrors": []}
    nothing = {
        "degree": "SECOND", "connectedSince": None, "isFollowing": False, "isFollowedBy": False,
        "followingSince": None, "invitation": None,
    }  # fmt: skip
    for viewer, other in ((blocker, blocked), (blocked, blocker)):
        data = ask(BETWEEN, viewer=f"{viewer}-id", id=f"{other}-id")["data"]
        assert data["member"] == {"relationship": nothing}
        assert data["viewer"] == {
            "blockedMembers": {"nodes": [{"memberId": "fay"}]},
            "invitationsReceived": {"nodes": [{"id": f"eli-{viewer}-id"}]},
            "invitationsSent": {"nodes": [{"id": f"{viewer}-id-dora"}]},
        }
    assert between(graph) == ["INVITED"] * len(LETTERS_BETWEEN)


@pytest.mark.parametrize("sender", [ZAFFRE, MIKADO])
def test_an_open_invitation_does_not_come_back(sender: str, world: Callable[..., Any], ask: Ask, sound: None) -> None:
    recipient = MIKADO if sender == ZAFFRE else ZAFFRE
    world(f"{sender}-id ? {recipient}-id")
    ask(BLOCK, viewer="zaffre-id", id="mikado-id")
    ask(UNBLOCK, viewer="zaffre-id", id="mikado-id")
    query = """{ viewer {
      invitationsReceived { totalCount } invitationsSent { totalCount }
      cancelled: invitationsSent(state: CANCELLED) { totalCount }
    } }"""
    none = {"totalCount": 0}
    for viewer in (ZAFFRE, MIKADO):
        kept = {"totalCount": int(viewer == sender)}
        data = ask(query, viewer=f"{viewer}-id")["data"]["viewer"]
        assert data == {"invitationsReceived": none, "invitationsSent": none, "cancelled": kept}


def test_without_a_block_the_crawler_finds_the_other_and_asks_for_every_field(
    town: None, crawled: GraphQLSchema, crawl: Callable[[str, str], Crawl]
) -> None:
    about = crawl(MIKADO, ZAFFRE)
    assert about.found(ZAFFRE, about.read()) >= FINDS
    about.found(ZAFFRE, [answer for _, answer in about.write()])
    assert about.crawler.seen == about.crawler.coordinates()


FINDS = {
    "Member.id", "Member.handle", "Member.name", "Member.headline", "Member.location", "Member.industry",
    "Member.company", "Member.about", "Member.skills", "Position.company", "Position.title", "Education.school",
    "Education.degree", "Invitation.id", "Invitation.note", "Invitation.reminderNote", "Invitation.message",
    "MemberEdge.cursor", "FollowEdge.cursor", "MutualConnectionEdge.cursor", "InvitationEdge.cursor",
    "PageInfo.startCursor", "PageInfo.endCursor",
}  # fmt: skip
