"""Long random histories against the model of the rules: `python -m tests.bench.histories --operations 20000 --seed 1`.

Runs on NEO4J_URI, which it empties, or on an embedded Neo4j.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from tests.bench.target import target
from tests.conftest import serving
from tests.mutations.chance import Chance
from tests.mutations.lockstep import SMALL, Difference, Frozen, Lockstep

LENGTH = 500  # operations of one history
EVERYBODY = 50  # every so many operations all viewers are compared, else one


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--operations", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    begin, differences, done = time.monotonic(), 0, 0
    outcomes: Counter[tuple[str, str]] = Counter()
    with target() as (address, graph), tempfile.TemporaryDirectory() as folder:
        frozen = Frozen()
        with serving(address, Path(folder), frozen, **vars(SMALL)) as server:
            for seed in range(asked.seed, asked.seed + -(-asked.operations // LENGTH)):
                pair = Lockstep(server, graph, frozen, SMALL)
                try:
                    history(pair, seed)
                except Difference as difference:
                    differences += 1
                    print(f"seed {seed}: {difference}"[-2_000:])
                outcomes += pair.outcomes
                done += sum(pair.outcomes.values())
    for (name, outcome), number in sorted(outcomes.items()):
        print(f"{name:20} {outcome:28} {number:6}")
    print(f"{done} answers compared, {differences} differences, {time.monotonic() - begin:.0f} s")


def history(pair: Lockstep, seed: int) -> None:
    """Do and look; raises `Difference` at the first one."""
    chance, looks = Chance(pair, seed), Random(seed)
    for number in range(1, LENGTH + 1):
        chance.step()
        for viewer in pair.viewers() if number % EVERYBODY == 0 else looks.sample(pair.viewers(), 1):
            pair.look(viewer)


if __name__ == "__main__":
    main()
