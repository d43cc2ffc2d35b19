"""Lock file of Neo4j's jars: coordinates, hash and size."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("neo4j.lock")


@dataclass(frozen=True, slots=True)
class Jar:
    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str
    size: int

    @property
    def name(self) -> str:
        return "-".join(filter(None, (self.artifact, self.version, self.classifier))) + ".jar"

    @property
    def path(self) -> str:
        return "/".join((*self.group.split("."), self.artifact, self.version, self.name))


@dataclass(frozen=True, slots=True)
class Lock:
    """A parsed lock file; `key` is a hash of its text, and part of the cache directory's name."""

    version: str
    key: str
    jars: tuple[Jar, ...]

    @property
    def size(self) -> int:
        return sum(jar.size for jar in self.jars)


def parse(text: str) -> Lock:
    """Parse lines `group:artifact:version[:classifier] sha256 bytes`; `#` begins a comment."""
    jars = tuple(_jar(line) for line in text.splitlines() if line.strip() and not line.startswith("#"))
    version = next(jar.version for jar in jars if (jar.group, jar.artifact) == ("org.neo4j", "neo4j"))
    return Lock(version, hashlib.sha256(text.encode()).hexdigest()[:12], jars)


def _jar(line: str) -> Jar:
    coordinate, sha256, size = line.split()
    group, artifact, version, *classifier = coordinate.split(":")
    return Jar(group, artifact, version, "".join(classifier), sha256, int(size))


@cache
def shipped() -> Lock:
    return parse(_FILE.read_text(encoding="utf-8"))
