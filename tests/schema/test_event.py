"""Who is told of what, in which order, and of what nobody is told: rules 4 and 5 as they are heard."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Clock, Graph, Run
from tests.schema.audience import Audience, Scene, nothing_before, staged

World = Callable[..., None]


@pytest.fixture
def scene(run: Run, tmp_path: Path, clock: Clock) -> Scene:
    """Plays a scene on an empty graph."""
    return staged(run, tmp_path, clock)


def test_an_invitation_and_its_reminder_are_told_to_the_recipient(world: World, scene: Scene, clock: Clock) -> None:
    world("ada; bob")

    async def play(audience: Audience) -> None:
        async with audience.listening("ada") as ada:
            invitation = await audience.invite("bob", "ada", note="Hello")
            event = await ada.event()
            assert event == {
                "id": event["id"],
                "kind": "INVITATION_RECEIVED",
                "at": event["at"],
                "member": {"id": "bob"},
                "invitation": {
                    "id": invitation,
                    "state": "PENDING",
                    "note": "Hello",
                    "message": None,
                    "reminderNote": None,
                },
            }
            clock.advance(days=8)
            await audience.act("bob", "remindInvitation", invitationId=invitation, note="Again")
            reminder = await ada.event()
            assert (reminder["kind"], reminder["member"]) == ("INVITATION_REMINDER", {"id": "bob"})
            assert (reminder["invitation"]["id"], reminder["invitation"]["reminderNote"]) == (invitation, "Again")
            assert reminder["at"] > event["at"]

    scene(play)


def test_an_acceptance_is_told_to_the_sender(world: World, scene: Scene) -> None:
    world("ada; bob")

    async def play(audience: Audience) -> None:
        invitation = await audience.invite("ada", "bob")
        async with audience.listening("ada") as ada:
            await audience.act("bob", "acceptInvitation", invitationId=invitation)
            event = await ada.event()
            assert (event["kind"], event["member"]) == ("INVITATION_ACCEPTED", {"id": "bob"})
            assert (event["invitation"]["id"], event["invitation"]["state"]) == (invitation, "ACCEPTED")

    scene(play)


def test_invitations_that_cross_are_told_as_an_acceptance(world: World, scene: Scene) -> None:
    world("ada; bob")

    async def play(audience: Audience) -> None:
        invitation = await audience.invite("ada", "bob")
        async with audience.listening("ada") as ada:
            await audience.invite("bob", "ada")
            event = await ada.event()
            assert (event["kind"], event["invitation"]["id"]) == ("INVITATION_ACCEPTED", invitation)

    scene(play)


def test_a_decline_is_told_to_the_sender_with_its_words(world: World, scene: Scene) -> None:
    world("ada; bob")

    async def play(audience: Audience) -> None:
        invitation = await audience.invite("ada", "bob")
        async with audience.listening("ada") as ada:
            await audience.act("bob", "declineInvitation", invitationId=invitation, message="Not now")
            event = await ada.event()
            assert (event["kind"], event["member"]) == ("INVITATION_DECLINED", {"id": "bob"})
            assert (event["invitation"]["state"], event["invitation"]["message"]) == ("DECLINED", "Not now")

    scene(play)


def test_repeats_are_told_once(world: World, scene: Scene) -> None:
    world("ada; bob; cid; zoe")

    async def play(audience: Audience) -> None:
        first = await audience.invite("ada", "bob")
        second = await audience.invite("ada", "cid")
        async with audience.listening("ada") as ada:
            for _ in range(2):
                await audience.act("bob", "acceptInvitation", invitationId=first)
                await audience.act("cid", "declineInvitation", invitationId=second)
            assert [await ada.told() for _ in range(2)] == [
                ("INVITATION_ACCEPTED", "bob"),
                ("INVITATION_DECLINED", "cid"),
            ]
            await nothing_before(audience, ada)

    scene(play)


def test_a_follow_is_told_once_and_again_after_an_unfollow(world: World, scene: Scene) -> None:
    world("ada; bob; zoe")

    async def play(audience: Audience) -> None:
        async with audience.listening("ada") as ada:
            for _ in range(2):
                await audience.act("bob", "followMember", memberId="ada")
            event = await ada.event()
            assert (event["kind"], event["member"], event["invitation"]) == ("NEW_FOLLOWER", {"id": "bob"}, None)
            await audience.act("bob", "unfollowMember", memberId="ada")
            await audience.act("bob", "followMember", memberId="ada")
            again = await ada.event()
            assert (again["kind"], again["member"]) == ("NEW_FOLLOWER", {"id": "bob"})
            assert again["id"] != event["id"]
            await nothing_before(audience, ada)

    scene(play)


def test_a_follow_that_comes_with_a_connection_is_told_when_it_is_chosen(world: World, scene: Scene) -> None:
    world("ada; bob; zoe")

    async def play(audience: Audience) -> None:
        async with audience.listening("ada") as ada:
            invitation = await audience.invite("ada", "bob")
            await audience.act("bob", "acceptInvitation", invitationId=invitation)
            assert await ada.told() == ("INVITATION_ACCEPTED", "bob")
            await audience.act("zoe", "followMember", memberId="ada")
            assert await ada.told() == ("NEW_FOLLOWER", "zoe")
            await audience.act("bob", "followMember", memberId="ada")
            assert await ada.told() == ("NEW_FOLLOWER", "bob")

    scene(play)


def test_keeping_to_follow_after_a_connection_is_not_told(world: World, graph: Graph, scene: Scene) -> None:
    world("ada -- bob; zoe")
    graph.run("MATCH (a {id: 'ada'}), (b {id: 'bob'}) CREATE (b)-[:FOLLOWS {since: datetime(), origin: 'AUTO'}]->(a)")

    async def play(audience: Audience) -> None:
        async with audience.listening("ada") as ada:
            await audience.act("bob", "removeConnection", memberId="ada", keepFollowing=True)
            await nothing_before(audience, ada)

    scene(play)


def test_the_silences(world: World, scene: Scene, clock: Clock) -> None:
    """Ignored, reminded of what is ignored, withdrawn, unfollowed, disconnected, removed, blocked, expired."""
    world("ada -- bob; ada -> cid; cid -> ada; dan -> ada; eve -> ada; ada; fay; gus; zoe")

    async def play(audience: Audience) -> None:
        ignored = await audience.invite("ada", "fay")
        withdrawn = await audience.invite("gus", "fay")
        async with audience.listening("ada") as ada, audience.listening("fay") as fay:
            await audience.act("fay", "ignoreInvitation", invitationId=ignored)
            await audience.act("gus", "withdrawInvitation", invitationId=withdrawn)
            await audience.act("bob", "removeConnection", memberId="ada")
            await audience.act("cid", "unfollowMember", memberId="ada")
            await audience.act("cid", "removeFollower", memberId="ada")
            await audience.act("dan", "blockMember", memberId="ada")
            await audience.act("dan", "unblockMember", memberId="ada")
            await audience.act("eve", "hibernateAccount")
            await audience.act("eve", "reactivateAccount")
            await audience.act("eve", "deleteAccount", confirmHandle="eve")
            clock.advance(days=8)
            await audience.act("ada", "remindInvitation", invitationId=ignored, note="Again")
            clock.advance(days=180)
            await nothing_before(audience, ada)
            await nothing_before(audience, fay, "fay")

    scene(play)


def test_everybody_who_listens_hears_the_same_in_the_same_order(world: World, scene: Scene) -> None:
    names = [f"m{number:02}" for number in range(30)]
    world("; ".join(["ada", *names]))

    async def play(audience: Audience) -> None:
        async with audience.listening("ada") as ada, audience.listening("ada") as twin:
            for name in names:
                await audience.invite(name, "ada")
                await audience.act(name, "followMember", memberId="ada")
            heard = [await ada.event() for _ in range(60)]
            assert [await twin.event() for _ in range(60)] == heard
        kinds = ("INVITATION_RECEIVED", "NEW_FOLLOWER")
        told = {kind: [event["member"]["id"] for event in heard if event["kind"] == kind] for kind in kinds}
        assert told == {"INVITATION_RECEIVED": names, "NEW_FOLLOWER": names}

    scene(play)
