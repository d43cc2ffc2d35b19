import re
from typing import Any

import pytest

from app.graph.catalog import Catalog, CatalogError, Parameter, Statement, catalog, last_part, parse
from app.graph.compose import Composer

COMPOSER = Composer(catalog())
ALL = [pytest.param(statement, id=name) for name, statement in catalog().items()]
EDGES = [pytest.param(statement, id=statement.name) for statement in catalog().below("edges")]
WRITING = ("writes/", "load/", "maintenance/", "schema/", "demo/", "wrap/idempotent")
KINDS = {"owner", "visible", "total", "order", "row", "filter"}

EDGE = """\
// Whom does a member know?
// params: $member STRING = 'ada', $ids LIST<STRING> = ['a', 'b'], $after MAP = {rank: 1, id: 'x'}
MATCH (member:Member {id: $member})

// pattern
// Everybody.
MATCH (member)--(node)
RETURN node;

// owner: true
// order RECENT: edge.since DESC time
// order NAME: node.nameKey ASC
"""


def code(statement: Statement) -> str:
    return re.sub(r"^ *//.*|/\*.*?\*/", "", statement.text.partition(";\n")[0], flags=re.MULTILINE)


def examples(graph: Any, statement: Statement) -> dict[str, Any]:
    """The example parameters of a file; times and durations are written as text."""
    makers = {"ZONED DATETIME": "datetime", "DURATION": "duration"}
    texts = (f"{p.name}: {makers.get(p.type, '')}({p.example})" for p in statement.parameters)
    return dict(graph.run(f"RETURN {{{', '.join(texts)}}} AS examples")[0]["examples"])


@pytest.mark.parametrize("statement", ALL)
def test_the_server_takes_every_file_as_it_stands(session_graph: Any, statement: Statement) -> None:
    summary = session_graph.summary(f"EXPLAIN {statement.text}", **examples(session_graph, statement))
    if not statement.name.startswith(WRITING):
        assert summary.query_type == "r"


@pytest.mark.parametrize("statement", ALL)
def test_a_file_declares_the_parameters_it_uses(statement: Statement) -> None:
    declared = [parameter.name for parameter in statement.parameters]
    used = set(re.findall(r"\$(\w+)", code(statement)))
    if statement.name.startswith("reads/"):
        # What stands in the place of a rule may ask for more.
        used |= set(re.findall(r"\$(\w+)", COMPOSER.read(statement.name.removeprefix("reads/"))))
    assert sorted(declared) == sorted(used)


@pytest.mark.parametrize("statement", ALL)
def test_a_file_begins_with_one_sentence(statement: Statement) -> None:
    assert re.fullmatch(r"[A-Z].*[.?]", statement.question)


@pytest.mark.parametrize("edge", EDGES)
def test_an_edge_says_who_may_see_what_in_which_order(edge: Statement) -> None:
    assert {("owner", ""), ("visible", ""), ("row", "node")} <= edge.rules.keys()
    assert {kind for kind, _ in edge.rules} <= KINDS
    assert edge.rules_of("order")
    for order in edge.rules_of("order").values():
        assert re.fullmatch(r".+ (ASC|DESC)( time)?", order)
    assert re.search(r"\nRETURN node, edge, .+ AS rank\nORDER BY rank( DESC)?$", edge.part("pattern"))


@pytest.mark.parametrize("edge", EDGES)
def test_an_edge_shows_only_visible_members(edge: Statement) -> None:
    shows = "true /* visible(node) */" in edge.rules["visible", ""]
    assert shows == (edge.name != "edges/blocked_members")


@pytest.mark.parametrize("edge", EDGES)
def test_a_filter_uses_the_parameter_of_its_name(edge: Statement) -> None:
    for name, condition in edge.rules_of("filter").items():
        assert set(re.findall(r"\$(\w+)", condition)) - {"now", "viewer"} <= {name}


@pytest.mark.parametrize("edge", EDGES)
def test_no_line_below_an_edge_is_overlooked(edge: Statement) -> None:
    foot = [line for line in edge.text.partition(";\n")[2].splitlines() if line]
    assert len(edge.rules) == len(foot)


def test_every_rule_and_every_list_is_used() -> None:
    texts = "\n".join(statement.text for statement in catalog().values())
    needed = {name for statement in catalog().values() for name in statement.needs}
    rules = [*catalog().below("rules"), *catalog().below("views")]
    assert [s.name for s in rules if f"/* {last_part(s.name)}(" not in texts] == []
    assert sorted(needed) == sorted(last_part(s.name) for s in catalog().below("lists"))


def test_a_file_is_taken_apart() -> None:
    statement = parse("edges/known", EDGE)
    assert statement.question == "Whom does a member know?"
    assert statement.parameters == (
        Parameter("member", "STRING", "'ada'"),
        Parameter("ids", "LIST<STRING>", "['a', 'b']"),
        Parameter("after", "MAP", "{rank: 1, id: 'x'}"),
    )
    assert dict(statement.parts) == {"pattern": "MATCH (member)--(node)\nRETURN node"}
    assert statement.part("pattern") == "MATCH (member)--(node)\nRETURN node"
    with pytest.raises(CatalogError, match=r"^edges/known: label one of its paragraphs `// lock`$"):
        statement.part("lock")
    assert dict(statement.rules) == {
        ("owner", ""): "true",
        ("order", "RECENT"): "edge.since DESC time",
        ("order", "NAME"): "node.nameKey ASC",
    }
    assert list(statement.rules_of("order")) == ["RECENT", "NAME"]
    assert (statement.arguments, statement.needs, statement.text) == ((), (), EDGE)


def test_a_rule_names_what_it_is_about_and_the_lists_it_needs() -> None:
    rule = parse("rules/near", "// Near?\n// of: bridge, member\n// needs: friends\nRETURN true AS answer;\n")
    assert (rule.arguments, rule.needs) == (("bridge", "member"), ("friends",))


@pytest.mark.parametrize("text", ["", "MATCH (n) RETURN n;", "//no space\nRETURN 1;"])
def test_a_file_without_a_question_is_refused(text: str) -> None:
    with pytest.raises(CatalogError, match=re.escape("reads/x: the first line must be the question, as `// …`")):
        parse("reads/x", text)


@pytest.mark.parametrize("header", ["$a = 1", "$a STRING", "a STRING = 'x'", "none"])
def test_a_malformed_header_is_refused(header: str) -> None:
    with pytest.raises(CatalogError) as error:
        parse("reads/x", f"// What?\n// params: {header}\nRETURN $a;\n")
    assert str(error.value) == f"reads/x: `// params:` wants `$name TYPE = example, …`, got {header!r}"


def test_files_have_the_names_of_their_kind_and_their_last_part(tmp_path: Any) -> None:
    (tmp_path / "reads" / "deep").mkdir(parents=True)
    (tmp_path / "reads" / "b.cypher").write_text("// B?\nRETURN 1;\n")
    (tmp_path / "reads" / "deep" / "a.cypher").write_text("// A?\nRETURN 1;\n")
    found = Catalog(tmp_path)
    assert [(name, statement.path) for name, statement in found.items()] == [
        ("reads/b", "reads/b"),
        ("reads/a", "reads/deep/a"),
    ]
    assert [s.question for s in found.below("reads")] == ["B?", "A?"]
    assert (len(found), found.below("read")) == (2, [])


def test_two_files_of_a_kind_with_one_last_part_are_refused(tmp_path: Any) -> None:
    for folder in ("members", "posts"):
        (tmp_path / "reads" / folder).mkdir(parents=True)
        (tmp_path / "reads" / folder / "counts.cypher").write_text("// How many?\nRETURN 1;\n")
    said = r"^reads/posts/counts: rename it, reads/members/counts has the same last part$"
    with pytest.raises(CatalogError, match=said):
        Catalog(tmp_path)


NEAR = "// Near?\n// of: bridge, member\n\n// answer\nRETURN EXISTS { (bridge)--(between)--(member) }\nAS answer;\n"
FRIENDS = "// Friends.\n\n// list\nCALL (viewer) {\n  RETURN collect(other) AS friends\n}\n\nRETURN friends;\n"


def read(text: str, needs: str = "") -> str:
    return f"// Who?\n{needs}MATCH (one)--(two)\nWHERE {text}\nRETURN one;\n"


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("reads/a", read("true /* near(one, two) */"), None),
        ("reads/a", read("true /* near(one) */"), "near is about ('bridge', 'member'), asked with ('one',)"),
        ("reads/a", read("true /* far(one) */"), "there is no rule far"),
        (
            "reads/a",
            read("true /* near(one, between) */"),
            "rename between here or in near, which would take the one for the other",
        ),
        (
            "reads/a",
            read("any(between IN [two] WHERE true /* near(one, two) */)"),
            "rename between here or in near, which would take the one for the other",
        ),
        (
            "reads/a",
            read("EXISTS { (one)--(between) WHERE true /* near(one, two) */ }"),
            "rename between here or in near, which would take the one for the other",
        ),
        ("rules/b", NEAR.replace("(between)", "(between {of: bridge})"), None),
        (
            "rules/b",
            NEAR.replace("(between)", "({bridge: 1})"),
            "its argument bridge is before a colon, where it cannot be replaced",
        ),
        (
            "rules/b",
            "// B?\n// of: x\n\n// answer\nRETURN any(between IN [1] WHERE true /* near(x, x) */)\nAS answer;\n",
            "rename between here or in near, which would take the one for the other",
        ),
        ("reads/a", read("one IN friends", "// needs: friends\n"), None),
        ("reads/a", read("one IN friends"), "the lists it names are to be declared as `// needs: friends`"),
        ("reads/a", read("true", "// needs: friends\n"), "the lists it names are to be declared as `// needs: `"),
    ],
)
def test_a_catalogue_in_which_a_rule_would_meet_a_name_of_its_caller_is_refused(
    tmp_path: Any, file: str, text: str, said: str | None
) -> None:
    files = {"rules/near": NEAR, "lists/friends": FRIENDS, file: text}
    for name, content in files.items():
        path = tmp_path / f"{name}.cypher"
        path.parent.mkdir(exist_ok=True)
        path.write_text(content)
    if said is None:
        assert len(Catalog(tmp_path)) == 3
        return
    with pytest.raises(CatalogError) as error:
        Catalog(tmp_path)
    assert str(error.value) == f"{file}: {said}"
