"""Hibernating, coming back and leaving: what becomes of the member, and what everybody else still sees."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from app.graph.database import Database
from app.graph.maintenance import Maintenance
from app.graph.watching import EventPosition, Watch
from app.settings import Settings
from tests.conftest import Graph, Run
from tests.mutations.scene import (
    ANSWERS,
    DAY,
    LETTER,
    MUTATIONS,
    NOW,
    PERSON,
    RELATIONSHIP,
    SENDERS,
    SETTINGS,
    Frozen,
    Mutate,
    World,
    faults,
    letter,
    mark,
    refusal,
    text,
    ties,
)

Round = Callable[[], None]

# Everything there can be between eve and somebody else, and members who reach one another through eve alone.
TIES = """
ada -- bob; ada -- eve; bob -- eve; cy -- eve; cy -- dan; ada -- dan;
ada -> eve; eve -> ada; fay -> eve; eve -> fay; fay -> ada; ada -> fay; dan -> eve;
eve ? gus; hal ? eve; ivy x eve; ivy x fay; eve x jon; zed
"""
OPEN = {"followersVisibility": "EVERYONE", "followingVisibility": "EVERYONE", "fullProfileVisibility": "EVERYONE"}
EVE = OPEN | {
    "handle": "Eve.Handle", "handleKey": "eve.handle", "headline": "Words", "location": "Lund", "company": "Looms",
    "about": "About", "skills": ["weaving"], "emails": ["eve@example.org"], "invitePolicy": "EMAIL",
    "followPrimary": True,
}  # fmt: skip
VIEWERS = ["ada", "bob", "cy", "dan", "fay", "gus", "hal", "ivy", "jon", "kim", "zed"]
EVERYBODY: list[str | None] = [*VIEWERS, None]
LETTERS = ["eve-gus", "hal-eve", "kim-eve", "eve-kim", "eve-ada"]
GHOST = "xyz"  # as long as eve, and nobody
_STATES = ("PENDING", "ACCEPTED", "DECLINED", "WITHDRAWN", "EXPIRED", "CANCELLED")
_SENT = " ".join(f"sent{s}: invitationsSent(state: {s}) {{ totalCount nodes {{ ...letter }} }}" for s in _STATES)
WHOLE = f"""
query ($ids: [ID!]!, $handles: String!, $letter: ID!) {{
  memberByHandle(handle: $handles) {{ id }}
  nodes(ids: $ids) {{ __typename id ...letter ... on Member {{
    ...person connectionCount followerCount followingCount mutualConnectionCount withheld {{ field reason }}
    connections(first: 20) {{ totalCount edges {{ since node {{ id }} }} }}
    followers(first: 20) {{ totalCount edges {{ since isMutual isConnected node {{ id }} }} }}
    following(first: 20) {{ totalCount edges {{ since isMutual isConnected node {{ id }} }} }}
    mutualConnections(first: 20) {{ totalCount edges {{ since node {{ id }} }} }}
    connectionPaths {{ length multiplicity steps {{ member {{ id }} }} }}
  }} }}
  viewer {{
    member {{ id handle }} emails settings {SETTINGS} networkSize {{ first second third }}
    relationships(memberIds: $ids) {{ ...relationship mutualConnectionCount secondDegreeGain }}
    invitation(id: $letter) {{ ...letter }}
    blockedMembers {{ totalCount nodes {{ memberId handle since }} }}
    secondDegree {{ totalCount edges {{ node {{ id }} mutualConnectionCount via {{ id }} }} }}
    peopleYouMayKnow {{ totalCount edges {{ node {{ id }} mutualConnectionCount }} }}
    recent: secondDegree(orderBy: RECENT) {{ totalCount edges {{ node {{ id }} }} }}
    receivedPENDING: invitationsReceived {{ totalCount nodes {{ ...letter }} }}
    receivedIGNORED: invitationsReceived(state: IGNORED) {{ totalCount nodes {{ ...letter }} }}
    {_SENT}
  }}
}}
fragment person on Member {PERSON}
fragment letter on Invitation {LETTER}
fragment relationship on Relationship {RELATIONSHIP}
"""
_PAYLOAD = "member { id handle } userErrors { code message field retryAt }"
HIBERNATE = f"mutation ($key: String) {{ done: hibernateAccount(input: {{idempotencyKey: $key}}) {{ {_PAYLOAD} }} }}"
REACTIVATE = f"mutation ($key: String) {{ done: reactivateAccount(input: {{idempotencyKey: $key}}) {{ {_PAYLOAD} }} }}"
DELETE = f"""mutation ($handle: String!, $key: String) {{
  done: deleteAccount(input: {{confirmHandle: $handle, idempotencyKey: $key}}) {{ {_PAYLOAD} }}
}}"""
DONE = {"member": {"id": "eve", "handle": "Eve.Handle"}, "userErrors": []}
GONE: dict[str, Any] = {"member": None, "userErrors": []}
# What stands between the members but for eve: who is asked for what, without eve.
INPUTS: dict[str, dict[str, Any]] = {
    "updateProfile": {"headline": "Other words"},
    "updateSettings": {"requireNote": True},
    "sendInvitation": {"memberId": "zed", "email": "zed@example.org"},
    "removeConnection": {"memberId": "ada"},
    "followMember": {"memberId": "zed"},
    "unfollowMember": {"memberId": "ada"},
    "removeFollower": {"memberId": "fay"},
    "blockMember": {"memberId": "zed"},
    "unblockMember": {"memberId": "jon"},
    **{name: {"invitationId": "hal-eve"} for name in ANSWERS},
    **{name: {"invitationId": "eve-gus"} for name in SENDERS},
}
ABOUT = ["sendInvitation", "removeConnection", "followMember", "unfollowMember", "removeFollower", "blockMember"]


@pytest.fixture
def town(world: World, graph: Graph, sound: None) -> None:
    world(TIES + "; kim; lee", eve=EVE, **{name: dict(OPEN) for name in ("ada", "bob", "cy", "dan", "fay")})
    graph.run(
        "MATCH (:Member)-[i:INVITED]->() SET i.sentAt = $sent, i.expiresAt = $end",
        sent=NOW - 9 * DAY,
        end=NOW + 171 * DAY,
    )
    letter(graph, "kim", "eve", "DECLINED", note="Closed", message="No")
    letter(graph, "eve", "kim", "WITHDRAWN", id="eve-kim")
    letter(graph, "eve", "ada", "ACCEPTED", note="Closed too")
    mark(graph, "DISCONNECTED", "eve", "kim", at=NOW - DAY)
    mark(graph, "BARS", "lee", "eve")
    graph.run(
        """
        MATCH (eve:Member {id: 'eve'}), (ada:Member {id: 'ada'})
        MERGE (looms:Company {name: 'Looms'}) MERGE (school:School {name: 'Lund'})
        CREATE (eve)-[:WORKED_AT {title: 'Weaver'}]->(looms), (eve)-[:STUDIED_AT {degree: 'MA'}]->(school),
               (ada)-[:ENDORSED {skill: 'weaving', visible: true}]->(eve),
               (:Event {id: 'for eve', member: 'eve', seq: 1, kind: 'NEW_FOLLOWER', about: 'fay', at: $now}),
               (:Event:Unnumbered {id: 'for eve too', member: 'eve', kind: 'NEW_FOLLOWER', about: 'dan', at: $now}),
               (:Event {id: 'for gus', member: 'gus', seq: 1, kind: 'INVITATION_RECEIVED', about: 'eve',
                        invitation: 'eve-gus', at: $now})
        SET eve.seq = 1
        """,
        now=NOW - DAY,
    )  # fmt: skip


@pytest.fixture
def run_once(bare: Run, frozen: Frozen) -> Round:
    """A round of the maintenance at the moment of the clock."""
    return lambda: bare(lambda database: Maintenance(database, Settings(), frozen).run_once())


@pytest.fixture
def swept(sound: None, run_once: Round) -> Iterator[None]:
    """Sweeps before the invariants are looked at."""
    yield
    run_once()


class Eyes:
    """What members are answered when they ask for everything, about everybody and about eve in every way."""

    def __init__(self, mutate: Mutate) -> None:
        self._mutate = mutate

    def one(self, viewer: str | None) -> Any:
        variables = {"ids": [*VIEWERS, "eve", *LETTERS], "handles": "EVE.handle", "letter": "eve-gus"}
        return self._mutate.ask(WHOLE, viewer=viewer, **variables)

    def all(self) -> dict[str | None, Any]:
        return {viewer: self.one(viewer) for viewer in EVERYBODY}


@pytest.fixture
def eyes(mutate: Mutate) -> Eyes:
    return Eyes(mutate)


def do(mutate: Mutate, document: str, viewer: str = "eve", **variables: Any) -> Any:
    answer = mutate.ask(document, viewer=viewer, **variables)
    assert "errors" not in answer, answer
    return answer["data"]["done"]


def code(payload: Any) -> str | None:
    found = faults(payload)
    return found[0][0] if found else None


def without_blocks(answers: dict[str | None, Any]) -> dict[str | None, Any]:
    """The answers but for the one list that may name inactive members."""
    copied = deepcopy(answers)
    for answer in copied.values():
        if viewer := answer["data"]["viewer"]:
            viewer.pop("blockedMembers")
    return copied


def erase(graph: Graph) -> None:
    """As if eve had never been."""
    graph.run("MATCH (m:Member {id: 'eve'}) DETACH DELETE m")


def status(graph: Graph) -> list[Any]:
    return [row["status"] for row in graph.run("MATCH (m:Member {id: 'eve'}) RETURN m.status AS status")]


# ---------------------------------------------------------------------------------------------- hibernating


@pytest.mark.usefixtures("town")
def test_a_hibernated_member_is_not_there_and_comes_back_as_before(mutate: Mutate, eyes: Eyes, graph: Graph) -> None:
    before, kept, own = eyes.all(), ties(graph), eyes.one("eve")
    assert do(mutate, HIBERNATE) == DONE
    hidden = eyes.all()
    assert ties(graph) == kept
    assert hidden["ada"]["data"]["memberByHandle"] is None
    assert hidden["ada"]["data"]["nodes"][0]["connectionCount"] == 2
    assert hidden["ivy"]["data"]["viewer"]["blockedMembers"] == before["ivy"]["data"]["viewer"]["blockedMembers"]
    assert [one["memberId"] for one in hidden["ivy"]["data"]["viewer"]["blockedMembers"]["nodes"]] == ["fay", "eve"]

    assert do(mutate, REACTIVATE) == DONE
    assert eyes.all() == before
    assert eyes.one("eve") == own
    assert ties(graph) == kept

    erase(graph)
    assert without_blocks(hidden) == without_blocks(eyes.all())


@pytest.mark.usefixtures("town")
@pytest.mark.usefixtures("town")
def test_a_hibernated_member_reads_what_is_its_own(mutate: Mutate, eyes: Eyes) -> None:
    before = eyes.one("eve")["data"]
    do(mutate, HIBERNATE)
    after = eyes.one("eve")["data"]
    own = ("member", "emails", "settings", "blockedMembers", "receivedPENDING", "receivedIGNORED", "invitation")
    for name in (*own, *(f"sent{state}" for state in _STATES)):
        assert after["viewer"][name] == before["viewer"][name], name
    lists = ("connections", "followers", "following", "about", "positions", "education", "skills", "withheld")
    place = [*VIEWERS, "eve"].index("eve")
    for name in ("id", "handle", "connectionCount", "followerCount", "followingCount", *lists):
        assert after["nodes"][place][name] == before["nodes"][place][name], name
    assert after["memberByHandle"] == {"id": "eve"}
    assert after["nodes"][place]["connectionCount"] == after["nodes"][place]["connections"]["totalCount"] == 3


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("name", INPUTS)
def test_a_hibernated_member_changes_nothing(name: str, mutate: Mutate, snapshot: Callable[[], Any]) -> None:
    do(mutate, HIBERNATE)
    before = snapshot()
    assert mutate.refused(name, viewer="eve", **INPUTS[name]) == refusal("ACCOUNT_INACTIVE")
    assert snapshot() == before


@pytest.mark.usefixtures("town")
def test_a_hibernated_member_sends_no_batch_and_does_not_register(mutate: Mutate, snapshot: Callable[[], Any]) -> None:
    do(mutate, HIBERNATE)
    before = snapshot()
    for more in ({}, {"dryRun": True}):
        batch = mutate("sendInvitations", viewer="eve", items=[{"memberId": "zed"}, {"memberId": "lee"}], **more)
        found = [code(batch), *(code(result) for result in batch["results"])]
        assert set(found) - {None} == {"ACCOUNT_INACTIVE"}
    assert mutate.refused("registerMember", viewer="eve", handle="another", name="E") == refusal("ACCOUNT_INACTIVE")
    assert snapshot() == before
    assert sorted([*INPUTS, "sendInvitations", "registerMember"]) == sorted(MUTATIONS)


@pytest.mark.usefixtures("town")
def test_hibernating_and_coming_back_twice(mutate: Mutate, graph: Graph, snapshot: Callable[[], Any]) -> None:
    active = snapshot()
    assert do(mutate, REACTIVATE) == DONE
    assert snapshot() == active
    assert do(mutate, HIBERNATE) == DONE
    asleep = snapshot()
    again = do(mutate, HIBERNATE)
    assert (again["member"], faults(again)) == (DONE["member"], refusal("ACCOUNT_INACTIVE"))
    assert again["userErrors"][0]["message"] == "Your account is hibernated; use reactivateAccount first."
    assert snapshot() == asleep
    assert do(mutate, REACTIVATE) == DONE
    assert do(mutate, REACTIVATE) == DONE
    assert snapshot() == active


@pytest.mark.usefixtures("town")
def test_a_repeat_with_the_key_does_nothing_again(mutate: Mutate, graph: Graph) -> None:
    assert do(mutate, HIBERNATE, key="sleep") == DONE
    assert do(mutate, HIBERNATE, key="sleep") == DONE
    assert do(mutate, REACTIVATE, key="wake") == DONE
    assert do(mutate, HIBERNATE, key="sleep") == DONE
    assert status(graph) == ["ACTIVE"]
    assert code(do(mutate, REACTIVATE, key="sleep")) == "IDEMPOTENCY_KEY_REUSED"


@pytest.mark.usefixtures("world", "sound")
@pytest.mark.parametrize("document", [HIBERNATE, REACTIVATE])
def test_nobody_has_no_account(document: str, mutate: Mutate, snapshot: Callable[[], Any]) -> None:
    before = snapshot()
    payload = do(mutate, document, viewer="nobody")
    assert (payload["member"], faults(payload)) == (None, refusal("NOT_REGISTERED"))
    assert mutate.ask(document, viewer=None)["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}
    assert snapshot() == before


@pytest.mark.usefixtures("town")
def test_invitations_wait_but_their_clock_runs(mutate: Mutate, frozen: Frozen) -> None:
    do(mutate, HIBERNATE)
    for name in ANSWERS:
        assert mutate.refused(name, viewer="gus", invitationId="eve-gus") == refusal(
            "INVITATION_NOT_FOUND", "invitationId"
        )
    for name in SENDERS:
        assert mutate.refused(name, viewer="hal", invitationId="hal-eve") == refusal(
            "INVITATION_NOT_FOUND", "invitationId"
        )
    frozen.advance(days=170)
    do(mutate, REACTIVATE)
    assert mutate("acceptInvitation", viewer="gus", invitationId="eve-gus")["outcome"] == "CONNECTED"
    do(mutate, HIBERNATE)
    frozen.advance(days=1)
    do(mutate, REACTIVATE)
    closed = [("INVITATION_NOT_OPEN", ["invitationId"], None)]
    assert mutate.refused("acceptInvitation", viewer="eve", invitationId="hal-eve") == closed
    query = "{ viewer { invitationsReceived { totalCount } } }"
    assert mutate.ask(query, viewer="eve")["data"]["viewer"]["invitationsReceived"] == {"totalCount": 0}
    query = "{ viewer { invitationsSent(state: EXPIRED) { nodes { id closedAt } } } }"
    expired = {"id": "hal-eve", "closedAt": text(NOW + 171 * DAY)}
    assert mutate.ask(query, viewer="hal")["data"]["viewer"]["invitationsSent"]["nodes"] == [expired]


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("name", ABOUT)
def test_a_hibernated_member_is_nobody_to_every_mutation(
    name: str, mutate: Mutate, snapshot: Callable[[], Any]
) -> None:
    do(mutate, HIBERNATE)
    before = snapshot()
    for viewer in ("ada", "fay", "gus", "jon", "zed"):
        assert mutate.refused(name, viewer=viewer, memberId="eve") == refusal("MEMBER_NOT_FOUND", "memberId"), viewer
    # Whoever blocks the member sees the block, and lifts it.
    expected = [] if name == "blockMember" else refusal("YOU_BLOCKED_MEMBER", "memberId")
    assert faults(mutate(name, viewer="ivy", memberId="eve")) == expected
    assert snapshot() == before
    assert mutate("unblockMember", viewer="ivy", memberId="eve") == {"relationship": None, "userErrors": []}


# ------------------------------------------------------------------------------------------------- deleting


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("handle", ["", "@", "eve", "eve.handle2", "@@eve.handle", "eve.handle ", "ada", "Eve_Handle"])
def test_the_wrong_handle_deletes_nothing(handle: str, mutate: Mutate, snapshot: Callable[[], Any]) -> None:
    before = snapshot()
    payload = do(mutate, DELETE, handle=handle)
    assert (payload["member"], faults(payload)) == (DONE["member"], refusal("INVALID_VALUE", "confirmHandle"))
    assert payload["userErrors"][0]["message"] == "This is not your handle; write your handle to confirm."
    assert snapshot() == before


@pytest.mark.usefixtures("town", "swept")
@pytest.mark.parametrize("handle", ["Eve.Handle", "eve.handle", "EVE.HANDLE", "@Eve.Handle", "@eve.HANDLE"])
def test_the_right_handle_deletes(handle: str, mutate: Mutate, graph: Graph) -> None:
    assert do(mutate, DELETE, handle=handle) == GONE
    assert status(graph) == ["DELETED"]


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize("handle", ["@home", "Ada:1", "-"])
def test_a_loaded_handle_confirms_itself(handle: str, world: World, mutate: Mutate, graph: Graph) -> None:
    """A load takes any id for a handle."""
    world("eve", eve={"handle": handle, "handleKey": handle.casefold()})
    assert do(mutate, DELETE, handle=handle) == GONE
    assert status(graph) == ["DELETED"]


@pytest.mark.usefixtures("town", "swept")
def test_a_hibernated_member_may_leave(mutate: Mutate, graph: Graph) -> None:
    do(mutate, HIBERNATE)
    assert do(mutate, DELETE, handle="eve.handle") == GONE
    assert status(graph) == ["DELETED"]


@pytest.mark.usefixtures("town")
def test_a_deleted_member_has_never_been_before_any_sweep_and_after(
    mutate: Mutate, eyes: Eyes, graph: Graph, run_once: Round, frozen: Frozen
) -> None:
    kept = ties(graph)
    assert do(mutate, DELETE, handle="eve.handle") == GONE
    hidden, own = eyes.all(), eyes.one("eve")
    assert ties(graph) == kept
    run_once()
    swept, own_swept = eyes.all(), eyes.one("eve")
    frozen.advance(minutes=2)
    run_once()
    finished, own_finished = eyes.all(), eyes.one("eve")
    erase(graph)
    never, own_never = eyes.all(), eyes.one("eve")
    for viewer in EVERYBODY:
        assert hidden[viewer] == swept[viewer] == finished[viewer] == never[viewer], viewer
    assert own == own_swept == own_finished == own_never
    assert own["data"]["viewer"] is None


@pytest.mark.usefixtures("town", "swept")
@pytest.mark.parametrize("rounds", [0, 1])
def test_a_deleted_member_is_nobody_to_every_mutation(
    rounds: int, mutate: Mutate, run_once: Round, snapshot: Callable[[], Any]
) -> None:
    do(mutate, DELETE, handle="eve.handle")
    for _ in range(rounds):
        run_once()
    before = snapshot()
    for name in (*ABOUT, "unblockMember"):
        for viewer in ("ada", "fay", "gus", "ivy", "jon", "zed"):
            found = mutate.answer(name, viewer=viewer, memberId="eve")
            ghost = mutate.answer(name, viewer=viewer, memberId=GHOST)
            assert json.dumps(found) == json.dumps(ghost).replace(GHOST, "eve"), (name, viewer)
    for name, viewer, id in [(name, "gus", "eve-gus") for name in ANSWERS] + [
        (name, "hal", "hal-eve") for name in SENDERS
    ]:
        assert mutate.refused(name, viewer=viewer, invitationId=id) == refusal("INVITATION_NOT_FOUND", "invitationId")
    assert snapshot() == before


@pytest.mark.usefixtures("town")
def test_the_sweep_leaves_nothing(mutate: Mutate, graph: Graph, run_once: Round, frozen: Frozen) -> None:
    others = {name: tie for name, tie in ties(graph).items() if "eve" not in name}
    do(mutate, DELETE, handle="eve.handle")
    run_once()
    kept = ties(graph)
    assert {name: tie for name, tie in kept.items() if "eve" not in name} == others
    assert sorted(kept.keys() - others.keys()) == sorted(LETTERS)
    assert [row["other"] for row in graph.run("MATCH (:Member {id: 'eve'})--(o:!Member) RETURN o.name AS other")] == []
    assert graph.run("MATCH (e:Event {member: 'eve'}) RETURN e") == []
    assert graph.run("MATCH (e:Event) RETURN e.id AS id") == [{"id": "for gus"}]
    frozen.advance(minutes=2)
    run_once()
    assert graph.run("MATCH (m:Member {id: 'eve'}) RETURN properties(m) AS left") == [
        {"left": {"id": "eve", "status": "DELETED"}}
    ]
    assert ties(graph) == kept


@pytest.mark.usefixtures("town", "swept")
def test_no_personal_word_is_left_at_once(mutate: Mutate, graph: Graph) -> None:
    do(mutate, DELETE, handle="eve.handle")
    (row,) = graph.run("MATCH (m:Member {id: 'eve'}) RETURN properties(m) AS left")
    personal = {
        "handle",
        "handleKey",
        "name",
        "nameKey",
        "headline",
        "location",
        "company",
        "about",
        "skills",
        "emails",
    }
    assert row["left"].keys() & personal == set()


@pytest.mark.usefixtures("town")
def test_open_invitations_are_closed(mutate: Mutate, graph: Graph, run_once: Round, frozen: Frozen) -> None:
    closed = {id: tie for id, tie in ties(graph).items() if id in ("kim-eve", "eve-kim", "eve-ada")}
    graph.run("MATCH ()-[i:INVITED {id: 'hal-eve'}]->() SET i.expiresAt = $end", end=NOW - DAY)
    graph.run("MATCH ()-[i:INVITED {id: 'eve-gus'}]->() SET i.state = 'IGNORED'")
    do(mutate, DELETE, handle="eve.handle")
    run_once()
    found = ties(graph)
    assert {id: found[id] for id in closed} == closed
    names = ("state", "closedAt", "openKey")
    assert [found["hal-eve"].get(name) for name in names] == ["EXPIRED", text(NOW - DAY), None]
    assert [found["eve-gus"].get(name) for name in names] == ["CANCELLED", text(NOW), None]


@pytest.mark.usefixtures("town")
def test_the_deletion_closes_invitations_and_not_the_sweep(
    mutate: Mutate, graph: Graph, run_once: Round, frozen: Frozen
) -> None:
    """A crash may lie between the two, and the invitation's end with it."""
    graph.run("MATCH ()-[i:INVITED {id: 'hal-eve'}]->() SET i.expiresAt = $end", end=NOW + timedelta(minutes=30))
    do(mutate, DELETE, handle="eve.handle")
    frozen.advance(hours=1)
    run_once()
    found = ties(graph)
    for id in ("eve-gus", "hal-eve"):
        assert (id, found[id]["state"], found[id]["closedAt"]) == (id, "CANCELLED", text(NOW))


@pytest.mark.usefixtures("town")
def test_the_handle_is_free_and_the_id_is_not(mutate: Mutate, graph: Graph, run_once: Round, frozen: Frozen) -> None:
    do(mutate, DELETE, handle="eve.handle")
    assert mutate("registerMember", viewer="new", handle="eve.handle", name="New")["member"]["id"] == "new"
    for minutes in (0, 2):
        taken = mutate("registerMember", viewer="eve", handle="eve.other", name="Eve")
        assert (taken["member"], faults(taken)) == (None, refusal("ACCOUNT_DELETED"))
        frozen.advance(minutes=minutes)
        run_once()
    query = '{ memberByHandle(handle: "Eve.Handle") { id connectionCount followerCount } }'
    newcomer = {"id": "new", "connectionCount": 0, "followerCount": 0}
    assert mutate.ask(query, viewer="ada")["data"]["memberByHandle"] == newcomer
    assert status(graph) == ["DELETED"]


@pytest.mark.usefixtures("town", "swept")
@pytest.mark.parametrize("rounds", [0, 2])
def test_a_deleted_member_is_no_member_any_more(
    rounds: int, mutate: Mutate, run_once: Round, frozen: Frozen, snapshot: Callable[[], Any]
) -> None:
    do(mutate, DELETE, handle="eve.handle")
    for _ in range(rounds):
        run_once()
        frozen.advance(minutes=2)
    before = snapshot()
    assert mutate.ask("{ viewer { member { id } } }", viewer="eve") == {"data": {"viewer": None}}
    for name, input in INPUTS.items():
        assert mutate.refused(name, viewer="eve", **input) == refusal("ACCOUNT_DELETED"), name
    batch = mutate("sendInvitations", viewer="eve", items=[{"memberId": "zed"}])
    assert {code(batch), *(code(one) for one in batch["results"])} - {None} == {"ACCOUNT_DELETED"}
    for document, variables in ((HIBERNATE, {}), (REACTIVATE, {}), (DELETE, {"handle": "eve.handle"})):
        assert faults(do(mutate, document, **variables)) == refusal("ACCOUNT_DELETED")
    assert snapshot() == before


@pytest.mark.usefixtures("town")
def test_a_repeated_deletion_with_the_key_is_the_same_success(mutate: Mutate, run_once: Round, frozen: Frozen) -> None:
    assert do(mutate, DELETE, handle="@Eve.handle", key="leave") == GONE
    assert do(mutate, DELETE, handle="@Eve.handle", key="leave") == GONE
    assert code(do(mutate, DELETE, handle="eve.handle", key="leave")) == "IDEMPOTENCY_KEY_REUSED"
    frozen.advance(minutes=2)
    run_once()
    assert do(mutate, DELETE, handle="@Eve.handle", key="leave") == GONE
    frozen.advance(days=1)
    assert code(do(mutate, DELETE, handle="@Eve.handle", key="leave")) == "ACCOUNT_DELETED"


@pytest.mark.usefixtures("town", "swept")
@pytest.mark.parametrize("rounds", [0, 2])
def test_nobody_waits_for_the_events_of_a_deleted_member(
    rounds: int, mutate: Mutate, bare: Run, run_once: Round, frozen: Frozen
) -> None:
    do(mutate, DELETE, handle="eve.handle")
    for _ in range(rounds):
        frozen.advance(minutes=2)
        run_once()

    async def watched(database: Database) -> list[EventPosition | None]:
        watch = Watch(database)
        found: list[EventPosition | None] = []
        for id in (GHOST, "eve"):
            async with watch.of(id) as head:
                found.append(head)
        await watch.close()
        return found

    assert bare(watched) == [None, None]
