"""What a key may be, whose it is, and what it means for several invitations at once."""

from datetime import UTC, datetime
from typing import Any

import pytest

from app.graph.shared import Shared
from app.graph.writing import Writer, WriteResult
from app.schema.core.context import ID
from app.schema.core.mutations import digest
from app.schema.invitations.inputs import InvitationItem, SendInvitationsInput
from app.settings import Settings
from tests.mutations.mutate import Ask, Graph, Mutate, World, codes, counted, everything

pytestmark = pytest.mark.usefixtures("sound")

REUSED = ["IDEMPOTENCY_KEY_REUSED"]


@pytest.fixture
def mutate(ask: Ask) -> Mutate:
    return Mutate(ask)


@pytest.mark.parametrize(
    ("one", "key", "other", "same"),
    [
        ("ada", "k", "bob", "k"),
        ("ada", "k", "ada:x", "k"),
        ("ada", "x:k", "ada:x", "k"),
        ("ada", "x k", "x", "k"),
        ("ada", "bob k", "bob", "k"),
        ("ada", " k", "bob", "k"),
    ],
)
def test_keys_of_two_members_never_meet(
    one: str, key: str, other: str, same: str, world: World, graph: Graph, mutate: Mutate
) -> None:
    world(f"{one}; {other}; wren")
    assert codes(mutate("followMember", one, key=key, memberId="wren")) == []
    assert codes(mutate("blockMember", other, key=same, memberId="wren")) == []
    assert counted(graph, "FOLLOWS") == counted(graph, "BLOCKS") == 1
    assert graph.run("MATCH (o:Operation) RETURN count(o) AS n") == [{"n": 2}]


def test_a_key_with_a_space_more_is_another_key(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada; bob; eve")
    assert codes(mutate("followMember", key="k", memberId="bob")) == []
    assert codes(mutate("followMember", key=" k", memberId="eve")) == []
    assert counted(graph, "FOLLOWS") == 2


@pytest.mark.parametrize("key", ["x" * 64, "é" * 64, "a:b c", "日本語"])
def test_what_a_key_may_be(key: str, world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada; bob")
    assert codes(mutate("followMember", key=key, memberId="bob")) == []
    assert codes(mutate("blockMember", key=key, memberId="bob")) == REUSED
    assert graph.run("MATCH (o:Operation) RETURN o.key AS key") == [{"key": f"ada {key}"}]


@pytest.mark.parametrize("key", ["x" * 65, "a\tb", "a\nb", "\x00", "a\x7f", "a\u0085b", "a\u200eb"])
@pytest.mark.parametrize(
    ("name", "input"), [("followMember", {"memberId": "bob"}), ("sendInvitations", {"items": [{"memberId": "bob"}]})]
)
def test_what_a_key_may_not_be(
    name: str, input: dict[str, Any], key: str, world: World, graph: Graph, mutate: Mutate
) -> None:
    world("ada; bob")
    before = everything(graph)
    assert codes(mutate(name, key=key, **input)) == ["INVALID_VALUE"]
    assert everything(graph) == before


def test_an_empty_key_is_none(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada; bob; eve")
    assert codes(mutate("followMember", key="", memberId="bob")) == []
    assert codes(mutate("followMember", key="", memberId="eve")) == []
    assert counted(graph, "FOLLOWS") == 2


def test_a_key_of_nobody_leaves_nothing_behind(world: World, graph: Graph, mutate: Mutate) -> None:
    world("bob")
    assert codes(mutate("followMember", "stranger", memberId="bob")) == ["NOT_REGISTERED"]
    assert graph.run("MATCH (n) RETURN labels(n) AS labels") == [{"labels": ["Member"]}]
    assert codes(mutate("registerMember", "stranger", key="other", handle="stranger", name="S")) == []
    assert codes(mutate("followMember", "stranger", memberId="bob")) == []


ITEMS = [{"memberId": name} for name in ("bob", "eve", "mira", "wren")]


def test_a_batch_is_told_the_same_again(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada; bob; eve; mira; wren", eve={"invitePolicy": "NOBODY"})
    first = mutate("sendInvitations", items=ITEMS)
    assert [result["outcome"] for result in first["results"]] == ["SENT", None, "SENT", "SENT"]
    graph.run("MATCH (m:Member {id: 'eve'}) SET m.invitePolicy = 'EVERYONE'")
    assert mutate("sendInvitations", items=ITEMS) == first
    assert counted(graph, "INVITED") == 3


def test_a_batch_that_was_interrupted_is_taken_up(world: World, graph: Graph, bare: Any, mutate: Mutate) -> None:
    world("ada; bob; eve; mira; wren")
    input = SendInvitationsInput(items=[InvitationItem(member_id=ID(item["memberId"])) for item in ITEMS])
    words = {"note": None, "howYouKnow": None, "email": None}

    async def interrupted(database: Any) -> list[WriteResult]:
        writer = Writer(database, Shared(), "ada", datetime.now(UTC), Settings())
        request = digest("send_invitations", input)
        return [
            await writer.write(
                "send_invitation",
                request,
                key,
                {"member": name, "invitation": f"first {name}", "words": words, "judged": True},
            )
            for key, name in (("k", "bob"), ("k\t1", "eve"))
        ]

    assert [answer.outcome for answer in bare(interrupted)] == ["SENT", "SENT"]
    payload = mutate("sendInvitations", items=ITEMS)
    assert codes(payload) == []
    ids = [result["invitation"]["id"] for result in payload["results"]]
    assert ids[:2] == ["first bob", "first eve"]
    assert [result["outcome"] for result in payload["results"]] == ["SENT"] * 4
    assert counted(graph, "INVITED") == 4
    assert graph.run("MATCH (m:Member {id: 'ada'}) RETURN size(m.invitedAt) AS sent") == [{"sent": 4}]
