"""What each value of each setting does to what others may do: invite, follow, and who follows after connecting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.mutations.owner import Ask, build, updater

SEND = """mutation ($words: SendInvitationInput!) {
  sendInvitation(input: $words) { outcome invitation { note } userErrors { code field } }
}"""
LETTERS = "MATCH ()-[i:INVITED]->(:Member {id: 'owner'}) RETURN count(i) AS letters"


@pytest.fixture
def town(world: Any, graph: Any, sound: None) -> None:
    build(world, graph)


@pytest.fixture
def update(ask: Ask) -> Callable[..., None]:
    return updater(ask)


@pytest.fixture
def send(ask: Ask, graph: Any) -> Callable[..., str]:
    """Invites the owner and says what came of it; a refusal leaves no invitation behind."""

    def invite(viewer: str, **words: str) -> str:
        before = graph.run(LETTERS)[0]["letters"]
        payload = ask(SEND, viewer=viewer, words={"memberId": "owner"} | words)["data"]["sendInvitation"]
        sent = payload["outcome"] == "SENT"
        assert graph.run(LETTERS)[0]["letters"] == before + sent
        if not sent:
            assert (payload["outcome"], payload["invitation"]) == (None, None)
            return str(payload["userErrors"][0]["code"])
        assert (payload["invitation"], payload["userErrors"]) == ({"note": words.get("note")}, [])
        return "SENT"

    return invite


NOT = "INVITATION_NOT_ALLOWED"


@pytest.mark.parametrize(
    ("policy", "second", "third", "outside"),
    [
        ("EVERYONE", "SENT", "SENT", "SENT"),
        ("SECOND_DEGREE", "SENT", NOT, NOT),
        ("EMAIL", "EMAIL_REQUIRED", "EMAIL_REQUIRED", "EMAIL_REQUIRED"),
        ("NOBODY", NOT, NOT, NOT),
    ],
)
def test_who_may_invite(
    policy: str,
    second: str,
    third: str,
    outside: str,
    town: None,
    update: Callable[..., None],
    send: Callable[..., str],
) -> None:
    update(invitePolicy=policy)
    assert [send(viewer) for viewer in ("second", "third", "outside")] == [second, third, outside]


def test_an_invitation_with_one_of_the_addresses_arrives(
    town: None, update: Callable[..., None], send: Callable[..., str]
) -> None:
    update(invitePolicy="EMAIL")
    assert send("third", email="another@example.org") == "EMAIL_REQUIRED"
    assert send("third", email="O@Example.com") == "SENT"
    assert send("outside", email="owner@example.org") == "SENT"


def test_a_note_is_asked_for(town: None, update: Callable[..., None], send: Callable[..., str]) -> None:
    update(requireNote=True)
    assert send("third") == "NOTE_REQUIRED"
    for note in ("  ", "\u00a0", "\u200b", "\u3164", "\u2800", "\U000e0041"):
        assert send("third", note=note) == "NOTE_REQUIRED"
    assert send("third", note="\u202e") == "INVALID_VALUE"
    assert send("third", note="We met in Lund.") == "SENT"
    update(invitePolicy="EMAIL")
    assert send("outside", note="We met in Lund.") == "EMAIL_REQUIRED"
    assert send("outside", email="o@example.com") == "NOTE_REQUIRED"
    assert send("outside", email="o@example.com", note="Hello") == "SENT"
    update(invitePolicy="EVERYONE", requireNote=False)
    assert send("second") == "SENT"


@pytest.mark.parametrize(("policy", "refused"), [("EVERYONE", []), ("CONNECTIONS", ["FOLLOW_NOT_ALLOWED"])])
def test_who_may_follow(
    policy: str, refused: list[str], town: None, graph: Any, ask: Ask, update: Callable[..., None]
) -> None:
    update(followPolicy=policy)
    follow = """mutation { followMember(input: {memberId: "owner"}) {
      relationship { isFollowing } userErrors { code } } }"""
    answers = {viewer: ask(follow, viewer=viewer)["data"]["followMember"] for viewer in ("other", "second")}
    assert answers["other"] == {"relationship": {"isFollowing": True}, "userErrors": []}
    assert [error["code"] for error in answers["second"]["userErrors"]] == refused
    assert answers["second"]["relationship"] == {"isFollowing": not refused}
    rows = graph.run("MATCH (:Member {id: 'owner'})<-[:FOLLOWS]-(m) RETURN m.id AS id ORDER BY id")
    assert [row["id"] for row in rows] == ["first", "other", "outside"] + (["second"] if not refused else [])


@pytest.mark.parametrize("crossed", [False, True])
@pytest.mark.parametrize("theirs", [True, False])
@pytest.mark.parametrize("own", [True, False])
def test_who_follows_after_connecting(
    own: bool, theirs: bool, crossed: bool, world: Any, graph: Any, ask: Ask, update: Callable[..., None], sound: None
) -> None:
    world("grace ? ada")
    update("ada", autoFollowOnConnect=own)
    update("grace", autoFollowOnConnect=theirs)
    accept = 'acceptInvitation(input: {invitationId: "grace-ada"})'
    call = 'sendInvitation(input: {memberId: "grace"})' if crossed else accept
    fields = "outcome relationship { degree isFollowing isFollowedBy } userErrors { code }"
    (payload,) = ask(f"mutation {{ {call} {{ {fields} }} }}", viewer="ada")["data"].values()
    between = {"degree": "FIRST", "isFollowing": own, "isFollowedBy": theirs}
    assert payload == {"outcome": "CONNECTED", "relationship": between, "userErrors": []}
    follows = graph.run("MATCH (a)-[f:FOLLOWS]->() RETURN a.id AS follower, f.origin AS origin ORDER BY follower")
    asked = [name for name, follows in (("ada", own), ("grace", theirs)) if follows]
    assert follows == [{"follower": name, "origin": "AUTO"} for name in asked]


@pytest.mark.parametrize(("prefers", "button"), [(False, "INVITE"), (True, "FOLLOW")])
def test_the_first_button_of_a_profile(
    prefers: bool, button: str, town: None, ask: Ask, update: Callable[..., None]
) -> None:
    update(followPrimary=prefers)
    query = '{ viewer { relationships(memberIds: ["owner"]) { primaryAction } } }'
    assert ask(query, viewer="second")["data"]["viewer"]["relationships"] == [{"primaryAction": button}]
    assert ask(query, viewer="first")["data"]["viewer"]["relationships"] == [{"primaryAction": None}]
