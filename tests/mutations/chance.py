"""What happens next in a random history: weighted so that the interesting things do happen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any

from app.values.defaults import DEFAULT_SETTINGS
from tests.mutations.letter import Letter
from tests.mutations.lockstep import NAMES, SUBJECTS, Lockstep
from tests.mutations.model import Input
from tests.schema.oracle import SETTINGS

WEIGHTS = {
    "sendInvitation": 26, "sendInvitations": 5, "acceptInvitation": 12, "ignoreInvitation": 4, "declineInvitation": 4,
    "withdrawInvitation": 4, "remindInvitation": 8, "removeConnection": 7, "followMember": 6, "unfollowMember": 3,
    "removeFollower": 3, "blockMember": 3, "unblockMember": 5, "updateSettings": 9, "registerMember": 2,
}  # fmt: skip
VALUES: dict[str, Sequence[Any]] = {
    **{name: values for name, values in SETTINGS.items() if name in DEFAULT_SETTINGS},
    "invitePolicy": ["EVERYONE", "EVERYONE", "EVERYONE", "SECOND_DEGREE", "EMAIL", "EMAIL", "NOBODY"],
    "requireNote": [False, False, True],
    "autoFollowOnConnect": [True, False],
    "followPrimary": [True, False],
    "isDiscoverable": [True, False],
}
NOTES = [None, None, None, "", "  ", "Hello", "Met at the fair", "x" * 30, "y" * 31]
MALFORMED = "a b"


class Chance:
    """A seeded source of operations on a pair of model and API."""

    def __init__(self, pair: Lockstep, seed: int) -> None:
        self.pair = pair
        self.random = Random(seed)
        self.keys: list[tuple[str, str, Input]] = []

    def step(self) -> None:
        """One operation, after some time and now and then a change of who is there."""
        self._pass_time()
        if self.random.random() < 0.04:
            self._hibernate_or_wake()
        viewer, name, input = self._operation()
        self.pair.do(viewer, name, input)

    def _operation(self) -> tuple[str, str, Input]:
        r = self.random
        if self.keys and r.random() < 0.03:
            return r.choice(self.keys[-6:])
        name = r.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        viewer, input = self._asked(name)
        if self.keys and r.random() < 0.02:
            viewer, _, known = r.choice(self.keys[-6:])
            return viewer, name, {**input, "idempotencyKey": known["idempotencyKey"]}
        if r.random() < 0.12 and not input.get("dryRun"):
            input["idempotencyKey"] = f"key {len(self.keys)}"
            self.keys.append((viewer, name, input))
        return viewer, name, input

    def _asked(self, name: str) -> tuple[str, Input]:
        viewer = self._viewer()
        if name == "registerMember":
            return self._registration(viewer)
        if name == "updateSettings":
            chosen = self.random.sample(sorted(VALUES), self.random.randint(1, 3))
            nothing = self.random.random() < 0.05
            return viewer, {setting: None if nothing else self.random.choice(VALUES[setting]) for setting in chosen}
        if name == "sendInvitations":
            items = [self._invitation(viewer) for _ in range(self.random.choice([1, 2, 2, 3, 3, 4]))]
            return viewer, {"items": items} | ({"dryRun": True} if self.random.random() < 0.4 else {})
        if name == "sendInvitation":
            return viewer, self._invitation(viewer)
        if name.endswith("Invitation"):
            return self._about_a_letter(name, viewer)
        keep = {"keepFollowing": self.random.random() < 0.4} if name == "removeConnection" else {}
        return viewer, self._tie(name, viewer) | keep

    def _viewer(self) -> str:
        r = self.random
        if r.random() < 0.03:
            return r.choice(SUBJECTS)
        asleep = [m for m, values in self.pair.model.state.members.items() if values["status"] != "ACTIVE"]
        return r.choice(asleep) if asleep and r.random() < 0.04 else r.choice(self.pair.viewers())

    def _member(self, viewer: str, likely: Sequence[str] = ()) -> str:
        r = self.random
        if likely and r.random() < 0.7:
            return r.choice(likely)
        draw = r.random()
        if draw < 0.06:
            return r.choice([viewer, "nobody", MALFORMED])
        return r.choice([m for m in self.pair.model.state.members if m != viewer])

    def _tie(self, name: str, viewer: str) -> Input:
        """A member with whom this makes a difference, more often than not."""
        state = self.pair.model.state
        likely = {
            "removeConnection": [m for ends in state.connections if viewer in ends for m in ends if m != viewer],
            "unfollowMember": [b for a, b in state.follows if a == viewer],
            "removeFollower": [a for a, b in state.follows if b == viewer],
            "unblockMember": [b for a, b in state.blocks if a == viewer],
        }
        return {"memberId": self._member(viewer, likely.get(name, ()))}

    def _invitation(self, viewer: str) -> Input:
        r = self.random
        item: Input = {"memberId": self._member(viewer)}
        if (note := r.choice(NOTES)) is not None:
            item["note"] = note
        if r.random() < 0.2:
            item["howYouKnow"] = r.choice(["FRIEND", "COLLEAGUE"])
        policy = self.pair.model.state.members.get(item["memberId"], {}).get("invitePolicy")
        if r.random() < (0.7 if policy == "EMAIL" else 0.1):
            name = r.choice([item["memberId"], item["memberId"], r.choice(NAMES)])
            item["email"] = r.choice([f"{name}@example.org"] * 5 + ["nonsense"])
        return item

    def _about_a_letter(self, name: str, viewer: str) -> tuple[str, Input]:
        r = self.random
        letters = self.pair.model.state.letters
        now = self.pair.clock()
        fresh = [x for x in letters if x.is_open(now)] or letters
        pool = fresh if r.random() < 0.75 else letters
        input: Input = {"invitationId": r.choice(["nothing", MALFORMED])}
        if pool and r.random() < 0.96:
            letter: Letter = r.choice(pool)
            input["invitationId"] = letter.id
            sends = name in ("withdrawInvitation", "remindInvitation")
            if r.random() < 0.92:
                viewer = letter.sender if sends else letter.recipient
        if name == "ignoreInvitation":
            input["dontKnow"] = r.random() < 0.25
        words = {"declineInvitation": "message", "remindInvitation": "note"}.get(name)
        if words and (text := r.choice(NOTES)) is not None:
            input[words] = text
        return viewer, input

    def _registration(self, viewer: str) -> tuple[str, Input]:
        r = self.random
        newcomer = viewer if r.random() < 0.3 else r.choice(SUBJECTS)
        handle = r.choice([newcomer, newcomer, newcomer, r.choice(NAMES), "No handle"])
        email = {"email": f"{newcomer}@example.org"} if r.random() < 0.7 else {}
        return newcomer, {"handle": handle, "name": newcomer.capitalize(), **email}

    def _hibernate_or_wake(self) -> None:
        members = self.pair.model.state.members
        asleep = [m for m, values in members.items() if values["status"] != "ACTIVE"]
        if asleep and (len(asleep) > 1 or self.random.random() < 0.6):
            self.pair.set_status(self.random.choice(asleep), "ACTIVE")
        else:
            self.pair.set_status(self.random.choice(self.pair.viewers()), "HIBERNATED")

    def _pass_time(self) -> None:
        r = self.random
        draw = r.random()
        if draw < 0.1 and (moments := self._moments()):
            self.pair.clock.at = r.choice(moments) - timedelta(milliseconds=r.choice([0, 0, 1]))
        elif draw < 0.82:
            self.pair.clock.advance(milliseconds=r.choice([0, 1, r.randint(1, 3_600_000), r.randint(1, 14_400_000)]))
        elif draw < 0.985:
            self.pair.clock.advance(milliseconds=r.randint(1, 6 * 86_400_000))
        else:
            self.pair.clock.advance(days=r.randint(20, 200), milliseconds=r.randint(0, 86_400_000))

    def _moments(self) -> list[Any]:
        """Times still to come at which something that was refused begins to be allowed, or something ends."""
        state = self.pair.model.state
        limits, now = state.limits, state.now
        found = [letter.sent_at + timedelta(days=7) for letter in state.letters]
        found += [letter.expires_at for letter in state.letters if letter.is_open(now)]
        closed = [letter.answered_at for letter in state.letters if letter.left in ("WITHDRAWN", "DECLINED")]
        waits = (limits.invitation_withdrawn_cooldown, limits.invitation_declined_cooldown)
        found += [at + wait for at in closed if at for wait in waits]
        found += [at + limits.removed_cooldown for at in state.removals.values()]
        return sorted(moment for moment in found if moment - timedelta(milliseconds=1) >= now)[:4]
