"""Search: who is found by which words, in which order, how far away, and what must never match."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.schema.discovery import SEEDS, Discovery, active, plant, random_discovery

Ask = Callable[..., Any]

SEARCH = """
query (
  $query: String!, $first: Int = 100, $after: String, $degrees: [Degree!], $location: String, $company: String,
  $skill: String
) {
  searchMembers(
    query: $query, first: $first, after: $after,
    degrees: $degrees, location: $location, company: $company, skill: $skill
  ) {
    totalCount pageInfo { hasNextPage endCursor } nodes { id } edges { degree node { id } }
  }
}
"""
QUERIES = ["l", "lund", "AD", "moss mo", "ha be", "chess", "works moss", "harbour", "zz"]
DEGREES = ["SELF", "FIRST", "SECOND", "THIRD", "OUT_OF_NETWORK"]
FILTERS: list[dict[str, Any]] = [
    *({"degrees": [degree]} for degree in DEGREES),
    {"degrees": ["THIRD", "FIRST"]},
    {"location": "Lund"},
    {"company": "Harbour"},
    {"skill": "Chess"},
    {"skill": "bAKING", "degrees": ["SECOND", "OUT_OF_NETWORK"]},
]


def rows(answer: dict[str, Any]) -> list[tuple[str, str]]:
    found = answer["data"]["searchMembers"]
    edges = [(edge["node"]["id"], edge["degree"]) for edge in found["edges"]]
    assert found["totalCount"] == len(edges)
    assert [node["id"] for node in found["nodes"]] == [id for id, _ in edges]
    return edges


def ids(ask: Ask, query: str, viewer: str = "ada", **filters: Any) -> list[str]:
    return [id for id, _ in rows(ask(SEARCH, viewer=viewer, query=query, **filters))]


def named(world: Any, ties: str = "ada", /, **names: str) -> None:
    cards = {id: {"name": name, "nameKey": name.casefold()} for id, name in names.items()}
    world("; ".join([ties, *names]), **cards)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_viewer_of_a_random_graph(seed: int, world: Any, graph: Any, ask: Ask) -> None:
    found = random_discovery(seed)
    plant(found, world, graph)
    assert compare(found, ask) == set(DEGREES)


def compare(found: Discovery, ask: Ask) -> set[str]:
    """At which distances somebody is found; fails where the answers differ from the model."""
    degrees = set()
    for v in active(found):
        for query in QUERIES:
            expected = found.search(v, query)
            assert rows(ask(SEARCH, viewer=v, query=query)) == expected, (v, query)
            degrees |= {degree for _, degree in expected}
    return degrees


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_every_filter_for_every_viewer_of_a_random_graph(seed: int, world: Any, graph: Any, ask: Ask) -> None:
    found = random_discovery(seed)
    plant(found, world, graph)
    kept = [
        check_filter(found, v, query, filters, ask)
        for v in active(found)
        for query in ("m", "l")
        for filters in FILTERS
    ]
    assert sum(map(bool, kept)) > len(kept) / 3


def check_filter(found: Discovery, v: str, query: str, filters: dict[str, Any], ask: Ask) -> int:
    expected = found.search(v, query, **filters)
    assert rows(ask(SEARCH, viewer=v, query=query, **filters)) == expected, (v, query, filters)
    return len(expected)


@pytest.mark.parametrize("first", [1, 2, 3])
def test_pages_are_the_list(first: int, world: Any, graph: Any, ask: Ask) -> None:
    found = random_discovery(4)
    plant(found, world, graph)
    for v in active(found)[:6]:
        assert pages(ask, "l", v, first) == [id for id, _ in found.search(v, "l")]


def pages(
    ask: Ask, query: str, viewer: str, first: int, change: Callable[[], None] = lambda: None, **filters: Any
) -> list[str]:
    """All pages one after the other, with a change after the first."""
    found: list[str] = []
    after, more = None, True
    while more:
        asked = {"query": query, "first": first, "after": after, **filters}
        shown = ask(SEARCH, viewer=viewer, **asked)["data"]["searchMembers"]
        assert len(shown["nodes"]) == first or not shown["pageInfo"]["hasNextPage"]
        if after is None:
            change()
        found += [node["id"] for node in shown["nodes"]]
        after, more = shown["pageInfo"]["endCursor"], shown["pageInfo"]["hasNextPage"]
    return found


CROWD = {f"m{i}": "Lund" for i in range(6)}


@pytest.mark.parametrize("first", [1, 2, 3])
@pytest.mark.parametrize("gone", ["m3", "m0", "m1", "m5"])
def test_a_row_that_goes_between_two_pages(first: int, gone: str, world: Any, graph: Any, ask: Ask) -> None:
    named(world, "ada -- m3", **CROWD)
    seen = ["m3", "m0", "m1", "m2", "m4", "m5"]
    left = [m for m in seen if m != gone or m in seen[:first]]
    asleep = "MATCH (m:Member {id: $id}) SET m.status = 'HIBERNATED'"
    assert pages(ask, "lu", "ada", first, lambda: graph.run(asleep, id=gone)) == left


@pytest.mark.parametrize("first", [1, 2, 3])
def test_a_row_that_comes_between_two_pages(first: int, world: Any, ask: Ask) -> None:
    named(world, "ada -- m3", **CROWD)
    come = ["m3", "m0", "m05", "m1", "m2", "m4", "m5"]
    expected = come if first < 3 else come[:2] + come[3:]
    assert pages(ask, "lu", "ada", first, lambda: named(world, m05="Lund")) == expected


def test_a_cursor_is_of_one_question_only(world: Any, ask: Ask) -> None:
    named(world, **CROWD)
    after = ask(SEARCH, query="lund", first=2)["data"]["searchMembers"]["pageInfo"]["endCursor"]
    assert ids_after(ask, after, query="lund") == ["m2", "m3", "m4", "m5"]
    for other in ({"query": "lun"}, {"query": "lund", "location": "Lund"}, {"query": "lund", "degrees": ["SELF"]}):
        (error,) = ask(SEARCH, after=after, **other)["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"


def ids_after(ask: Ask, after: str, **asked: Any) -> list[str]:
    return [node["id"] for node in ask(SEARCH, after=after, **asked)["data"]["searchMembers"]["nodes"]]


def test_a_name_counts_more_than_a_company_and_a_company_more_than_a_headline(world: Any, ask: Ask) -> None:
    world(
        "ada; a1; a2; a3", a1={"headline": "Moss"}, a2={"company": "The Moss"}, a3={"name": "Moss", "nameKey": "moss"}
    )
    assert ids(ask, "moss") == ["a3", "a2", "a1"]


def test_whoever_is_near_counts_more(world: Any, ask: Ask) -> None:
    named(
        world, "ada -- m4; m4 -- m3; m3 -- m2; m2 -- m1",
        m1="Eva Lund", m2="Eva Lund", m3="Eva Lund", m4="Eva Lund", ada="Eva Lund",
    )  # fmt: skip
    assert rows(ask(SEARCH, query="lund eva")) == [
        ("m4", "FIRST"), ("m3", "SECOND"), ("ada", "SELF"), ("m1", "OUT_OF_NETWORK"), ("m2", "THIRD")
    ]  # fmt: skip


def test_the_viewer_stands_among_the_far(world: Any, ask: Ask) -> None:
    named(world, "zoe -- bea", a="Lund", zoe="Lund", bea="Moss")
    assert ids(ask, "lund", viewer="zoe") == ["a", "zoe"]


def test_the_degree_goes_by_what_the_viewer_may_list(world: Any, ask: Ask) -> None:
    secret = {"connectionsVisibility": "ONLY_ME"}
    world("ada -- bea; bea -- cleo; cleo -- dora", bea=secret, cleo=secret)
    found = {name: rows(ask(SEARCH, query=name)) for name in ("bea", "cleo", "dora")}
    assert found == {
        "bea": [("bea", "FIRST")],
        "cleo": [("cleo", "OUT_OF_NETWORK")],
        "dora": [("dora", "OUT_OF_NETWORK")],
    }


def test_nobody_out_of_sight_is_found(world: Any, ask: Ask) -> None:
    world("ada; m1 x ada; ada x m2; m3; m4; m5 -- ada", m3={"status": "HIBERNATED"}, m4={"status": "DELETED"})
    assert ids(ask, "m") == ["m5"]


@pytest.mark.parametrize(
    ("setting", "seen"), [("CONNECTIONS", ["c"]), ("SECOND_DEGREE", ["c", "t"]), ("EVERYONE", ["c", "t", "far"])]
)
def test_a_skill_matches_only_where_the_viewer_may_read_it(setting: str, seen: list[str], world: Any, ask: Ask) -> None:
    profile = {"skills": ["Glass Blowing"], "about": "Secretword", "fullProfileVisibility": setting, "headline": "Mate"}
    world("ada -- c; c -- t; far", c=profile, t=profile, far=profile)
    assert ids(ask, "mate") == ["c", "t", "far"]
    assert ids(ask, "mate", skill="glass blowing") == seen
    assert ids(ask, "mate", skill="glass") == []
    assert ids(ask, "secretword") == []
    assert ids(ask, "glass") == []


@pytest.mark.parametrize(
    "words", ["AND", "or", "Not", "and or", "NOT or", "and AND or", "an o", "-not", "(and) || (or)", "and^2 or~"]
)
def test_words_that_the_index_reserves_are_words(words: str, world: Any, ask: Ask) -> None:
    named(world, a="And Or Not 2", b="Bea Lund")
    assert ids(ask, words) == ["a"]


@pytest.mark.parametrize(
    "query",
    [
        "name:*", "name:bea", "lund AND nobody", "bea OR nobody", "NOT bea", "/re/", "[a TO z]", "_exists_:name",
        "bea~2x", "b?a", "x" * 200, "\u00e9", "bea x\u0301", "\U0001f600 x", "\u0661\u0662", "\u2460x",
    ],
)  # fmt: skip
def test_there_is_no_language_of_queries(query: str, world: Any, ask: Ask) -> None:
    named(world, a="Bea Lund")
    assert ids(ask, query) == []


@pytest.mark.parametrize(
    "query",
    [
        "Bea*",
        '"Bea Lund"',
        "bea\\",
        "lund/",
        "+Bea -Lund",
        "lund'",
        "(bea",
        "bea&&lund",
        "bea _ lund",
        "l b",
        "BEA, LUND!",
    ],
)
def test_punctuation_only_separates(query: str, world: Any, ask: Ask) -> None:
    named(world, a="Bea Lund", b="Bert Moss")
    assert ids(ask, query) == ["a"]


@pytest.mark.parametrize("query", ["", " ", "...", '"', "*", "?", "~", "\\", "&&", "||", "!", "\U0001f600", "\u0301"])
def test_a_query_without_a_word_is_refused(query: str, world: Any, ask: Ask) -> None:
    world("ada")
    (error,) = ask(SEARCH, query=query)["errors"]
    assert error["message"] == "query must hold a letter or a digit."
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x" * 201, "has 201 characters, more than 200; change it and ask again."),
        ("x" * 10_000, "has 10000 characters, more than 200; change it and ask again."),
        ("a " * 101, "has 201 characters, more than 200; change it and ask again."),
        ("a\x00b", "holds the control character U+0000; change it and ask again."),
        ("a\nb", "holds the control character U+000A; change it and ask again."),
        ("a\u202eb", "holds the control character U+202E; change it and ask again."),
        ("a\u2066b", "holds the control character U+2066; change it and ask again."),
        ("\u3164", "must hold a visible character."),
    ],
)
@pytest.mark.parametrize("name", ["query", "location", "company", "skill"])
def test_text_that_cannot_be_meant_is_refused(name: str, text: str, reason: str, world: Any, ask: Ask) -> None:
    world("ada")
    (error,) = ask(SEARCH, **({"query": "ada"} | {name: text}))["errors"]
    assert error["message"] == f"{name} {reason}"
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("text", [" ", "\u3000", "\u200b", "\u00ad", "\u2800", "\U000e0041"])
@pytest.mark.parametrize("name", ["location", "company", "skill"])
def test_a_filter_that_shows_nothing_is_refused(name: str, text: str, world: Any, ask: Ask) -> None:
    world("ada")
    (error,) = ask(SEARCH, query="ada", **{name: text})["errors"]
    assert error["message"] == f"{name} must hold a visible character."
    assert ids(ask, "ada", **{name: ""}) == ["ada"]


WORDS = ["Jean\u00a0Luc", "佐藤\u3000健", "می\u200cخو\u0627\u0647م", "Ada 👩\u200d💻", "קפה\u200f ב", "𠮷田\ufe0f 健"]


@pytest.mark.parametrize("text", WORDS)
def test_whatever_a_card_shows_is_found(text: str, world: Any, ask: Ask) -> None:
    world("ada -- a; b")
    change: dict[str, Any] = {"name": text, "headline": text, "location": text, "skills": [f" {text}\u3000"]}
    change |= {"positions": [{"company": f"\u00a0{text} ", "title": "x"}]}
    renamed = "mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { userErrors { code } } }"
    assert ask(renamed, viewer="a", input=change) == {"data": {"updateProfile": {"userErrors": []}}}
    card = ask('{ member(id: "a") { name headline location company skills } }')["data"]["member"]
    assert card == {"name": text, "headline": text, "location": text, "company": text, "skills": [text]}
    asked = {"location": card["location"], "company": f" {card['company']}\u3000", "skill": card["skills"][0]}
    assert [ids(ask, card["name"], **{name: value}) for name, value in asked.items()] == [["a"]] * 3


@pytest.mark.parametrize(
    ("shown", "typed"),
    [
        ("Straße", "straße"), ("Straße", "STRAẞE"), ("STRASSE", "Straße"), ("Οδυσσεύς", "ΟΔΥΣΣΕΎΣ"),
        ("ΟΔΥΣΣΕΎΣ", "Οδυσσεύς"), ("İnci", "İnci"), ("ﬁn", "ﬁn"), ("𐐀𐐨", "𐐨𐐀"),
    ],
)  # fmt: skip
def test_a_word_is_found_however_its_letters_are_cased(shown: str, typed: str, world: Any, ask: Ask) -> None:
    named(world, z=shown, a="Zoe Moss")
    world("x; y", y={"company": f"The {shown} Works"}, x={"headline": shown})
    assert ids(ask, typed) == ["z", "y", "x"]


@pytest.mark.parametrize(
    ("shown", "typed"),
    [
        ("Straße", "STRASSE"), ("STRASSE", "straße"), ("STRAẞE", "Straße"), ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
        ("οδυσσευς", "ΟΔΥΣΣΕΥΣ"), ("İnci", "i\u0307NCI"), ("ﬁn", "FIN"),
    ],
)  # fmt: skip
def test_a_skill_is_found_however_its_letters_are_cased(shown: str, typed: str, world: Any, ask: Ask) -> None:
    world("ada", ada={"skills": ["Chess", shown]})
    assert ids(ask, "ada", skill=typed) == ["ada"]


@pytest.mark.parametrize("space", ["\u00a0", "\u3000"])
def test_a_word_of_the_name_begins_after_any_space(space: str, world: Any, ask: Ask) -> None:
    named(world, b=f"Sato{space}Ken")
    world("a; b", a={"company": "Ken"})
    assert ids(ask, "ken") == ["b", "a"]


def test_half_a_character_is_refused(world: Any, ask: Ask) -> None:
    world("ada")
    (error,) = ask('{ searchMembers(query: "a\\ud800") { totalCount } }')["errors"]
    assert error["message"] == "Syntax Error: Invalid Unicode escape sequence: '\\ud800'."


NAMES = [
    "Conan O'Brien", "Conan O\u2019Brien", "Jean-Luc Picard", "J.R. Tolkien", "Acme.io Lund", "3.5 Inch", "foo:bar",
    "\u0130stanbul Ilgaz", "I\u015eIK Lund", "Max Stra\u00dfe", "Jos\u00e9 \u00d1and\u00fa",
    "\u039f\u0394\u03a5\u03a3\u03a3\u0395\u03a5\u03a3", "\u0939\u093f\u0928\u094d\u0926\u0940 \u0928\u093e\u092e",
    "\u05d3\u05b8\u05bc\u05d5\u05b4\u05d3", "\u6771\u4eac \u592a\u90ce", "\ud64d\uae38\ub3d9",
    "\u0645\u062d\u0645\u062f \u0639\u0644\u064a", "R&D AT&T", "snake_case", "C3PO", "Joe \U0001f600 Doe", "Ox",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_whoever_is_asked_for_by_the_whole_name_is_found(name: str, world: Any, ask: Ask) -> None:
    named(world, a=name, b="Zoe Moss")
    assert ids(ask, name) == ["a"]


@pytest.mark.parametrize(
    ("name", "typed"), [("Conan O'Brien", "o'bri"), ("J.R. Tolkien", "j.r"), ("Acme.io", "acme.i")]
)
def test_a_name_is_found_while_it_is_being_typed(name: str, typed: str, world: Any, ask: Ask) -> None:
    named(world, a=name, b="Zoe Moss")
    assert ids(ask, typed) == ["a"]


@pytest.mark.parametrize("second", ["Luc", "luc-", "jean l", "jean-l"])
def test_a_part_of_a_double_name_is_a_word_of_the_name(second: str, world: Any, ask: Ask) -> None:
    world("ada; a; b", a={"company": "Jean Luc & Co"}, b={"name": "Jean-Luc", "nameKey": "jean-luc"})
    assert ids(ask, second) == ["b", "a"]


def test_beginnings_of_words_find_and_ends_do_not(world: Any, ask: Ask) -> None:
    named(world, a="Beatrix Lindqvist")
    assert [ids(ask, query) for query in ("b", "be", "beatrix", "lind bea", "trix", "beatrixx", "bea moss")] == [
        ["a"], ["a"], ["a"], ["a"], [], [], []
    ]  # fmt: skip


def test_many_words_are_one_question(world: Any, ask: Ask) -> None:
    named(world, a="Bea Lund")
    assert ids(ask, "bea lund " * 5) == ["a"]
    assert ids(ask, "bea - lund & " * 5) == ["a"]


@pytest.mark.parametrize("query", ["bea lund " * 5 + "b", " ".join(f"w{i}" for i in range(11))])
def test_the_eleventh_word_is_refused_rather_than_dropped(query: str, world: Any, ask: Ask) -> None:
    named(world, a="Bea Lund")
    (error,) = ask(SEARCH, query=query)["errors"]
    assert error["message"] == "query has 11 words, more than 10; leave some of them out."
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


def test_search_is_for_members_alone(world: Any, ask: Ask) -> None:
    world("ada")
    codes = [ask(SEARCH, viewer=who, query="ada")["errors"][0]["extensions"]["code"] for who in (None, "nobody")]
    assert codes == ["UNAUTHENTICATED", "FORBIDDEN"]
