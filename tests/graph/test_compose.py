import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.graph.catalog import Catalog, CatalogError, catalog
from app.graph.compose import Composer

Compose = Callable[[], str]

COMPOSER = Composer(catalog())
VALUES: dict[str, Any] = {
    "words": ["x"],
    "degrees": ["FIRST"],
    "min_mutual_connections": 1,
    "is_mutual": True,
    "is_connected": True,
    "is_connected_to_viewer": True,
}
NOW = "2026-06-01T00:00:00Z"


def filter_sets(edge: str) -> list[frozenset[str]]:
    rules = catalog()[edge].rules_of("filter")
    always = frozenset(name for name, rule in rules.items() if rule == "true")
    return list(dict.fromkeys([always, *(always | {name} for name in rules), always | frozenset(rules)]))


def composed() -> Iterator[Any]:
    for edge in catalog().below("edges"):
        name = edge.name.removeprefix("edges/")
        for filters in filter_sets(edge.name):
            chosen = "+".join(sorted(filters)) or "all"
            yield pytest.param(partial(COMPOSER.count, name, filters), filters, id=f"count-{name}-{chosen}")
            for order in edge.rules_of("order"):
                yield pytest.param(
                    partial(COMPOSER.page, name, order, filters), filters, id=f"page-{name}-{order}-{chosen}"
                )
    for read in catalog().below("reads"):
        yield pytest.param(partial(COMPOSER.read, read.name.removeprefix("reads/")), frozenset(), id=read.name)


def answers(graph: Any, statement: str, keys: list[str], viewer: str = "ada", **more: Any) -> dict[str, Any]:
    now = graph.run("RETURN datetime($now) AS now", now=NOW)[0]["now"]
    parameters = {"viewer": viewer, "keys": keys, "after": None, "first": 10, "brief": False, "now": now, **more}
    rows = graph.run(statement, **parameters)
    return dict(next(iter(rows[0].values()))) if rows else {}


def ids(rows: Any) -> Any:
    return [row["node"]["id"] for row in rows]


@pytest.mark.parametrize(("compose", "filters"), list(composed()))
def test_the_server_takes_every_composed_statement(
    session_graph: Any, compose: Compose, filters: frozenset[str]
) -> None:
    parameters = {"viewer": "ada", "keys": ["ada"], "after": None, "first": 10, "brief": False, "now": None}
    parameters |= {name: VALUES.get(name, "x") for name in filters}
    assert session_graph.summary(f"EXPLAIN {compose()}", **parameters).query_type == "r"


@pytest.mark.parametrize(("compose", "filters"), list(composed()))
def test_a_composed_statement_is_bare_and_uses_the_filters_asked_for(compose: Compose, filters: frozenset[str]) -> None:
    statement = compose()
    assert not re.search(r"/\*|\*/|//|;|\n\s*\n", statement)
    used = set(re.findall(r"\$(\w+)", statement))
    known = {name for edge in catalog().below("edges") for name in edge.rules_of("filter")}
    assert used & known == filters
    assert used - known <= {"viewer", "keys", "after", "brief", "first", "now", *_read_parameters()}


def _read_parameters() -> set[str]:
    return {parameter.name for read in catalog().below("reads") for parameter in read.parameters}


@pytest.mark.parametrize(
    ("edge", "order", "kind"),
    [
        ("connections", "RECENT", "time"),
        ("connections", "NAME", "text"),
        ("second_degree", "MUTUAL_CONNECTIONS", "number"),
    ],
)
def test_what_a_page_is_ranked_by(edge: str, order: str, kind: str) -> None:
    assert COMPOSER.rank_kind(edge, order) == kind


def test_a_list_is_made_once_and_only_when_used() -> None:
    page = COMPOSER.page("connections", "RECENT")
    assert page.count("AS blocked_either_way") == 1
    assert "AS blocked_either_way" not in COMPOSER.read("present")


def test_a_statement_is_made_once() -> None:
    assert COMPOSER.page("followers", "RECENT") is COMPOSER.page("followers", "RECENT")


def test_a_rule_is_put_in_with_the_names_of_its_caller(tmp_path: Any) -> None:
    composer = thrown_away(
        tmp_path,
        {"rules/near": "// N?\n// of: bridge, member\n\n// answer\nRETURN bridge.of = 'a member' + member\nAS answer;"},
    )
    assert composer.expand("true /* near(a, b) */ AND x") == "(a.of = 'a member' + b) AND x"


def test_a_crossing_has_the_effects_of_accepting() -> None:
    accepting = catalog()["writes/accept_invitation"].part("act").split("effects")[1].strip(" ]*/[").strip()
    sending, borrowed = COMPOSER.write("send_invitation"), accepting.splitlines()
    assert (len(borrowed), borrowed[0].split(" {")[0]) == (16, "CREATE (viewer)-[:CONNECTED")
    assert [line.strip() for line in borrowed] == [
        line.strip() for line in sending.partition("outcome = 'CONNECTED' THEN {\n")[2].splitlines()[: len(borrowed)]
    ]


def test_effects_that_are_not_marked_cannot_be_borrowed(tmp_path: Path) -> None:
    write = "// W?\n\n" + "\n\n".join(f"// {label}\nRETURN 1" for label in ("lock", "find", "decide", "act", "answer"))
    borrowing = write.replace("// act\n", "// act\n/* [given() */\nRETURN 1\n/* given] */\n")
    composer = thrown_away(
        tmp_path,
        {
            "writes/given": write,
            "writes/taking": borrowing,
            "wrap/idempotent": "// O?\n/* [lock */ /* lock] *//* [body */ /* body] */",
        },
    )
    with pytest.raises(CatalogError, match=r"^writes/given: mark its effects with"):
        composer.write("taking")


def test_a_list_that_is_made_of_another_comes_after_it(tmp_path: Any) -> None:
    def made(text: str, *needs: str) -> str:
        return f"// A list.\n// needs: {', '.join(needs)}\n\n// list\n{text}\n\nRETURN 1;\n"

    composer = thrown_away(
        tmp_path,
        {
            "lists/a": made("LET a = size(b) + size(true /* in_c(1) */)", "b"),
            "lists/b": made("LET b = c", "c"),
            "lists/c": made("LET c = []"),
            "rules/in_c": "// In c?\n// of: one\n// needs: c\n\n// answer\nRETURN one IN c\nAS answer;\n",
            "reads/all": "// All?\n// needs: a\n/* [lists */\nLET a = 1\n/* lists] */\nRETURN a;\n",
        },
    )
    assert composer.read("all").splitlines() == [
        "LET c = []",
        "LET b = c",
        "LET a = size(b) + size((1 IN c))",
        "RETURN a",
    ]


def thrown_away(folder: Path, files: dict[str, str]) -> Composer:
    """The composer of a catalogue of these files."""
    for name, text in files.items():
        file = folder / f"{name}.cypher"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return Composer(Catalog(folder))


def test_pages_join_without_gap_or_double(graph: Any, world: Any) -> None:
    world("ada -- bob; ada -- cleo; ada -- dora; ada -- emil; eve")
    graph.run("MATCH ()-[c:CONNECTED]-() SET c.since = datetime('2026-01-01T00:00:00Z')")
    page = COMPOSER.page("connections", "RECENT")
    first = answers(graph, page, ["ada"], first=2)["ada"]
    assert ids(first) == ["bob", "cleo"]
    after = {"rank": first[-1]["rank"], "id": "cleo"}
    assert ids(answers(graph, page, ["ada"], first=2, after=after)["ada"]) == ["dora", "emil"]


def test_the_newest_stand_first_and_names_in_their_order(graph: Any, world: Any) -> None:
    world("ada -- cleo; ada -- bob; ada -- dora")
    recent, name = (COMPOSER.page("connections", order) for order in ("RECENT", "NAME"))
    assert ids(answers(graph, recent, ["ada"])["ada"]) == ["dora", "bob", "cleo"]
    assert ids(answers(graph, name, ["ada"])["ada"]) == ["bob", "cleo", "dora"]


def test_a_filter_narrows_page_and_count_alike(graph: Any, world: Any) -> None:
    world("ada -- bob; ada -- cleo", bob={"company": "Tidewheel"}, cleo={"company": "Clover Fields"})
    chosen = frozenset(["company"])
    page = answers(graph, COMPOSER.page("connections", "NAME", chosen), ["ada"], company="Tidewheel")
    count = answers(graph, COMPOSER.count("connections", chosen), ["ada"], company="Tidewheel")
    assert (ids(page["ada"]), count) == (["bob"], {"ada": 1})


@pytest.mark.parametrize("block", ["ada x bob", "bob x ada"])
def test_a_blocked_member_is_neither_listed_nor_counted_nor_asked_about(graph: Any, world: Any, block: str) -> None:
    world(f"grace -- bob; grace -- cleo; grace -- ada; {block}")
    page, count = COMPOSER.page("connections", "NAME"), COMPOSER.count("connections")
    assert {key: ids(rows) for key, rows in answers(graph, page, ["grace", "bob"]).items()} == {
        "grace": ["ada", "cleo"]
    }
    assert answers(graph, count, ["grace", "bob"]) == {"grace": 2}


def test_a_withheld_list_is_null_and_an_unknown_member_no_answer(graph: Any, world: Any) -> None:
    world("grace -- bob; ada", grace={"connectionsVisibility": "ONLY_ME"})
    page, count = COMPOSER.page("connections", "NAME"), COMPOSER.count("connections")
    for statement in (page, count):
        assert answers(graph, statement, ["grace", "ada", "nobody"])["grace"] is None
        assert answers(graph, statement, ["nobody"]) == {}
    assert answers(graph, count, ["ada"]) == {"ada": 0}


def test_what_only_another_order_needs_is_left_out() -> None:
    texts = {order: COMPOSER.page("second_degree", order) for order in ("MUTUAL_CONNECTIONS", "NAME", "RECENT")}
    assert [order for order, text in texts.items() if "max(since)" in text] == ["RECENT"]
    assert "max(since)" not in COMPOSER.count("second_degree")
