from __future__ import annotations

import pytest

from app.embedded.lock import Jar, parse, shipped

TEXT = """\
# a comment
org.neo4j:neo4j:2026.09.0 aa 10
io.netty:netty-transport-native-epoll:4.2.18.Final:linux-x86_64 bb 5

"""


def test_parse() -> None:
    lock = parse(TEXT)
    assert lock.version == "2026.09.0"
    assert lock.size == 15
    assert lock.jars == (
        Jar("org.neo4j", "neo4j", "2026.09.0", "", "aa", 10),
        Jar("io.netty", "netty-transport-native-epoll", "4.2.18.Final", "linux-x86_64", "bb", 5),
    )


def test_names_and_paths_are_those_of_a_maven_repository() -> None:
    neo4j, netty = parse(TEXT).jars
    assert neo4j.path == "org/neo4j/neo4j/2026.09.0/neo4j-2026.09.0.jar"
    assert netty.name == "netty-transport-native-epoll-4.2.18.Final-linux-x86_64.jar"
    assert netty.path == f"io/netty/netty-transport-native-epoll/4.2.18.Final/{netty.name}"


def test_another_list_has_another_key() -> None:
    assert parse(TEXT).key == parse(TEXT).key
    assert parse(TEXT).key != parse(TEXT.replace("aa", "ab")).key


@pytest.mark.parametrize("line", ["org.neo4j:neo4j:1", "org.neo4j:neo4j:1 aa many"])
def test_a_line_that_is_none(line: str) -> None:
    with pytest.raises(ValueError, match=r"values to unpack|invalid literal"):
        parse(line)


def test_the_tested_list() -> None:
    lock = shipped()
    assert (lock.version, len(lock.jars), lock.size) == ("2026.09.0", 164, 133_046_630)
    assert len({jar.name for jar in lock.jars}) == 164
    assert all(len(jar.sha256) == 64 for jar in lock.jars)
