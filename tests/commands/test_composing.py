"""Statements for cypher-shell: what the server would send, and its parameters as text."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.commands.composing import composed, pasted
from app.commands.parameters import ParameterError
from app.commands.querying import compose, find
from app.graph.catalog import catalog
from app.graph.loading import composer
from app.settings import Settings
from tests.conftest import Graph, World

CONNECTIONS = catalog()["edges/connections"]


def test_a_list_is_its_first_page_in_its_first_order() -> None:
    text, values = composed(CONNECTIONS, "ada", ["member=grace"], Settings())
    assert text == composer().page("connections", "RECENT")
    assert values == {"after": None, "brief": False, "first": 21, "keys": ["grace"], "viewer": "ada"}


def test_a_list_takes_an_order_a_size_and_filters() -> None:
    given = ["order=NAME", "first=3", "company=Tidewheel", "is_connected_to_viewer=true"]
    text, values = composed(CONNECTIONS, "ada", given, Settings())
    assert text == composer().page("connections", "NAME", frozenset({"company", "is_connected_to_viewer"}))
    assert (values["first"], values["company"], values["is_connected_to_viewer"]) == (3, "Tidewheel", True)


def test_an_order_that_a_list_has_not_is_refused() -> None:
    said = r"^-p order: edges/connections takes RECENT or NAME or MUTUAL_CONNECTIONS\.$"
    with pytest.raises(ParameterError, match=said):
        composed(CONNECTIONS, "ada", ["order=SCORE"], Settings())


def test_a_read_has_the_limits_of_the_settings_and_the_present() -> None:
    text, values = composed(catalog()["reads/actions"], "ada", ["keys=bob"], Settings(connection_limit=7))
    assert text == composer().read("actions")
    assert (values["keys"], values["connectionLimit"], values["viewer"]) == (["bob"], 7, "ada")
    assert timedelta(0) <= datetime.now(UTC) - values["now"] < timedelta(minutes=1)


def test_a_write_is_done_once_and_an_invariant_stays_as_it_is() -> None:
    text, values = composed(catalog()["writes/follow_member"], "ada", [], Settings())
    assert (text, values["member"], values["kept"]) == (composer().write("follow_member"), "grace", 600)
    check = catalog()["checks/i12_closed_after_sent"]
    assert composed(check, None, [], Settings()) == (check.text.removesuffix(";\n"), {})


@pytest.mark.parametrize(("given", "viewer"), [([], None), (["viewer=bob"], "bob")])
def test_without_a_viewer_nobody_is_signed_in(given: list[str], viewer: str | None) -> None:
    assert composed(catalog()["reads/cards"], None, given, Settings())[1]["viewer"] == viewer


VALUES: dict[str, Any] = {
    "nothing": None,
    "yes": True,
    "number": -3,
    "fraction": 1.5,
    "text": "it's a \\ line\nand another",
    "moment": datetime(2026, 1, 2, 3, 4, 5, 6000, UTC),
    "day": date(2026, 1, 2),
    "span": timedelta(days=21, seconds=5, microseconds=7),
    "list": ["a", 1],
    "map": {"rank": 1, "id": "x"},
}


def test_parameters_are_written_as_cypher_reads_them(graph: Graph) -> None:
    *lines, statement = pasted("RETURN 1", VALUES).splitlines()
    read = [re.fullmatch(r":param (\w+) => (.*);", line) for line in lines]
    asked = ", ".join(f"{match[1]}: {match[2]} = $asked.{match[1]}" for match in read if match)
    (row,) = graph.run(f"RETURN {{{asked}}} AS same", asked=VALUES)
    assert row["same"] == dict.fromkeys(VALUES, True) | {"nothing": None}
    assert statement == "RETURN 1;"


def test_what_is_printed_answers_as_the_server_does(graph: Graph, world: World) -> None:
    world("ada -- bob; ada -- cleo; bob x cleo")
    printed = compose(Settings(), "edges/connections", "bob", ["member=ada"])
    parameters = dict(re.findall(r"^:param (\w+) => (.*);$", printed, re.MULTILINE))
    values = {name: graph.run(f"RETURN {text} AS value")[0]["value"] for name, text in parameters.items()}
    (row,) = graph.run(re.sub(r"^:param .*\n", "", printed, flags=re.MULTILINE).removesuffix(";"), **values)
    assert [(key, [one["key"] for one in rows]) for key, rows in row["answers"]] == [("ada", ["bob"])]


def test_a_query_is_found_by_name_path_and_last_part() -> None:
    queries = dict(catalog())
    for name in ("connections", "edges/connections", CONNECTIONS.path, f"cypher/{CONNECTIONS.path}.cypher"):
        assert find(name, queries) is CONNECTIONS
