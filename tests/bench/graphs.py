"""Graphs to measure on, put into an embedded store by Neo4j's own importer: generated ones, or files of ties."""

from __future__ import annotations

import argparse
import csv
import gzip
import os
import random
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.embedded import java
from app.embedded.command import Runtime, command
from app.embedded.home import Home, configuration, prepare, write_private
from app.embedded.jars import library
from app.values.defaults import DEFAULT_SETTINGS

Tie = tuple[str, str]

_ADMIN = "org.neo4j.cli.AdminTool"
_BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
_DAYS = [(_BEGIN + timedelta(days=day)).date().isoformat() for day in range(2_000)]
_NEAR = 400  # members of a ring who stand so close know each other more often
_WORDS = (
    "Analyst",
    "Baker",
    "Carpenter",
    "Designer",
    "Editor",
    "Farmer",
    "Glazier",
    "Historian",
    "Ironworker",
    "Judge",
)


@dataclass(frozen=True)
class Plan:
    """A graph that anybody can make again: the mean degree is that of a member who is no hub."""

    members: int = 30_000
    degree: int = 60
    hubs: int = 20
    follows: int = 10  # by a member

    def connected(self) -> Iterator[Tie]:
        """A ring on which everybody knows some near and some far, and hubs whom one in three to thirty knows."""
        chance = random.Random(1)
        ring, half = self.members - self.hubs, (self.members - self.hubs) // 2
        for place in range(ring):
            # Few know many: half as many as the mean, three times as many for a sixth of the members.
            number = round(self.degree / 2 * (2.5 if chance.random() < 1 / 6 else 0.7))
            far = chance.random
            steps = {int(far() * (_NEAR if far() < 0.7 else half - 1)) + 1 for _ in range(number)}
            for step in sorted(steps):
                # Each pair is met once, from the one end that is less than half a ring behind the other.
                yield f"m{place}", f"m{(place + step) % ring}"
        for hub in range(self.hubs):
            share = 3 + 27 * hub / max(1, self.hubs)
            for place in chance.sample(range(ring), int(ring / share)):
                yield f"m{ring + hub}", f"m{place}"

    def follow(self) -> Iterator[Tie]:
        """Half of the follows are of hubs and whoever stands beside them."""
        chance = random.Random(2)
        stars = [f"m{place}" for place in range(self.members - 5 * self.hubs, self.members)]
        for place in range(self.members):
            chosen = {chance.choice(stars) for _ in range(self.follows // 2)}
            chosen |= {f"m{chance.randrange(self.members)}" for _ in range(self.follows - len(chosen))}
            for other in sorted(chosen - {f"m{place}"}):
                yield f"m{place}", other


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="folder with connected.csv(.gz), perhaps follows.csv(.gz)")
    parser.add_argument("--connected", type=Path, help="the file of connections, when it has another name")
    parser.add_argument("--follows", type=Path, help="the file of follows, likewise")
    parser.add_argument("--members", type=int, default=30_000, help="of the generated graph")
    parser.add_argument("--degree", type=int, default=60, help="mean degree of the generated graph")


def chosen(asked: argparse.Namespace) -> tuple[Iterator[Tie], Iterator[Tie]]:
    """The connections and the follows that the arguments name."""
    if not (asked.data or asked.connected):
        plan = Plan(asked.members, asked.degree)
        return plan.connected(), plan.follow()
    connected = asked.connected or next(asked.data.glob("connected.csv*"))
    follows = asked.follows or next(asked.data.glob("follows.csv*"), None) if asked.data else asked.follows
    return ties(connected), ties(follows) if follows else iter(())


def ties(file: Path) -> Iterator[Tie]:
    """The first two columns of a CSV file with a header, plain or compressed."""
    with gzip.open(file, "rt", newline="") if file.suffix == ".gz" else file.open(newline="") as text:
        rows = csv.reader(text)
        next(rows)
        for row in rows:
            yield row[0], row[1]


def fill(data_dir: Path, connected: Iterable[Tie], follows: Iterable[Tie]) -> None:
    """Make the store of an embedded Neo4j that has not been started yet."""
    home = prepare(data_dir / "neo4j")
    write_private(home.configuration, configuration(7687, "256m"))
    with tempfile.TemporaryDirectory(dir=data_dir) as folder:
        ids: dict[str, None] = {}
        _write(
            Path(folder, "connected.csv"), "pair:string,since:datetime,:START_ID,:END_ID", _connections(connected, ids)
        )
        _write(Path(folder, "follows.csv"), "origin:string,since:datetime,:START_ID,:END_ID", _follows(follows, ids))
        _write(Path(folder, "members.csv"), _columns(), map(_member, ids))
        _import(home, Path(folder))


def _connections(pairs: Iterable[Tie], ids: dict[str, None]) -> Iterator[str]:
    chance = random.Random(3)
    for pair in pairs:
        a, b = sorted(pair)
        ids[a] = ids[b] = None
        yield f"{a} {b},{_moment(chance)},{a},{b}"


def _follows(pairs: Iterable[Tie], ids: dict[str, None]) -> Iterator[str]:
    chance = random.Random(4)
    for a, b in pairs:
        ids[a] = ids[b] = None
        yield f"EXPLICIT,{_moment(chance)},{a},{b}"


def _moment(chance: random.Random) -> str:
    second = int(chance.random() * 86_400)
    return f"{chance.choice(_DAYS)}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"


def _columns() -> str:
    settings = [f"{name}:{'boolean' if type(value) is bool else 'string'}" for name, value in DEFAULT_SETTINGS.items()]
    return ",".join(["id:ID", "handle", "handleKey", "name", "nameKey", "headline", "company", "status",
                     "createdAt:datetime", *settings])  # fmt: skip


def _member(id: str) -> str:
    chance = random.Random(id)
    word = chance.choice(_WORDS)
    name, company = f"{word}{id} {chance.choice(_WORDS)}", f"Company {chance.randrange(2_000)}"
    settings = [str(value).lower() if type(value) is bool else str(value) for value in DEFAULT_SETTINGS.values()]
    card = [id, id, id.lower(), name, name.casefold(), f"{word} at {company}", company, "ACTIVE", _moment(chance)]
    return ",".join([*card, *settings])


def _write(file: Path, header: str, rows: Iterable[str]) -> None:
    with file.open("w") as text:
        print(header, file=text)
        text.writelines(f"{row}\n" for row in rows)


def _import(home: Home, folder: Path) -> None:
    server = command(home, Runtime(java.find(), library(print), "2g", "256m", quick_start=False))
    jvm = server[: server.index("-cp") + 2]
    tables = {"nodes=Member": "members", "relationships=CONNECTED": "connected", "relationships=FOLLOWS": "follows"}
    files = [f"--{kind}={folder / name}.csv" for kind, name in tables.items()]
    action = ["database", "import", "full", "neo4j", *files, "--id-type=string", "--threads=2"]
    environment = os.environ | {"NEO4J_HOME": str(home.path), "NEO4J_CONF": str(home.configuration.parent)}
    done = subprocess.run(
        [*jvm, _ADMIN, *action], env=environment, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"the import failed: {done.stdout[-2000:]}{done.stderr[-2000:]}")
