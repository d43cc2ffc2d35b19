"""The visibility rules once more, as sets in Python: what every viewer should see of a small graph."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

SETTINGS: dict[str, list[Any]] = {
    "connectionsVisibility": ["EVERYONE", "SECOND_DEGREE", "CONNECTIONS", "RECIPROCAL", "ONLY_ME", "HIDDEN"],
    "followersVisibility": ["ONLY_ME", "CONNECTIONS", "EVERYONE"],
    "followingVisibility": ["ONLY_ME", "CONNECTIONS", "EVERYONE"],
    "showFollowerCount": [True, True, False],
    "fullProfileVisibility": ["CONNECTIONS", "SECOND_DEGREE", "EVERYONE"],
    "followPolicy": ["EVERYONE", "EVERYONE", "CONNECTIONS"],
    "status": ["ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "HIBERNATED"],
}


@dataclass
class World:
    """Members with their settings, and ties as sets of pairs; `connected` and `blocked` hold both directions."""

    members: dict[str, dict[str, Any]]
    connected: set[tuple[str, str]] = field(default_factory=set)
    follows: set[tuple[str, str]] = field(default_factory=set)
    blocked: set[tuple[str, str]] = field(default_factory=set)

    def visible(self, v: str, m: str) -> bool:
        return self.members[m]["status"] == "ACTIVE" and (v, m) not in self.blocked

    def hidden(self, m: str) -> bool:
        return bool(self.members[m]["connectionsVisibility"] == "HIDDEN")

    def badge(self, v: str, x: str, y: str) -> bool:
        """Whether x and y are connected as far as v may know."""
        if (x, y) not in self.connected or not all(n == v or self.visible(v, n) for n in (x, y)):
            return False
        return v in (x, y) or not (self.hidden(x) or self.hidden(y))

    def around(self, v: str, x: str) -> set[str]:
        return {y for y in self.members if self.badge(v, x, y)}

    def degree(self, v: str, m: str) -> str:
        seen, border = {v}, {v}
        for name in ("SELF", "FIRST", "SECOND", "THIRD"):
            if m in border:
                return name
            border = {y for x in border for y in self.around(v, x)} - seen
            seen |= border
        return "OUT_OF_NETWORK"

    def allows(self, owner: str, v: str) -> bool:
        close = (owner, v) in self.connected
        match self.members[owner]["connectionsVisibility"]:
            case _ if owner == v:
                return True
            case "EVERYONE":
                return True
            case "SECOND_DEGREE":
                return self.degree(v, owner) in ("FIRST", "SECOND")
            case "CONNECTIONS":
                return close
            case "RECIPROCAL":
                return close and self.members[v]["connectionsVisibility"] not in ("ONLY_ME", "HIDDEN")
        return False

    def listable(self, v: str, x: str, y: str) -> bool:
        return self.badge(v, x, y) and (v in (x, y) or self.allows(x, v) or self.allows(y, v))

    def connections(self, v: str, m: str) -> set[str] | None:
        return self.around(v, m) if self.allows(m, v) else None

    def mutual(self, v: str, m: str) -> set[str] | None:
        return None if v == m else (self.around(v, v) & self.around(v, m)) - {v, m}

    def second_degree(self, v: str) -> dict[str, int]:
        first = self.around(v, v)
        found: dict[str, int] = {}
        for bridge in first:
            for m in self.members:
                if m != v and m not in first and (v, m) not in self.connected and self.listable(v, bridge, m):
                    found[m] = found.get(m, 0) + 1
        return found

    def listed_degree(self, v: str, m: str) -> str:
        seen, border = {v}, {v}
        for name in ("SELF", "FIRST", "SECOND", "THIRD"):
            if m in border:
                return name
            border = {y for x in border for y in self.members if self.listable(v, x, y)} - seen
            seen |= border
        return "OUT_OF_NETWORK"

    def effective(self, a: str, b: str) -> bool:
        live = self.members[a]["status"] == self.members[b]["status"] == "ACTIVE"
        admitted = self.members[b]["followPolicy"] == "EVERYONE" or (a, b) in self.connected
        return (a, b) in self.follows and live and admitted

    def followers(self, v: str, m: str) -> set[str] | None:
        seen = {a for a in self.members if self.effective(a, m) and self.visible(v, a)}
        return seen if self._follow_list(v, m, "followersVisibility") else None

    def following(self, v: str, m: str) -> set[str] | None:
        seen = {b for b in self.members if self.effective(m, b) and self.visible(v, b)}
        return seen if self._follow_list(v, m, "followingVisibility") else None

    def _follow_list(self, v: str, m: str, setting: str) -> bool:
        value = self.members[m][setting]
        return v == m or value == "EVERYONE" or (value == "CONNECTIONS" and (v, m) in self.connected)

    def full_profile(self, v: str, m: str) -> bool:
        value = self.members[m]["fullProfileVisibility"]
        close = v == m or (v, m) in self.connected
        return close or value == "EVERYONE" or (value == "SECOND_DEGREE" and self.degree(v, m) == "SECOND")

    def counts(self, v: str, m: str) -> tuple[int, int | None, int | None]:
        alive = {n for n in self.members if self.members[n]["status"] == "ACTIVE"}
        connections = len({n for n in alive if (m, n) in self.connected})
        if v != m and not self.members[m]["showFollowerCount"]:
            return connections, None, None
        followers = sum(self.effective(a, m) for a in self.members)
        return connections, followers, sum(self.effective(m, b) for b in self.members)

    def withheld(self, v: str, m: str) -> list[dict[str, str]]:
        profile = [] if self.full_profile(v, m) else ["about", "positions", "education", "skills"]
        counts = [] if self.counts(v, m)[1] is not None else ["followerCount", "followingCount"]
        lists = {
            "connections": self.connections(v, m),
            "followers": self.followers(v, m),
            "following": self.following(v, m),
        }
        closed = counts + [name for name, rows in lists.items() if rows is None]
        return [{"field": name, "reason": "NOT_CONNECTED"} for name in profile] + [
            {"field": name, "reason": "OWNER_SETTING"} for name in closed
        ]

    def network_size(self, v: str) -> dict[str, int]:
        degrees = [self.listed_degree(v, m) for m in self.members]
        return {name: degrees.count(name.upper()) for name in ("first", "second", "third")}


def random_world(seed: int, size: int = 16) -> World:
    """A graph in which every setting occurs; blocked pairs have no ties."""
    r = random.Random(seed)
    names = [f"m{i:02}" for i in range(size)]
    members = {n: {key: r.choice(values) for key, values in SETTINGS.items()} for n in names}
    for n in names[: size // 2]:
        members[n]["connectionsVisibility"] = r.choice(["EVERYONE", "ONLY_ME", "EVERYONE", "SECOND_DEGREE"])
    world = World(members)
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            draw = r.random()
            if draw < 0.05:
                world.blocked |= {(a, b), (b, a)}
                continue
            if draw < 0.24:
                world.connected |= {(a, b), (b, a)}
            if r.random() < 0.2:
                world.follows.add((a, b))
            if r.random() < 0.2:
                world.follows.add((b, a))
    return world
