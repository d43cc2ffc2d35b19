"""Where a subscription begins, who may have one, and that every event is judged when it is delivered."""

from collections.abc import Callable
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from graphql import GraphQLError

from tests.conftest import Clock, Graph, Run
from tests.schema.audience import Audience, Scene, nothing_before, refused, staged

World = Callable[..., None]

GONE = "after is not an event of yours, or too old; leave it out to begin now."


@pytest.fixture
def scene(run: Run, tmp_path: Path, clock: Clock) -> Scene:
    """Plays a scene on an empty graph."""
    return staged(run, tmp_path, clock)


def test_to_resume_misses_nothing(world: World, scene: Scene) -> None:
    names = [f"m{number:02}" for number in range(120)]
    world("; ".join(["ada", *names]))

    async def play(audience: Audience) -> None:
        async with audience.listening("ada") as ada:
            await audience.invite(names[0], "ada")
            first = await ada.event()
        for name in names[1:]:
            await audience.invite(name, "ada")
        async with audience.ear("ada", first["id"]) as ada:
            events = [await ada.event() for _ in names[1:]]
        assert [event["member"]["id"] for event in events] == names[1:]
        assert [event["at"] for event in events] == sorted(event["at"] for event in events)
        async with audience.ear("ada", events[59]["id"]) as ada:
            assert [(await ada.event())["id"] for _ in range(60, 119)] == [event["id"] for event in events[60:]]

    scene(play)


def test_what_came_while_nobody_listened_is_not_told_without_after(world: World, scene: Scene) -> None:
    world("ada; bob; cid; zoe")

    async def play(audience: Audience) -> None:
        await audience.invite("bob", "ada")
        await audience.act("cid", "followMember", memberId="ada")
        async with audience.listening("ada") as ada:
            await nothing_before(audience, ada)

    scene(play)


def test_with_a_moment_the_kept_events_since_then_come_first(world: World, scene: Scene, clock: Clock) -> None:
    world("ada; bob; cid; dan; eve; zoe")

    async def play(audience: Audience) -> None:
        await audience.invite("bob", "ada")
        clock.advance(hours=1)
        # A follow gets its number when the events are read: after the invitations, though it is older.
        await audience.act("cid", "followMember", memberId="ada")
        clock.advance(hours=1)
        moment = clock()
        await audience.invite("dan", "ada")
        await audience.act("eve", "followMember", memberId="ada")
        dan_and_eve = [("INVITATION_RECEIVED", "dan"), ("NEW_FOLLOWER", "eve")]
        for since in (moment.isoformat(), moment.astimezone(timezone(timedelta(hours=-5))).isoformat()):
            async with audience.listening("ada", since=since) as ada:
                assert [await ada.told(), await ada.told()] == dan_and_eve
                await nothing_before(audience, ada)
            await audience.act("zoe", "unfollowMember", memberId="ada")
        async with audience.ear("ada", since="1970-01-01T00:00:00Z") as ada:
            first = await ada.event()
            assert first["member"] == {"id": "bob"}
            assert [await ada.told() for _ in range(3)] == [dan_and_eve[0], ("NEW_FOLLOWER", "cid"), dan_and_eve[1]]
        # What was seen says more than a time.
        async with audience.ear("ada", first["id"], since="2100-01-01T00:00:00Z") as ada:
            assert await ada.told() == dan_and_eve[0]

    scene(play)


def test_with_a_moment_to_come_nothing_is_held_back(world: World, scene: Scene) -> None:
    """A client's clock may be ahead of the server's."""
    world("ada; bob; zoe")

    async def play(audience: Audience) -> None:
        await audience.invite("bob", "ada")
        async with audience.listening("ada", since="2100-01-01T00:00:00Z") as ada:
            await nothing_before(audience, ada)

    scene(play)


@pytest.mark.parametrize("since", ["yesterday", "2026-01-01", "2026-01-01T00:00:00", "0001-01-01T00:00:00+14:00", ""])
def test_since_something_that_is_no_time_is_refused(world: World, scene: Scene, since: str) -> None:
    world("ada")

    async def play(audience: Audience) -> None:
        with pytest.raises(GraphQLError, match="DateTime must be text in ISO 8601 with an offset"):
            async with audience.ear("ada", since=since) as ada:
                raise (await ada.result()).errors[0]  # type: ignore[index]

    scene(play)


@pytest.mark.parametrize("foreign", [True, False])
def test_after_an_unknown_or_a_foreign_event_is_refused_alike(world: World, scene: Scene, foreign: bool) -> None:
    world("ada; bob; cid")

    async def play(audience: Audience) -> None:
        after = "01JZ0000000000000000000000"
        if foreign:
            async with audience.listening("cid") as cid:
                await audience.invite("bob", "cid")
                after = (await cid.event())["id"]
        async with audience.ear("ada", after) as ada:
            assert await refused(ada) == [(GONE, "BAD_USER_INPUT")]

    scene(play)


@pytest.mark.parametrize("after", ["a b", "ä", "x" * 129, "\n", "a\x00"])
def test_after_something_that_is_no_id_is_refused(world: World, scene: Scene, after: str) -> None:
    world("ada")

    async def play(audience: Audience) -> None:
        async with audience.ear("ada", after) as ada:
            ((message, code),) = await refused(ada)
            assert code == "BAD_USER_INPUT"
            assert "after" in message

    scene(play)


def test_after_an_event_that_was_forgotten_is_refused(world: World, graph: Graph, scene: Scene, clock: Clock) -> None:
    world("ada; bob; cid")

    async def play(audience: Audience) -> None:
        async with audience.listening("ada") as ada:
            await audience.invite("bob", "ada")
            old = await ada.event()
            clock.advance(days=31)
            await audience.invite("cid", "ada")
            new = await ada.event()
        await audience.maintenance.run_once()
        assert graph.run("MATCH (event:Event) RETURN collect(event.id) AS ids") == [{"ids": [new["id"]]}]
        async with audience.ear("ada", old["id"]) as ada:
            assert await refused(ada) == [(GONE, "BAD_USER_INPUT")]

    scene(play)


def test_nobody_signed_in_is_unauthenticated(world: World, scene: Scene) -> None:
    world("ada")

    async def play(audience: Audience) -> None:
        async with audience.ear(None) as nobody:
            sentence = "Sign in to do this: send Authorization: Bearer TOKEN."
            assert await refused(nobody) == [(sentence, "UNAUTHENTICATED")]

    scene(play)


def test_who_is_no_member_is_forbidden(world: World, scene: Scene) -> None:
    world("ada")

    async def play(audience: Audience) -> None:
        async with audience.ear("stranger") as stranger:
            sentence = "You are not a member yet; use registerMember first."
            assert await refused(stranger) == [(sentence, "FORBIDDEN")]

    scene(play)


@pytest.mark.parametrize("blocker", ["ada", "bob"])
def test_after_a_block_nothing_of_the_other_is_told(world: World, scene: Scene, blocker: str) -> None:
    world("ada; bob; cid; zoe")
    blocked = "bob" if blocker == "ada" else "ada"

    async def play(audience: Audience) -> None:
        async with audience.listening("ada") as ada:
            await audience.invite("cid", "ada")
            first = await ada.event()
        await audience.invite("bob", "ada")
        await audience.act("bob", "followMember", memberId="ada")
        await audience.act(blocker, "blockMember", memberId=blocked)
        async with audience.listening("ada", first["id"]) as ada:
            await nothing_before(audience, ada)

    scene(play)


def test_a_block_between_two_events_holds_for_the_second(world: World, scene: Scene) -> None:
    world("ada; bob; cid; dan")

    async def play(audience: Audience) -> None:
        async with audience.listening("ada") as ada:
            await audience.invite("cid", "ada")
            first = await ada.event()
        await audience.invite("bob", "ada")
        await audience.act("bob", "followMember", memberId="ada")
        await audience.invite("dan", "ada")
        async with audience.ear("ada", first["id"]) as ada:
            assert await ada.told() in [("INVITATION_RECEIVED", "bob"), ("NEW_FOLLOWER", "bob")]
            await audience.act("ada", "blockMember", memberId="bob")
            assert await ada.told() == ("INVITATION_RECEIVED", "dan")

    scene(play)


def test_a_notice_disappears_with_what_it_is_about(world: World, scene: Scene) -> None:
    """Withdrawn, unfollowed, made invisible: whatever holds when an event is delivered."""
    world("ada; bob; cid; dan; eve; zoe")

    async def play(audience: Audience) -> None:
        async with audience.listening("ada") as ada:
            await audience.invite("cid", "ada")
            first = await ada.event()
        withdrawn = await audience.invite("bob", "ada")
        await audience.act("dan", "followMember", memberId="ada")
        await audience.act("bob", "followMember", memberId="ada")
        await audience.act("eve", "followMember", memberId="ada")
        await audience.act("bob", "withdrawInvitation", invitationId=withdrawn)
        await audience.act("bob", "unfollowMember", memberId="ada")
        await audience.act("ada", "removeFollower", memberId="dan")
        await audience.act("eve", "hibernateAccount")
        async with audience.listening("ada", first["id"]) as ada:
            await nothing_before(audience, ada)
        await audience.act("eve", "reactivateAccount")
        async with audience.listening("ada", first["id"]) as ada:
            assert [await ada.told() for _ in range(2)] == [("NEW_FOLLOWER", "eve"), ("NEW_FOLLOWER", "zoe")]

    scene(play)


def test_a_suspended_follow_is_not_told(world: World, scene: Scene) -> None:
    world("ada; bob; cid; zoe")

    async def play(audience: Audience) -> None:
        async with audience.listening("ada") as ada:
            await audience.invite("cid", "ada")
            first = await ada.event()
        await audience.act("bob", "followMember", memberId="ada")
        await audience.act("ada", "updateSettings", followPolicy="CONNECTIONS")
        async with audience.listening("ada", first["id"]) as ada:
            await audience.invite("zoe", "ada")
            assert await ada.told() == ("INVITATION_RECEIVED", "zoe")

    scene(play)


def test_a_deleted_member_leaves_no_event(world: World, graph: Graph, scene: Scene, clock: Clock) -> None:
    world("ada; bob; cid")

    async def play(audience: Audience) -> None:
        await audience.invite("bob", "ada")
        await audience.act("bob", "followMember", memberId="ada")
        await audience.act("ada", "deleteAccount", confirmHandle="ada")
        clock.advance(minutes=2)
        await audience.maintenance.run_once()

    scene(play)
    assert graph.run("MATCH (event:Event {member: 'ada'}) RETURN count(event) AS events") == [{"events": 0}]
