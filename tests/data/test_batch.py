from pathlib import Path

import pytest

from app.data.batch import Batch
from app.data.report import FileReport, Refusal
from app.data.rows import CONNECTED, MEMBERS


def test_a_repeat_is_sent_once_and_shares_the_fate_of_the_first() -> None:
    batch = Batch(CONNECTED)
    for line, (a, b) in enumerate([("x", "y"), ("a", "b"), ("y", "x"), ("n", "o"), ("n", "o"), ("p", "q")], start=2):
        batch.add(line, CONNECTED.parameters({"a": a, "b": b}))
    assert [(row["pair"], row["line"]) for row in batch.rows] == [("a b", 3), ("n o", 5), ("p q", 7), ("x y", 2)]

    report = FileReport(Path("connected.csv"))
    batch.judge([[2, "TAKEN", None], [3, "PRESENT", None], [5, "MEMBER_NOT_FOUND", "o"], [7, "BLOCKED", None]], report)
    assert (report.taken, report.present, report.refused, report.rows) == (1, 2, 3, 6)
    unknown = "no member has the id 'o'; add it to the members file"
    assert report.refusals == [
        Refusal(5, unknown),
        Refusal(6, unknown),
        Refusal(7, "one of the two blocks the other"),
    ]


def test_an_outcome_that_nobody_knows_is_a_fault() -> None:
    batch = Batch(MEMBERS)
    batch.add(2, MEMBERS.parameters({"id": "ada"}))
    with pytest.raises(ValueError, match=r"^a load statement answered 'PERHAPS'$"):
        batch.judge([[2, "PERHAPS", None]], FileReport(Path("members.csv")))


def test_a_batch_is_full_at_five_thousand() -> None:
    batch = Batch(MEMBERS)
    for number in range(4_999):
        batch.add(number, MEMBERS.parameters({"id": str(number)}))
    assert not batch.is_full
    batch.add(5_000, MEMBERS.parameters({"id": "0"}))
    assert not batch.is_full
    batch.add(5_001, MEMBERS.parameters({"id": "last"}))
    assert batch.is_full
