"""The command line of Neo4j."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from app.embedded.faults import EmbeddedError
from app.embedded.home import Home
from app.embedded.java import Java

_MAIN = "org.neo4j.server.Neo4jCommunity"
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
_FLAGS = (
    "-XX:+UseSerialGC",
    "-XX:-OmitStackTraceInFastThrow",
    "-XX:+DisableExplicitGC",
    "-Dfile.encoding=UTF-8",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dlog4j2.disable.jmx=true",
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
    "--enable-native-access=ALL-UNNAMED",
)
_HAS_UNSAFE_FLAG = 23  # the first Java that has the flag; older ones refuse it
_FIRST_HEAP = 256  # MB
_MEGABYTES = {"m": 1, "g": 1024}


@dataclass(frozen=True, slots=True)
class Runtime:
    """How to run Neo4j; `heap` and `page_cache` are sizes such as 512m or 2g, `more` are further JVM flags.

    Jars in the directory `first` precede those of `library` on the class path.
    """

    java: Java
    library: Path
    heap: str
    page_cache: str
    quick_start: bool
    more: tuple[str, ...] = ()
    first: Path | None = None


def command(home: Home, runtime: Runtime) -> list[str]:
    flags = [*_FLAGS, f"-Xms{min(_FIRST_HEAP, _megabytes(runtime.heap))}m", f"-Xmx{runtime.heap}"]
    if runtime.java.major >= _HAS_UNSAFE_FLAG:
        flags.append("--sun-misc-unsafe-memory-access=allow")
    if runtime.quick_start:
        flags.append("-XX:TieredStopAtLevel=1")
    flags += runtime.more
    directories = [f"--home-dir={home.path}", f"--config-dir={home.configuration.parent}"]
    path = os.pathsep.join(f"{jars}/*" for jars in (runtime.first, runtime.library) if jars)
    return [str(runtime.java.path), *flags, "-cp", path, _MAIN, *directories, "--console-mode"]


def _megabytes(size: str) -> int:
    if not re.fullmatch(r"\d+[mg]", size):
        raise EmbeddedError(f"{size!r} is no size of a heap: set ACQUAINT_NEO4J_HEAP to one such as 512m or 2g.")
    return int(size[:-1]) * _MEGABYTES[size[-1]]
