"""Suggestions, paths, search, advice, gain and the network map once more, as sets and loops in Python."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from tests.schema.oracle import World, random_world

Pair = tuple[str, str]
Route = tuple[tuple[str | None, ...], int]  # who is shown on the way, and how many ways look so

SEEDS = (1, 4, 5, 9)  # in these every advice, every reason and every kind of way occurs
GIVEN = ["Ada", "Adam", "Bea", "Ben", "Cleo", "Dora", "Lund"]
FAMILY = ["Lund", "Lindqvist", "Moss", "Moran", "Adams"]
COMPANIES = [None, None, "Moss Works", "Lund Bakery", "Harbour"]
HEADLINES = [None, "Baker at Harbour", "Moss gardener", "Teaches chess"]
SKILLS, SCHOOLS = ["Chess", "Baking", "Sailing"], ["North", "South"]
COOL, REMOVED = {"WITHDRAWN": 21, "DECLINED": 30}, 21  # days
WORTH = {"SAME_COMPANY": 2, "SAME_SCHOOL": 1, "FOLLOWS_YOU": 1}
NEAR = {"FIRST": 4, "SECOND": 2}

EXTRAS = """
CALL () {
  UNWIND $schools AS row
  MATCH (m:Member {id: row[0]})
  MERGE (s:School {name: row[1]})
  CREATE (m)-[:STUDIED_AT {position: 0}]->(s)
}
CALL () {
  UNWIND $marks AS row
  MATCH (a:Member {id: row[1]}), (b:Member {id: row[2]})
  CREATE (a)-[mark:$(row[0])]->(b)
  SET mark.at = datetime(row[3])
}
CALL () {
  UNWIND $letters AS row
  MATCH (a:Member {id: row.sender}), (b:Member {id: row.recipient})
  CREATE (a)-[:INVITED {
    id: row.sender + '-' + row.recipient, state: row.state, openKey: row.openKey, reminders: 0,
    sentAt: datetime(row.sentAt), expiresAt: datetime(row.expiresAt), closedAt: datetime(row.closedAt)
  }]->(b)
}
"""


class Letter(NamedTuple):
    """An invitation that was sent `age` days ago and, when it is closed, was closed at once."""

    sender: str
    recipient: str
    state: str
    age: int

    @property
    def is_open(self) -> bool:
        return self.state in ("PENDING", "IGNORED") and self.age < 180


@dataclass
class Discovery(World):
    """What the visibility rules know, and what else speaks for or against a member."""

    schools: dict[str, set[str]] = field(default_factory=dict)
    bars: set[Pair] = field(default_factory=set)
    left: dict[Pair, int] = field(default_factory=dict)  # who left whom, days ago
    letters: list[Letter] = field(default_factory=list)

    def weight(self, member: str) -> float:
        return 1 / math.log(1 + sum(a == member for a, _ in self.connected))

    def same_company(self, v: str, m: str) -> bool:
        company = self.members[m]["company"]
        return company is not None and company == self.members[v]["company"]

    def same_school(self, v: str, m: str) -> bool:
        return bool(self.schools[v] & self.schools[m]) and self.full_profile(v, m)

    def open_letter(self, v: str, m: str) -> Letter | None:
        return next((x for x in self.letters if {x.sender, x.recipient} == {v, m} and x.is_open), None)

    def cooling(self, v: str, m: str) -> bool:
        """Whether v must wait before inviting m again, for an answer or because m left."""
        own = [x for x in self.letters if (x.sender, x.recipient) == (v, m)]
        return self.left.get((m, v), REMOVED) < REMOVED or any(x.age < COOL.get(x.state, 0) for x in own)

    def bridges(self, v: str, m: str) -> set[str]:
        return {c for c in self.around(v, v) if c != m and self.listable(v, c, m)}

    def suggestions(self, v: str) -> list[dict[str, Any]]:
        rows = [self._suggestion(v, m) for m in self.members if m != v and self._suitable(v, m)]
        return sorted((row for row in rows if row), key=lambda row: (-row["score"], row["id"]))

    def _suitable(self, v: str, m: str) -> bool:
        barred = (v, m) in self.connected or {(v, m), (m, v)} & self.bars or self.open_letter(v, m)
        willing = self.visible(v, m) and bool(self.members[m]["isDiscoverable"])
        return willing and not barred and not self.cooling(v, m)

    def _suggestion(self, v: str, m: str) -> dict[str, Any] | None:
        bridges, grounds = self.bridges(v, m), self.grounds(v, m)
        if not bridges and not grounds["SAME_COMPANY"]:
            return None
        grounds["MUTUAL_CONNECTIONS"] = len(bridges)
        score = sum(map(self.weight, bridges)) + sum(WORTH[kind] for kind in WORTH if grounds[kind])
        reasons = [{"kind": kind, "count": count} for kind, count in grounds.items() if count]
        return {"id": m, "score": round(score, 6), "mutual": len(bridges), "reasons": reasons}

    def grounds(self, v: str, m: str) -> dict[str, int]:
        """What the two have in common as far as v may see, in the order in which it is told."""
        return {
            "MUTUAL_CONNECTIONS": len(self.mutual(v, m) or ()),
            "SAME_COMPANY": int(self.same_company(v, m)),
            "SAME_SCHOOL": int(self.same_school(v, m)),
            "FOLLOWS_YOU": int(self.effective(m, v)),
        }

    def routes(self, v: str, m: str) -> list[Route]:
        """All shortest ways of three steps at most, each once as it is shown, the best first."""
        if v == m or not self.visible(v, m):
            return []
        ways: list[tuple[str, ...]] = [(v,)]
        for _ in range(3):
            ways = [(*way, n) for way in ways for n in self.around(v, way[-1]) if n not in way]
            if found := [way for way in ways if way[-1] == m]:
                return self._shown(v, found)
        return []

    def _shown(self, v: str, ways: list[tuple[str, ...]]) -> list[Route]:
        looks: dict[tuple[str | None, ...], list[float]] = {}
        for way in ways:
            open_ = [self.listable(v, a, b) for a, b in pairwise(way)]
            inner = [n if all(open_[i : i + 2]) else None for i, n in enumerate(way[1:-1])]
            looks.setdefault((v, *inner, way[-1]), []).append(sum(map(self.weight, way[1:-1])))
        order = sorted(looks, key=lambda look: (-round(max(looks[look]), 6), [n or "~" for n in look]))
        return [(look, len(looks[look])) for look in order]

    def search(self, v: str, words: str, **filters: Any) -> list[tuple[str, str]]:
        """Ids with their degree, the best match first."""
        found = []
        for m, card in self.members.items():
            if m != v and not self.visible(v, m):
                continue
            degree = self.listed_degree(v, m)
            points = [self._points(card, word) for word in words.lower().split()]
            if all(points) and self._kept(v, m, degree, filters):
                found.append((-sum(points) * NEAR.get(degree, 1), m, degree))
        return [(m, degree) for _, m, degree in sorted(found)]

    def _points(self, card: dict[str, Any], word: str) -> int:
        text = " ".join(card[name] or "" for name in ("name", "headline", "company")).lower()
        if not any(part.startswith(word) for part in text.split()):
            return 0
        if any(part.startswith(word) for part in card["name"].lower().split()):
            return 3
        return 2 if word in (card["company"] or "").lower() else 1

    def _kept(self, v: str, m: str, degree: str, filters: dict[str, Any]) -> bool:
        card = self.members[m]
        skills = {skill.lower() for skill in card["skills"] if self.full_profile(v, m)}
        known = {"location": {card["location"]}, "company": {card["company"]}, "skill": skills}
        wanted = {name: value.lower() if name == "skill" else value for name, value in filters.items()}
        near = degree in wanted.pop("degrees", [degree])
        return near and all(value in known[name] for name, value in wanted.items())

    def within_two(self, v: str) -> set[str]:
        return {n for c in self.around(v, v) for n in {c} | self.around(v, c)} - {v}

    def gain(self, v: str, m: str) -> int:
        after = replace(self, connected=self.connected | {(v, m), (m, v)})
        return len(after.within_two(v) - self.within_two(v))

    def by_mutual(self, v: str, m: str) -> list[str] | None:
        """The connections of m, whoever shares most with v first."""
        listed = self.connections(v, m)
        return None if listed is None else sorted(listed, key=lambda n: (-len(self.mutual(v, n) or ()), n))

    def map(self, v: str, first: int = 1_500) -> tuple[list[str], set[Pair]]:
        """The connections that are shown, in order, and the ties among them, each once."""
        nodes = (self.by_mutual(v, v) or [])[:first]
        return nodes, {(a, b) for a in nodes for b in nodes if a < b and self.listable(v, a, b)}

    def recommendation(self, v: str, m: str) -> tuple[str, list[tuple[str, int | None]]]:
        """The advice, and the kinds of its reasons with their numbers."""
        grounds, high = [(kind, count) for kind, count in self.grounds(v, m).items() if count], self._high_profile(v, m)
        common: list[tuple[str, int | None]] = [(k, n if k == "MUTUAL_CONNECTIONS" else None) for k, n in grounds]
        prefers = bool(self.members[m]["followPrimary"])
        admitted = self.members[m]["followPolicy"] == "EVERYONE" or (v, m) in self.connected
        follow = "FOLLOW" if admitted and not self.effective(v, m) else "NONE"
        both = "BOTH" if follow == "FOLLOW" else "CONNECT"
        deciding, advice = self._state(v, m, follow)
        if not advice and prefers:
            advice = both if common else follow
        elif not advice and common:
            advice = both if high else "CONNECT"
        rest: Iterable[str] = [deciding] * bool(deciding) + ["PREFERS_FOLLOWERS"] * prefers + ["HIGH_PROFILE"] * high
        reasons = [(kind, None) for kind in rest] + common
        return (advice, reasons) if advice else (follow, [*reasons, ("NO_COMMON_GROUND", None)])

    def _state(self, v: str, m: str, follow: str) -> tuple[str, str]:
        """The reason and the advice where it is not the common ground that decides."""
        letter = self.open_letter(v, m)
        if (v, m) in self.connected:
            return "ALREADY_CONNECTED", follow
        if letter:
            return ("INVITATION_PENDING", follow) if letter.sender == v else ("THEY_INVITED_YOU", "CONNECT")
        return ("", "") if self._may_invite(v, m) else ("INVITATIONS_CLOSED", follow)

    def _may_invite(self, v: str, m: str) -> bool:
        policy, degree = self.members[m]["invitePolicy"], self.degree(v, m)
        open_ = policy in ("EVERYONE", "EMAIL") or (policy, degree) == ("SECOND_DEGREE", "SECOND")
        return open_ and not self.cooling(v, m) and (m, v) not in self.bars

    def _high_profile(self, v: str, m: str) -> bool:
        connections, followers, _ = self.counts(v, m)
        return followers is not None and followers >= 10 * max(1, connections)


def random_discovery(seed: int, size: int = 16) -> Discovery:
    """A graph in which every setting, every kind of tie and every common ground occurs; its last member is a star."""
    r = random.Random(seed)
    base = random_world(seed, size)
    found = Discovery(base.members, base.connected, base.follows, base.blocked)
    names = sorted(base.members)
    _make_star(found, names[-1], r)
    for m in names:
        name = f"{r.choice(GIVEN)} {r.choice(FAMILY)}"
        found.schools[m] = set(r.sample(SCHOOLS, r.choice([0, 1, 1])))
        found.members[m] |= {
            "name": name, "nameKey": name.casefold(), "company": r.choice(COMPANIES), "headline": r.choice(HEADLINES),
            "location": r.choice([None, "Lund"]), "skills": r.sample(SKILLS, r.randrange(3)),
            "isDiscoverable": r.random() < 0.85, "followPrimary": r.random() < 0.3, "requireNote": r.random() < 0.2,
            "invitePolicy": r.choice(["EVERYONE"] * 4 + ["SECOND_DEGREE", "EMAIL", "NOBODY"]),
        }  # fmt: skip
    for a in names:
        for b in names:
            if a != b and (a, b) not in base.blocked | base.connected:
                _past(found, a, b, r)
    return found


def active(found: Discovery) -> list[str]:
    return sorted(m for m, card in found.members.items() if card["status"] == "ACTIVE")


def _make_star(found: Discovery, star: str, r: random.Random) -> None:
    found.members[star] |= {"status": "ACTIVE", "followPolicy": "EVERYONE", "showFollowerCount": r.random() < 0.8}
    friends = sorted(b for a, b in found.connected if a == star)[1:]
    found.connected -= {pair for b in friends for pair in ((star, b), (b, star))}
    found.follows |= {(m, star) for m in found.members if m != star and (m, star) not in found.blocked}


def _past(found: Discovery, a: str, b: str, r: random.Random) -> None:
    """What a may have done about b without being connected now."""
    if r.random() < 0.03:
        found.bars.add((a, b))
    if r.random() < 0.05:
        found.left[a, b] = r.choice([3, 20, 22, 90])
    if r.random() < 0.08:
        state = r.choice(["PENDING", "IGNORED", "PENDING", "WITHDRAWN", "DECLINED", "EXPIRED", "CANCELLED"])
        letter = Letter(a, b, state, r.choice([2, 20, 25, 31, 200]))
        if not letter.is_open or not found.open_letter(a, b):
            found.letters.append(letter)


def plant(found: Discovery, make: Callable[..., Any], graph: Any) -> None:
    """Put it into an empty graph; `make` is the fixture `world`."""
    ties = [f"{a} -- {b}" for a, b in sorted(found.connected) if a < b]
    ties += [f"{a} -> {b}" for a, b in sorted(found.follows)]
    ties += [f"{a} x {b}" for a, b in sorted(found.blocked) if a < b]
    make("; ".join([*ties, *found.members]), **found.members)
    now = datetime.now(UTC)
    graph.run(
        EXTRAS,
        schools=[(m, school) for m, schools in found.schools.items() for school in schools],
        marks=[("BARS", a, b, None) for a, b in sorted(found.bars)]
        + [("DISCONNECTED", a, b, (now - timedelta(days=age)).isoformat()) for (a, b), age in found.left.items()],
        letters=[_letter(letter, now) for letter in found.letters],
    )


def _letter(letter: Letter, now: datetime) -> dict[str, Any]:
    sent, lasting = now - timedelta(days=letter.age), letter.state in ("PENDING", "IGNORED")
    pair = " ".join(sorted((letter.sender, letter.recipient)))
    times = {"sentAt": sent.isoformat(), "expiresAt": (sent + timedelta(days=180)).isoformat()}
    closing = {"openKey": pair if lasting else None, "closedAt": None if lasting else sent.isoformat()}
    return letter._asdict() | times | closing
