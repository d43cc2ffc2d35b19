"""Changing what is said of oneself."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Graph
from tests.mutations.conftest import Snapshot
from tests.mutations.scene import Mutate, World, only, refusal, stored

pytestmark = pytest.mark.usefixtures("sound")

NOTHING: list[list[Any] | None] = [[], None]


def spread(text_: str) -> list[str]:
    return text_.split(".")


# What shows nothing, or turns what is written around it.
NAMELESS = [
    "\u00a0",
    "\u200b",
    "\u200d\ufe0f",
    "\u00ad",
    "\u2800",
    "\u3164",
    "\U000e0041",
    "\u202e",
    "a\u202eb",
    "a\u2066b",
]
TEXTS = {"headline": 200, "location": 100, "industry": 100, "about": 2_600}


@pytest.mark.parametrize(("field", "longest"), TEXTS.items())
def test_optional_text(
    field: str, longest: int, world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot
) -> None:
    world("ada", ada={field: "before", "company": "Acme"})
    before = snapshot()
    assert mutate.refused("updateProfile", **{field: "é" * (longest + 1)}) == refusal("INVALID_VALUE", field)
    assert snapshot() == before
    others = stored(graph) | {field: None}
    for given, kept in (
        ("😀" * longest, "😀" * longest),
        (" Cafe\u0301 ", "Caf\u00e9"),
        (None, None),
        ("x", "x"),
        ("  ", None),
        ("\u3000x\u00a0y\u3000", "x\u00a0y"),
        ("\u200b\u00ad", None),
    ):
        payload = mutate("updateProfile", **only(field, given))
        assert (payload["member"][field], payload["userErrors"]) == (kept, [])
        assert stored(graph) | {field: None} == others
    assert field not in stored(graph)


def test_what_is_left_out_stays(world: World, mutate: Mutate, snapshot: Snapshot) -> None:
    world("ada", ada={"headline": "Builder", "skills": ["Listening"], "emails": ["ada@example.org"]})
    mutate("updateProfile", positions=[{"company": "Acme", "title": "Builder"}], education=[{"school": "Lund"}])
    before = snapshot()
    payload = mutate("updateProfile")
    assert (payload["userErrors"], payload["member"]["company"], payload["member"]["headline"]) == (
        [],
        "Acme",
        "Builder",
    )
    assert snapshot() == before


def test_a_name_is_changed_but_never_removed(world: World, graph: Graph, mutate: Mutate, snapshot: Snapshot) -> None:
    world("ada")
    before = snapshot()
    for name in (None, "", "   ", "x" * 101, "a\tb", "a\x00b", *NAMELESS):
        assert mutate.refused("updateProfile", name=name, headline="new") == refusal("INVALID_VALUE", "name")
    assert mutate.refused("updateProfile", handle=None) == refusal("INVALID_VALUE", "handle")
    assert snapshot() == before
    assert mutate("updateProfile", name="É" * 100)["member"]["name"] == "É" * 100
    assert stored(graph)["nameKey"] == "é" * 100
    for name, key in (("Straße", "strasse"), ("𠮷田\u3000Ken", "\ue000020bb7田\u3000ken"), ("A\u200cB", "a\u200cb")):
        assert mutate("updateProfile", name=f"\u00a0{name} ")["member"]["name"] == name
        assert stored(graph)["nameKey"] == key


def test_ones_own_handle_may_be_kept(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada", ada={"handle": "ADA", "handleKey": "ada"})
    assert mutate("updateProfile", handle="ada")["member"]["handle"] == "ada"
    assert mutate("updateProfile", handle="lovely")["userErrors"] == []
    assert (stored(graph)["handle"], stored(graph)["handleKey"]) == ("lovely", "lovely")
    assert mutate("registerMember", viewer="zed", handle="ada", name="Zed")["userErrors"] == []


@pytest.mark.parametrize(
    ("emails", "field"),
    [
        ([f"a{i}@example.org" for i in range(6)], "emails"),
        (["a@example.org", "nonsense"], "emails.1"),
        ([""], "emails.0"),
        (["@example.org"], "emails.0"),
        (["a@b"], "emails.0"),
        (["a b@example.org"], "emails.0"),
        (["a@@example.org"], "emails.0"),
        (["a\x07@example.org"], "emails.0"),
        (["a\u200b@example.org"], "emails.0"),
        (["\u3164"], "emails.0"),
        ([f"{'a' * 243}@example.org"], "emails.0"),
    ],
)
def test_addresses_that_are_none(
    emails: list[str], field: str, world: World, mutate: Mutate, snapshot: Snapshot
) -> None:
    world("ada")
    before = snapshot()
    assert mutate.refused("updateProfile", emails=emails) == refusal("INVALID_VALUE", *spread(field))
    assert snapshot() == before


def test_addresses_are_kept_in_lower_case_each_once(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada")
    given = [f"A{i}@Example.org" for i in range(5)]
    mutate("updateProfile", emails=[*given, "a0@example.ORG"])
    assert mutate.ask("{ viewer { emails } }")["data"]["viewer"]["emails"] == [e.lower() for e in given]
    for nothing in NOTHING:
        assert mutate("updateProfile", emails=nothing)["userErrors"] == []
        assert stored(graph)["emails"] == []


@pytest.mark.parametrize(
    ("skills", "field"),
    [
        (["x"] * 51, "skills"),
        (["a", " "], "skills.1"),
        (["x" * 51], "skills.0"),
        (["a", "b", "c\x1b"], "skills.2"),
        (["\u3164"], "skills.0"),
    ],
)
def test_skills_that_are_none(skills: list[str], field: str, world: World, mutate: Mutate, snapshot: Snapshot) -> None:
    world("ada", ada={"skills": ["Listening"]})
    before = snapshot()
    assert mutate.refused("updateProfile", skills=skills) == refusal("INVALID_VALUE", *spread(field))
    assert snapshot() == before


def test_skills_are_replaced_as_a_whole(world: World, mutate: Mutate) -> None:
    world("ada", ada={"skills": ["Listening"]})
    fifty = [f"{i:02}" + "界" * 48 for i in range(50)]
    assert mutate("updateProfile", skills=fifty)["member"]["skills"] == fifty
    assert mutate("updateProfile", skills=[" Cafe\u0301 "])["member"]["skills"] == ["Caf\u00e9"]
    assert mutate("updateProfile", skills=None)["member"]["skills"] == []


def job(company: str, title: str = "Builder", started: str | None = None, ended: str | None = None) -> dict[str, Any]:
    return {"company": company, "title": title, "startedOn": started, "endedOn": ended}


def test_the_first_current_position_names_the_company(world: World, graph: Graph, mutate: Mutate) -> None:
    world("ada; bob", ada={"company": "Registered"})
    jobs = [job("Old", ended="2019"), job(" Acme ", started="2020-05"), job("Other", started="2021-01-31")]
    payload = mutate("updateProfile", positions=jobs)
    assert payload["member"]["company"] == "Acme"
    assert payload["member"]["positions"] == [
        {**job("Other", started="2021-01-31"), "isCurrent": True},
        {**job("Acme", started="2020-05"), "isCurrent": True},
        {**job("Old", ended="2019"), "isCurrent": False},
    ]
    mutate("updateProfile", viewer="bob", positions=[job("Acme", "Boss")])
    assert graph.run("MATCH (c:Company) RETURN c.name AS name ORDER BY name") == [
        {"name": "Acme"},
        {"name": "Old"},
        {"name": "Other"},
    ]
    assert mutate("updateProfile", headline="x")["member"]["company"] == "Acme"
    assert mutate("updateProfile", positions=[job("Old", ended="2019")])["member"]["company"] is None
    for nothing in NOTHING:
        mutate("updateProfile", positions=[job("Acme")])
        member = mutate("updateProfile", positions=nothing)["member"]
        assert (member["positions"], member["company"]) == ([], None)


def test_a_company_may_be_named_twice(world: World, mutate: Mutate) -> None:
    world("ada")
    jobs = [job("Acme", "Builder", "2019", "2019"), job("Acme", "Boss", "2020")]
    assert [one["title"] for one in mutate("updateProfile", positions=jobs)["member"]["positions"]] == [
        "Boss",
        "Builder",
    ]


def test_education_is_replaced_as_a_whole(world: World, mutate: Mutate) -> None:
    world("ada")
    first = {"school": "Lund", "degree": " MSc ", "startedOn": "2001", "endedOn": "2001-12"}
    second = {"school": "Kiel", "degree": None, "startedOn": "1999-02-28", "endedOn": None}
    member = mutate("updateProfile", education=[second, first])["member"]
    assert member["education"] == [first | {"degree": "MSc"}, second]
    assert mutate("updateProfile", education=[{"school": "Ume\u00e5"}])["member"]["education"] == [
        {"school": "Ume\u00e5", "degree": None, "startedOn": None, "endedOn": None}
    ]
    assert mutate("updateProfile", education=None)["member"]["education"] == []


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (job(" "), "company"),
        (job("x" * 101), "company"),
        (job("a\x07"), "company"),
        (job("Acme", ""), "title"),
        (job("Acme", "x" * 101), "title"),
        (job("Acme", started="yesterday"), "startedOn"),
        (job("Acme", started="2020-13"), "startedOn"),
        (job("Acme", started="2020-5"), "startedOn"),
        (job("Acme", started="20200501"), "startedOn"),
        (job("Acme", started="\uff12\uff10\uff12\uff10"), "startedOn"),
        (job("Acme", started="2020-01-01T00:00:00Z"), "startedOn"),
        (job("Acme", ended="2021-02-29"), "endedOn"),
        (job("Acme", ended="0000"), "endedOn"),
        (job("Acme", started="2020", ended="2019"), "endedOn"),
        (job("Acme", started="2020-05-02", ended="2020-05-01"), "endedOn"),
        (job("Acme", started="2020-05", ended="2020-04-30"), "endedOn"),
    ],
)
def test_a_position_that_is_none(
    entry: dict[str, Any], field: str, world: World, mutate: Mutate, snapshot: Snapshot
) -> None:
    world("ada")
    mutate("updateProfile", positions=[job("Kept")], education=[{"school": "Kept"}])
    before = snapshot()
    given = [job("Acme"), entry]
    assert mutate.refused("updateProfile", positions=given) == refusal("INVALID_VALUE", "positions", "1", field)
    course = {"school": entry["company"], "degree": entry["title"] or "x" * 101}
    course |= {"startedOn": entry["startedOn"], "endedOn": entry["endedOn"]}
    named = {"company": "school", "title": "degree"}.get(field, field)
    assert mutate.refused("updateProfile", education=[course]) == refusal("INVALID_VALUE", "education", "0", named)
    assert snapshot() == before


@pytest.mark.parametrize(("started", "ended"), [("2020-05", "2020"), ("2020", "2020-01-01"), ("2020-05-31", "2020-05")])
def test_partial_dates_that_may_agree(started: str, ended: str, world: World, mutate: Mutate) -> None:
    world("ada")
    (kept,) = mutate("updateProfile", positions=[job("Acme", "Builder", started, ended)])["member"]["positions"]
    assert (kept["startedOn"], kept["endedOn"], kept["isCurrent"]) == (started, ended, False)


def test_fifty_entries_are_kept_and_one_more_is_refused(world: World, mutate: Mutate, snapshot: Snapshot) -> None:
    world("ada")
    before = snapshot()
    jobs, courses = [job(f"c{i}") for i in range(51)], [{"school": f"s{i}"} for i in range(51)]
    assert mutate.refused("updateProfile", positions=jobs) == refusal("INVALID_VALUE", "positions")
    assert mutate.refused("updateProfile", education=courses) == refusal("INVALID_VALUE", "education")
    assert snapshot() == before
    member = mutate("updateProfile", positions=jobs[:50], education=courses[:50])["member"]
    assert (len(member["positions"]), len(member["education"])) == (50, 50)


def test_every_fault_is_told_at_once(world: World, mutate: Mutate, snapshot: Snapshot) -> None:
    world("ada")
    before = snapshot()
    found = mutate.refused(
        "updateProfile", name=None, handle="A", emails=["x"], about="x" * 2601, skills=[""], positions=[job("", "")]
    )
    assert {code for code, _, _ in found} == {"INVALID_VALUE"}
    assert {".".join(field or []) for _, field, _ in found} == {
        "name",
        "handle",
        "emails.0",
        "about",
        "skills.0",
        "positions.0.company",
        "positions.0.title",
    }
    assert snapshot() == before
