from typing import Any

import pytest
from graphql import build_schema, parse, validate
from graphql.validation.rules import overlapping_fields_can_be_merged

from app.execution.documents import RULES, Documents
from app.execution.limits import Limits

SCHEMA = build_schema(
    "type Query { viewer: Viewer member(id: ID!): Viewer } type Viewer { viewer: Viewer name: String }"
)


def documents(**changes: Any) -> Documents:
    given = {"tokens": 2_000, "length": 100_000, "hints": True, **changes}
    return Documents(Limits(depth=5), **given)


def messages(text: str, **changes: Any) -> list[str]:
    found = documents(**changes).get(text, SCHEMA)
    assert found is not None
    return [error.message for error in found.errors]


def test_a_valid_document_has_no_errors() -> None:
    found = documents().get("query A { viewer { name } } query B { viewer { name } }", SCHEMA)
    assert found is not None
    assert (found.errors, found.operations, found.introspects) == ((), 2, False)


def test_a_document_that_reads_the_schema_is_known() -> None:
    found = documents().get("{ ...S } fragment S on Query { s: __schema { queryType { name } } }", SCHEMA)
    assert found is not None
    assert (found.errors, found.introspects) == ((), True)


def test_the_same_text_is_read_once() -> None:
    kept = documents()
    assert kept.get("{ viewer { name } }", SCHEMA) is kept.get("{ viewer { name } }", SCHEMA)
    assert kept.get("{ viewer { name } }", SCHEMA) is not kept.get("{ viewer { name }  }", SCHEMA)


def test_what_does_not_parse_is_not_kept() -> None:
    kept = documents()
    assert kept.get("{", SCHEMA) is None
    assert len(kept) == 0


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("{ viewer { name } }", {"tokens": 5}),
        ("{ viewer { name } }", {"length": 18}),
        ("#\n#\n#\n#\n#\n{ viewer { name } }", {"tokens": 4}),
        ("{" + "viewer {" * 300 + "name" + "}" * 301, {}),
    ],
)
def test_too_long_a_document_does_not_parse(text: str, changes: dict[str, int]) -> None:
    assert documents(**changes).get(text, SCHEMA) is None


def test_limits_come_before_the_rules() -> None:
    deep = "{ viewer { viewer { viewer { viewer { viewer { nothing } } } } } }"
    assert messages(deep) == [
        "The operation nests too many levels: 6 where at most 5 are allowed; send it as several requests."
    ]


def test_the_rules_of_the_language_hold() -> None:
    found = documents().get("{ viewer { nam } }", SCHEMA)
    assert found is not None
    assert [(error.message, error.extensions) for error in found.errors] == [
        ("Cannot query field 'nam' on type 'Viewer'. Did you mean 'name'?", {"code": "GRAPHQL_VALIDATION_FAILED"})
    ]


def test_hints_can_be_left_out() -> None:
    assert messages("{ viewer { nam } }", hints=False) == ["Cannot query field 'nam' on type 'Viewer'."]


def test_reported_errors_are_bounded() -> None:
    found = messages("{ viewer { " + " ".join(f"x{number}" for number in range(100)) + " } }")
    assert len(found) == 21
    assert found[-1] == "Too many validation errors, error limit reached. Validation aborted."


def test_the_least_recently_used_goes_first() -> None:
    kept = documents(entries=2)
    first = kept.get("{ a: viewer { name } }", SCHEMA)
    second = kept.get("{ b: viewer { name } }", SCHEMA)
    assert kept.get("{ a: viewer { name } }", SCHEMA) is first
    kept.get("{ c: viewer { name } }", SCHEMA)
    assert len(kept) == 2
    assert kept.get("{ a: viewer { name } }", SCHEMA) is first
    assert kept.get("{ b: viewer { name } }", SCHEMA) is not second


def test_the_kept_text_is_bounded() -> None:
    kept = documents(text=60)
    for name in "abcdefgh":
        kept.get(f"{{ {name}: viewer {{ name }} }}", SCHEMA)
        assert len(kept) <= 2
    kept.get("{ viewer { name } } #" + " " * 60, SCHEMA)
    assert len(kept) == 0


def test_overlapping_fields_stop_at_the_lower_budget() -> None:
    bomb = parse("{ " + "viewer { viewer { name } } " * 150 + "}")
    assert [error.message for error in validate(SCHEMA, bomb, RULES)] == ["Validation aborted."]
    assert overlapping_fields_can_be_merged.MAX_COMPLEXITY_BUDGET == 20_000
