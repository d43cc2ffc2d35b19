from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.embedded.command import Runtime, command
from app.embedded.faults import EmbeddedError
from app.embedded.home import Home
from app.embedded.java import Java


def words(major: int = 25, heap: str = "1g", quick_start: bool = False) -> list[str]:
    runtime = Runtime(Java(Path("/j/java"), major), Path("/lib"), heap, "256m", quick_start)
    return command(Home(Path("/h")), runtime)


def test_command() -> None:
    assert words() == [
        "/j/java",
        "-XX:+UseSerialGC",
        "-XX:-OmitStackTraceInFastThrow",
        "-XX:+DisableExplicitGC",
        "-Dfile.encoding=UTF-8",
        "-Dio.netty.tryReflectionSetAccessible=true",
        "-Dlog4j2.disable.jmx=true",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--add-opens=java.base/java.io=ALL-UNNAMED",
        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
        "--enable-native-access=ALL-UNNAMED",
        "-Xms256m",
        "-Xmx1g",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        "/lib/*",
        "org.neo4j.server.Neo4jCommunity",
        "--home-dir=/h",
        "--config-dir=/h/conf",
        "--console-mode",
    ]


def test_java_21_does_not_know_one_flag() -> None:
    assert [word for word in words() if word not in words(major=21)] == ["--sun-misc-unsafe-memory-access=allow"]


def test_jars_that_come_first() -> None:
    runtime = Runtime(Java(Path("/j/java"), 25), Path("/lib"), "1g", "256m", False, first=Path("/first"))
    words = command(Home(Path("/h")), runtime)
    assert words[words.index("-cp") + 1] == f"/first/*{os.pathsep}/lib/*"


def test_quick_start() -> None:
    assert [word for word in words(quick_start=True) if word not in words()] == ["-XX:TieredStopAtLevel=1"]


@pytest.mark.parametrize(("heap", "first"), [("128m", "-Xms128m"), ("256m", "-Xms256m"), ("4g", "-Xms256m")])
def test_the_first_heap_is_never_larger_than_the_largest(heap: str, first: str) -> None:
    assert [word for word in words(heap=heap) if word.startswith("-Xm")] == [first, f"-Xmx{heap}"]


@pytest.mark.parametrize("heap", ["", "1", "1k", "1G", "much", "1.5g", "-1g"])
def test_a_heap_that_is_none(heap: str) -> None:
    with pytest.raises(EmbeddedError) as refused:
        words(heap=heap)
    assert str(refused.value) == f"{heap!r} is no size of a heap: set ACQUAINT_NEO4J_HEAP to one such as 512m or 2g."
