"""Many races of every kind: `python -m tests.bench.races --races 2400` prints how they went."""

from __future__ import annotations

import argparse
import asyncio
from collections import Counter

from app.data.check import check
from app.graph.address import Address
from app.graph.catalog import catalog
from app.graph.database import Database
from tests.bench.target import target
from tests.conftest import EMPTY, Graph
from tests.faults.crowds import Crowd
from tests.faults.pairs import RACES, Field, Race, Tally
from tests.faults.races import Team, team

_AT_ONCE = 50  # races between two looks at the invariants
_LIMIT = 240


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--races", type=int, default=2400, help="races of pairs in all")
    parser.add_argument("--unlocked", action="store_true", help="leave out the locks, to see what they are for")
    asked = parser.parse_args()
    each = max(1, round(asked.races / len(RACES) / 2))
    with target() as (address, graph), team(address, connection_limit=_LIMIT) as racers:
        print(f"{'race':<28}{'ties':<6}{'races':>6}{'anomalies':>11}{'retries':>9}  broken invariants")
        total = Tally()
        for race in RACES:
            for dense in (False, True):
                tally, broken = _hold(address, graph, racers, race, each, dense=dense, locked=not asked.unlocked)
                total.races, total.repeats = total.races + tally.races, total.repeats + tally.repeats
                total.anomalies += tally.anomalies
                _show(race.name, "many" if dense else "few", tally, broken)
        _show("all", "", total, Counter())
        _crowds(graph, racers)


def _hold(
    address: Address, graph: Graph, racers: Team, race: Race, races: int, *, dense: bool, locked: bool
) -> tuple[Tally, Counter[str]]:
    tally, broken = Tally(), Counter[str]()
    for start in range(0, races, _AT_ONCE):
        graph.run(EMPTY)
        held = Field(graph).hold(race, racers, min(_AT_ONCE, races - start), dense=dense, locked=locked)
        tally.races, tally.repeats = tally.races + held.races, tally.repeats + held.repeats
        tally.anomalies += held.anomalies
        broken += asyncio.run(_broken(address))
    return tally, broken


async def _broken(address: Address) -> Counter[str]:
    """How many rows each broken invariant has."""
    async with Database(address, deadline=60.0) as database:
        return Counter({finding.name: len(finding.rows) for finding in await check(database, catalog())})


def _show(name: str, ties: str, tally: Tally, broken: Counter[str]) -> None:
    found = ", ".join(f"{name} {rows}" for name, rows in sorted(broken.items()) if rows)
    print(f"{name:<28}{ties:<6}{tally.races:>6}{len(tally.anomalies):>11}{tally.repeats:>9}  {found}", flush=True)
    for result, times in Counter(tally.anomalies).most_common(3):
        print(f"    {times} times {' | '.join(result[:2])} | {', '.join(result[2])}")


def _crowds(graph: Graph, racers: Team) -> None:
    for friends in (0, 60):
        graph.run(EMPTY)
        crowd = Crowd(graph, racers, friends)
        print(f"64 follow one of {friends} connections at once:", dict(crowd.follow(64)), crowd.ties())
    for hub_sends in (False, True):
        graph.run(EMPTY)
        crowd = Crowd(graph, racers, _LIMIT - 100)
        print(f"200 accepts at {_LIMIT - 100} of {_LIMIT}:", dict(crowd.accept(200, hub_sends=hub_sends)), crowd.ties())


if __name__ == "__main__":
    main()
