"""The API against the model of the rules: the same answers, and the same picture for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from app.graph.address import Address
from tests.conftest import Graph, Run, Server, serving
from tests.mutations.chance import Chance
from tests.mutations.lockstep import NAMES, SMALL, Frozen, Lockstep

# What this history reaches; the other answers are reached by tests/bench/histories.py and by tests of their own.
ANSWERS = {
    "ACCOUNT_INACTIVE", "ALREADY_CONNECTED", "ALREADY_REGISTERED", "BATCH_TOO_LARGE", "CANNOT_TARGET_SELF",
    "CONNECTED", "CONNECTION_LIMIT_REACHED", "DECLINED", "DONE", "FOLLOW_NOT_ALLOWED",
    "HANDLE_TAKEN", "IDEMPOTENCY_KEY_REUSED", "IGNORED", "INVALID_VALUE", "INVITATION_ALREADY_PENDING",
    "INVITATION_NOT_ALLOWED", "INVITATION_NOT_FOUND", "INVITATION_NOT_OPEN",
    "MEMBER_NOT_FOUND", "NOTE_REQUIRED", "NOTE_TOO_LONG", "NOT_BLOCKED", "NOT_CONNECTED", "NOT_REGISTERED",
    "REMINDED", "REMINDER_LIMIT_REACHED", "REMINDER_TOO_SOON", "SENT", "TOO_MANY_PENDING",
    "WITHDRAWN", "YOU_BLOCKED_MEMBER",
}  # fmt: skip


@pytest.fixture
def frozen() -> Frozen:
    return Frozen()


@pytest.fixture
def small(migrated: Run, address: Address, tmp_path: Path, frozen: Frozen) -> Iterator[Server]:
    """The application with few of everything, at a time of ours."""
    with serving(address, tmp_path, frozen, **vars(SMALL)) as running:
        yield running


@pytest.mark.usefixtures("sound")
def test_a_long_random_history(small: Server, graph: Graph, frozen: Frozen) -> None:
    pair = Lockstep(small, graph, frozen, SMALL)
    chance, looks = Chance(pair, seed=1), Random(1)
    for number in range(1, 501):
        chance.step()
        for viewer in pair.viewers() if number % 50 == 0 else looks.sample(pair.viewers(), 1):
            pair.look(viewer)
    assert ANSWERS - {answer for _, answer in pair.outcomes} == set()


@pytest.mark.usefixtures("sound")
def test_histories_that_are_searched_for(small: Server, graph: Graph, frozen: Frozen) -> None:
    """Hypothesis chooses what is done, and would shorten a history that parts the two."""
    members = st.sampled_from(NAMES[:4])

    class Machine(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.pair = Lockstep(small, graph, frozen, SMALL, size=4)

        def _do(self, viewer: str, name: str, **input: Any) -> None:
            self.pair.do(viewer, name, input)
            self.pair.look(viewer)

        @rule(viewer=members, other=members)
        def invite(self, viewer: str, other: str) -> None:
            self._do(viewer, "sendInvitation", memberId=other)

        @rule(viewer=members, other=members, name=st.sampled_from(["followMember", "unfollowMember", "removeFollower"]))
        def follow(self, viewer: str, other: str, name: str) -> None:
            self._do(viewer, name, memberId=other)

        @rule(viewer=members, other=members, name=st.sampled_from(["removeConnection", "blockMember", "unblockMember"]))
        def part(self, viewer: str, other: str, name: str) -> None:
            self._do(viewer, name, memberId=other)

        @precondition(lambda self: bool(self.pair.model.state.letters))
        @rule(
            data=st.data(),
            name=st.sampled_from(["acceptInvitation", "ignoreInvitation", "declineInvitation", "withdrawInvitation"]),
        )
        def answer(self, data: st.DataObject, name: str) -> None:
            letter = data.draw(st.sampled_from(self.pair.model.state.letters))
            viewer = letter.sender if name == "withdrawInvitation" else letter.recipient
            self._do(viewer, name, invitationId=letter.id)

        @rule(days=st.sampled_from([1, 8, 22, 31, 181]))
        def wait(self, days: int) -> None:
            frozen.advance(days=days)

    few = settings(
        max_examples=6,
        stateful_step_count=25,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Machine, settings=few)
