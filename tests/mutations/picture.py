"""Everything a viewer can see of the model, in the shape in which the API answers `SEEN`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from app.values.defaults import DEFAULT_SETTINGS
from tests.mutations.letter import shown
from tests.mutations.options import options, primary
from tests.mutations.state import State
from tests.schema.oracle import World

STATES = ("PENDING", "IGNORED", "ACCEPTED", "DECLINED", "WITHDRAWN", "EXPIRED", "CANCELLED")
RELATION = """
fragment relation on Relationship {
  member { id } degree connectedSince isFollowing followingSince isFollowedBy invitation { ...letter }
  mutualConnectionCount actions { name isAllowed code retryAt } primaryAction
}
"""
LETTER = """
fragment letter on Invitation {
  id sender { id } recipient { id } state note howYouKnow
  sentAt expiresAt closedAt reminderCount reminderNote message
}
"""
_SENT = " ".join(
    f"sent{s}: invitationsSent(first: 100, state: {s}) {{ totalCount nodes {{ ...letter }} }}" for s in STATES
)
SEEN = f"""
query($ids: [ID!]!) {{
  viewer {{
    settings {{ {" ".join(DEFAULT_SETTINGS)} }}
    relationships(memberIds: $ids) {{ ...relation }}
    receivedPENDING: invitationsReceived(first: 100) {{ totalCount nodes {{ ...letter }} }}
    receivedIGNORED: invitationsReceived(first: 100, state: IGNORED) {{ totalCount nodes {{ ...letter }} }}
    {_SENT}
    blockedMembers(first: 100) {{ totalCount nodes {{ memberId handle since }} }}
    secondDegree(first: 100) {{ totalCount edges {{ node {{ id }} mutualConnectionCount via {{ id }} }} }}
  }}
  nodes(ids: $ids) {{
    ... on Member {{
      id connectionCount followerCount followingCount
      connections(first: 100) {{ totalCount edges {{ since node {{ id }} }} }}
      followers(first: 100) {{ totalCount edges {{ since isMutual isConnected node {{ id }} }} }}
      following(first: 100) {{ totalCount edges {{ since isMutual isConnected node {{ id }} }} }}
      withheld {{ field reason }}
    }}
  }}
}}
{RELATION}{LETTER}
"""


class Picture:
    """The state as one viewer sees it now."""

    def __init__(self, state: State, viewer: str) -> None:
        self.state = state
        self.world: World = state.world()
        self.viewer = viewer

    def whole(self, ids: Iterable[str]) -> dict[str, Any]:
        seen = {id: id == self.viewer or self.state.sees(self.viewer, id) for id in ids}
        return {
            "viewer": {
                "settings": {name: self.state.members[self.viewer][name] for name in DEFAULT_SETTINGS},
                "relationships": [self.relation(id) if sees else None for id, sees in seen.items()],
                **{f"received{state}": self._letters("recipient", state) for state in ("PENDING", "IGNORED")},
                **{f"sent{state}": self._letters("sender", state) for state in STATES},
                "blockedMembers": self._blocked(),
                "secondDegree": self._second_degree(),
            },
            "nodes": [self._member(id) if sees else None for id, sees in seen.items()],
        }

    def relation(self, m: str) -> dict[str, Any] | None:
        v, state, world = self.viewer, self.state, self.world
        if v != m and not state.sees(v, m):
            return None
        connection, letter = state.connection(v, m), state.open_between(v, m)
        following = world.effective(v, m)
        actions = options(state, world, v, m)
        return {
            "member": {"id": m},
            "degree": world.degree(v, m),
            "connectedSince": shown(connection.since if connection else None),
            "isFollowing": following,
            "followingSince": shown(state.follows[v, m].since) if following else None,
            "isFollowedBy": world.effective(m, v),
            "invitation": letter and letter.seen(v, state.now),
            "mutualConnectionCount": len(world.mutual(v, m) or ()),
            "actions": actions,
            "primaryAction": primary(state, m, actions),
        }

    def _letters(self, role: str, wanted: str) -> dict[str, Any]:
        v, now = self.viewer, self.state.now
        mine = [x for x in self.state.letters if getattr(x, role) == v and self.state.sees(v, x.other(v))]
        shown_rows = [row for x in mine if (row := x.seen(v, now))["state"] == wanted]
        return _rows("nodes", sorted(shown_rows, key=lambda row: (_backwards(row["sentAt"]), row["id"])))

    def _blocked(self) -> dict[str, Any]:
        since = {b: at for (a, b), at in self.state.blocks.items() if a == self.viewer}
        rows = [
            {"memberId": b, "handle": self.state.members[b]["handle"], "since": shown(since[b])} for b in _latest(since)
        ]
        return _rows("nodes", rows)

    def _second_degree(self) -> dict[str, Any]:
        found = self.world.second_degree(self.viewer)
        rows = [
            {"node": {"id": m}, "mutualConnectionCount": found[m], "via": [{"id": c} for c in self._via(m)]}
            for m in sorted(found, key=lambda m: (-found[m], m))
        ]
        return _rows("edges", rows)

    def _via(self, m: str) -> list[str]:
        v = self.viewer
        bridges = [c for c in self.world.around(v, v) if self.world.listable(v, c, m)]
        return _latest({c: self._since(v, c) for c in bridges})[:3]

    def _member(self, m: str) -> dict[str, Any]:
        v, world, follows = self.viewer, self.world, self.state.follows
        connections, followers, following = world.connections(v, m), world.followers(v, m), world.following(v, m)
        counts = dict(zip(("connectionCount", "followerCount", "followingCount"), world.counts(v, m), strict=True))
        return counts | {
            "id": m,
            "connections": self._list({n: self._since(m, n) for n in connections or ()}, connections),
            "followers": self._list({n: follows[n, m].since for n in followers or ()}, followers, two_way=True),
            "following": self._list({n: follows[m, n].since for n in following or ()}, following, two_way=True),
            "withheld": world.withheld(v, m),
        }

    def _list(
        self, since: dict[str, datetime], permitted: set[str] | None, *, two_way: bool = False
    ) -> dict[str, Any] | None:
        if permitted is None:
            return None
        rows = [
            {"since": shown(since[n]), "node": {"id": n}} | (self._standing(n) if two_way else {})
            for n in _latest(since)
        ]
        return _rows("edges", rows)

    def _standing(self, n: str) -> dict[str, bool]:
        """Between the viewer and the node, whoever owns the list."""
        v, world = self.viewer, self.world
        return {
            "isMutual": world.effective(v, n) and world.effective(n, v),
            "isConnected": (v, n) in world.connected,
        }

    def _since(self, a: str, b: str) -> datetime:
        connection = self.state.connection(a, b)
        if connection is None:
            raise KeyError((a, b))
        return connection.since


def _rows(kind: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"totalCount": len(rows), kind: rows}


def _latest(since: dict[str, datetime]) -> list[str]:
    return sorted(since, key=lambda id: (-since[id].timestamp(), id))


def _backwards(text: str) -> list[int]:
    return [-ord(letter) for letter in text]
