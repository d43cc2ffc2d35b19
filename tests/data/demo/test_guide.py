import re
from collections import Counter

from app.data.demo import demo_guide, demo_network
from app.data.demo.person import END


def test_those_to_sign_in_as_exist_and_differ() -> None:
    names = {row["id"]: row["name"] for row in demo_network(END).members}
    guide = demo_guide()
    assert [names[identity] for identity, _, _ in guide] == [name for _, name, _ in guide]
    assert [identity for identity, _, _ in guide][:2] == ["ada", "grace"]
    assert len({note for _, _, note in guide}) == len(guide) == 10


def test_the_numbers_are_those_of_the_network() -> None:
    network = demo_network(END)
    active = {row["id"] for row in network.members if row["status"] == "ACTIVE"}
    pairs = [(row["a"], row["b"]) for row in network.connections]
    degree = Counter(a for pair in pairs for a, b in (pair, pair[::-1]) if b in active)
    for identity, _, note in demo_guide():
        found = re.match(r"(\d+) connections?;", note)
        assert found is not None
        assert int(found[1]) == degree[identity]


def test_what_ada_is_told() -> None:
    assert demo_guide()[0] == (
        "ada",
        "Ada Fairmeadow",
        "119 connections; 4 open invitations received, 2 sent; 1 member blocked",
    )
