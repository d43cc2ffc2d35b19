"""Members who act and members who watch, on one event loop: Acquaint's schema without the wire."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from strawberry.types.execution import ExecutionResult

from app.execution import served_schema
from app.graph.database import Database
from app.graph.maintenance import Maintenance
from app.graph.shared import Shared
from app.graph.watching import EventPosition, Watch
from app.schema.core.context import Context
from app.settings import Settings
from tests.conftest import Clock, Run

PATIENCE = 30.0  # s for what must come; the first use of a statement is planned for a second
_EVENTS = """
subscription($after: ID, $since: DateTime) {
  networkEvents(after: $after, since: $since) {
    id kind at member { id } invitation { id state note message reminderNote }
  }
}
"""
_MEMBER = "($input: MemberInput!)", "userErrors { code }"
_INVITATION = "($input: InvitationInput!)", "invitation { id } userErrors { code }"
_ACTS = {
    "sendInvitation": ("($input: SendInvitationInput!)", "invitation { id } userErrors { code }"),
    "acceptInvitation": _INVITATION,
    "ignoreInvitation": ("($input: IgnoreInvitationInput!)", "invitation { id } userErrors { code }"),
    "declineInvitation": ("($input: DeclineInvitationInput!)", "invitation { id } userErrors { code }"),
    "withdrawInvitation": _INVITATION,
    "remindInvitation": ("($input: RemindInvitationInput!)", "invitation { id } userErrors { code }"),
    "removeConnection": ("($input: RemoveConnectionInput!)", "userErrors { code }"),
    "followMember": _MEMBER,
    "unfollowMember": _MEMBER,
    "removeFollower": _MEMBER,
    "blockMember": _MEMBER,
    "unblockMember": _MEMBER,
    "updateSettings": ("($input: UpdateSettingsInput!)", "userErrors { code }"),
    "hibernateAccount": ("($input: AccountInput!)", "userErrors { code }"),
    "reactivateAccount": ("($input: AccountInput!)", "userErrors { code }"),
    "deleteAccount": ("($input: DeleteAccountInput!)", "userErrors { code }"),
}


class Attentive(Watch):
    """Tells when it has begun to wait for a member, so that no test needs to guess."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, interval=0.02)
        self.begun: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(0))

    @asynccontextmanager
    async def of(self, member: str) -> AsyncIterator[EventPosition | None]:
        async with super().of(member) as head:
            self.begun[member].release()
            yield head


class Ear:
    """What one subscription has brought, in order."""

    def __init__(self, results: AsyncIterator[ExecutionResult]) -> None:
        self._results = results

    async def result(self) -> ExecutionResult:
        async with asyncio.timeout(PATIENCE):
            return await anext(self._results)

    async def event(self) -> dict[str, Any]:
        """The next event; a refusal is an assertion that fails."""
        result = await self.result()
        assert result.errors is None, result.errors
        return cast(dict[str, Any], cast(dict[str, Any], result.data)["networkEvents"])

    async def told(self) -> tuple[str, str]:
        """The kind of the next event, and who did it."""
        event = await self.event()
        return event["kind"], event["member"]["id"]


class Audience:
    """One application's members."""

    def __init__(self, database: Database, settings: Settings, clock: Callable[[], datetime]) -> None:
        self.watch = Attentive(database)
        self._database = database
        self._shared = Shared()
        self._settings = settings
        self._clock = clock
        self.maintenance = Maintenance(database, settings, clock)
        self._schema = served_schema(settings)

    async def act(self, viewer: str, name: str, **input: Any) -> str | None:
        """Do a mutation that must succeed; the id of the invitation it was about."""
        declared, fields = _ACTS[name]
        document = f"mutation{declared} {{ {name}(input: $input) {{ {fields} }} }}"
        result = await self._schema.execute(document, {"input": input}, context_value=self.context(viewer))
        assert isinstance(result, ExecutionResult)
        assert result.errors is None, result.errors
        payload = cast(dict[str, Any], result.data)[name]
        assert payload["userErrors"] == [], (name, input, payload)
        invitation = payload.get("invitation")
        return cast(str, invitation["id"]) if invitation else None

    async def invite(self, viewer: str, member: str, **words: Any) -> str:
        return cast(str, await self.act(viewer, "sendInvitation", memberId=member, **words))

    @asynccontextmanager
    async def ear(self, viewer: str | None, after: str | None = None, since: str | None = None) -> AsyncIterator[Ear]:
        """A subscription as it begins, refused or not."""
        variables = {"after": after, "since": since}
        stream = await self._schema.stream(_EVENTS, variables, context_value=self.context(viewer))
        results = cast(AsyncIterator[ExecutionResult], stream)
        try:
            yield Ear(results)
        finally:
            await cast(Any, results).aclose()

    @asynccontextmanager
    async def listening(self, viewer: str, after: str | None = None, since: str | None = None) -> AsyncIterator[Ear]:
        """A subscription that has begun: what happens from here on is heard."""
        heard: asyncio.Queue[ExecutionResult] = asyncio.Queue()
        async with self.ear(viewer, after, since) as ear:

            async def listen() -> None:
                while True:
                    heard.put_nowait(await anext(ear._results))

            listener = asyncio.create_task(listen())
            async with asyncio.timeout(PATIENCE):
                await self.watch.begun[viewer].acquire()
            try:
                yield Ear(_of(heard))
            finally:
                listener.cancel()
                with suppress(asyncio.CancelledError):
                    await listener

    def context(self, viewer: str | None) -> Context:
        return Context(
            viewer=viewer,
            database=self._database,
            shared=self._shared,
            settings=self._settings,
            clock=self._clock,
            watch=self.watch,
            maintenance=self.maintenance,
        )


async def _of(heard: asyncio.Queue[ExecutionResult]) -> AsyncIterator[ExecutionResult]:
    while True:
        yield await heard.get()


Scene = Callable[[Callable[[Audience], Awaitable[None]]], None]


def staged(run: Run, data_dir: Path, clock: Clock) -> Scene:
    """Plays scenes on the graph, where nobody counts how many invitations are sent."""
    settings = Settings(data_dir=data_dir, weekly_invitation_limit=1000)

    def play(what: Callable[[Audience], Awaitable[None]]) -> None:
        async def on(database: Database) -> None:
            audience = Audience(database, settings, clock)
            await what(audience)
            await audience.watch.close()

        run(on)

    return play


async def nothing_before(audience: Audience, ear: Ear, listener: str = "ada") -> None:
    """That nothing was said: the next thing heard is one that zoe does only now."""
    await audience.act("zoe", "followMember", memberId=listener)
    assert await ear.told() == ("NEW_FOLLOWER", "zoe")


async def refused(ear: Ear) -> list[tuple[str, str]]:
    """Why there is no subscription: sentences and codes."""
    result = await ear.result()
    assert result.data is None
    return [(error.message, (error.extensions or {})["code"]) for error in result.errors or []]
