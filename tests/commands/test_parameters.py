from typing import Any

import pytest

from app.commands.parameters import ParameterError, parameters
from app.graph.catalog import Statement, parse

HEADER = """// What is given?
// params: $text STRING = 'ada', $texts LIST<STRING> = ['ada'], $number INTEGER = 1, $map MAP = {a: 1}
RETURN $text;
"""


def statement() -> Statement:
    return parse("reads/given", HEADER)


@pytest.mark.parametrize(
    ("given", "name", "value"),
    [
        ("text=grace", "text", "grace"),
        ("text=", "text", ""),
        ("text=null", "text", None),
        ('text="null"', "text", "null"),
        (r'text="\"null\""', "text", '"null"'),
        ('text="', "text", '"'),
        ('text="a', "text", '"a'),
        ("text=7", "text", "7"),
        ("texts=ada,null", "texts", ["ada", "null"]),
        ('texts=["null"]', "texts", ["null"]),
        ("texts=null", "texts", None),
        ("number=-9223372036854775808", "number", -(2**63)),
        ("number=null", "number", None),
        ('map={"a": [9223372036854775807]}', "map", {"a": [2**63 - 1]}),
    ],
)
def test_what_is_given_is_what_is_sent(given: str, name: str, value: Any) -> None:
    expected = {"text": "ada", "texts": ["ada"], "number": 1, "map": {"a": 1}, name: value}
    assert parameters(statement(), [given]) == expected


@pytest.mark.parametrize(
    ("name", "text", "kind", "example"),
    [
        ("text", '"a"b"', "STRING", "'ada'"),
        ("text", "a\udcff", "STRING", "'ada'"),
        ("text", r'"\ud800"', "STRING", "'ada'"),
        ("texts", r'["\ud800"]', "LIST<STRING>", "['ada']"),
        ("number", "9223372036854775808", "INTEGER", "1"),
        ("number", "9" * 5_000, "INTEGER", "1"),
        ("number", "1.5", "INTEGER", "1"),
        ("map", '{"a": [9223372036854775808]}', "MAP", "{a: 1}"),
        ("map", r'{"\ud800": 1}', "MAP", "{a: 1}"),
        ("map", '{"a":' * 100_000, "MAP", "{a: 1}"),
    ],
)
def test_what_cannot_be_sent_is_refused(name: str, text: str, kind: str, example: str) -> None:
    with pytest.raises(ParameterError) as error:
        parameters(statement(), [f"{name}={text}"])
    assert str(error.value) == f"-p {name}: {text!r} is no {kind}; write one such as {example}."
