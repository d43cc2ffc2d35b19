"""The demo network: about a thousand invented members and everything between them, the same at every call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from app.data.demo.follows import follows
from app.data.demo.invitations import Invitations
from app.data.demo.people import people
from app.data.demo.person import END, Person, moment
from app.data.demo.profile import profile
from app.data.demo.strangers import Strangers
from app.data.demo.ties import Ties, ties
from app.values.ids import pair
from app.values.times import utc

Row = dict[str, Any]

_SEED = 1815
_DEPARTURES = 12
_BARS = 4  # besides those that came with an ignored invitation


@dataclass(frozen=True, slots=True)
class DemoNetwork:
    """Rows for the graph, by what they become; ids are handles, times are text."""

    members: list[Row]
    positions: list[Row]
    education: list[Row]
    connections: list[Row]
    follows: list[Row]
    invitations: list[Row]
    blocks: list[Row]
    departures: list[Row]
    bars: list[Row]


def demo_network(now: datetime) -> DemoNetwork:
    """The network as of `now`, on which only the times of open and lapsed invitations depend."""
    rng = Random(_SEED)
    everyone = {person.id: person for person in people(rng)}
    profiles = [profile(rng, person) for person in everyone.values()]
    found = ties(rng, list(everyone.values()))
    connections = list(_connections(rng, everyone, found))
    followed = follows(rng, everyone, found, connections)
    strangers = Strangers(rng, everyone, found)
    writer = Invitations(rng, everyone, now)
    open_ones = list(writer.open(strangers))
    return DemoNetwork(
        members=[p.member for p in profiles],
        positions=[row for p in profiles for row in p.positions],
        education=[row for p in profiles for row in p.education],
        invitations=[
            *writer.accepted(connections),
            *open_ones,
            *writer.lapsed(strangers),
            *writer.closed(strangers),
            *writer.cancelled(found),
        ],
        connections=connections,
        follows=followed,
        blocks=[{"blocker": a, "blocked": b, "since": _recent(rng)} for a, b in found.blocks],
        departures=[{"leaver": a, "left": b, "at": _recent(rng)} for a, b in strangers.pairs(_DEPARTURES)],
        bars=[{"member": a, "barred": b} for a, b in (*_unknown(open_ones), *strangers.pairs(_BARS))],
    )


def _connections(rng: Random, everyone: dict[str, Person], found: Ties) -> list[Row]:
    rows = []
    for a in sorted(found.connected):
        for b in sorted(found.connected[a]):
            if a < b:
                since = moment(rng, max(everyone[a].joined, everyone[b].joined), END)
                rows.append({"a": a, "b": b, "pair": pair(a, b), "since": utc(since), "invitation": None})
    return rows


def _unknown(open_ones: list[Row]) -> list[tuple[str, str]]:
    """Every other ignored invitation was ignored with "I don't know this person"."""
    ignored = [row for row in open_ones if row["state"] == "IGNORED"]
    return [(row["recipient"], row["sender"]) for row in ignored[::2]]


def _recent(rng: Random) -> str:
    return utc(moment(rng, END - timedelta(days=60), END))
