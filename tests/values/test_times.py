from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.values.text import InvalidValueError
from app.values.times import time, utc


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-31", "2024-05-31T00:00:00.000Z"),
        ("2024-05-31T09:30", "2024-05-31T09:30:00.000Z"),
        ("2024-05-31 09:30:15", "2024-05-31T09:30:15.000Z"),
        ("2024-05-31T09:30:15.123456Z", "2024-05-31T09:30:15.123Z"),
        ("2024-05-31t09:30:15z", "2024-05-31T09:30:15.000Z"),
        ("20240531T093015+0200", "2024-05-31T07:30:15.000Z"),
        ("2024-05-31T23:30:00-05:00", "2024-06-01T04:30:00.000Z"),
        ("  2024-05-31 ", "2024-05-31T00:00:00.000Z"),
        ("0001-01-01", "0001-01-01T00:00:00.000Z"),
    ],
)
def test_a_time_is_utc_in_milliseconds(text: str, expected: str) -> None:
    assert time(text) == expected


def test_no_time_is_none() -> None:
    assert time(" ") is None


@pytest.mark.parametrize(
    "text", ["31.5.2024", "2024-02-30", "2024", "2024-05-31x09:30", "now", "1717144200", "0001-01-01T00:00:00+05:00"]
)
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(InvalidValueError, match=r"is no ISO 8601 time such as 2024-05-31T09:30:00Z$"):
        time(text)


def test_a_moment_as_text() -> None:
    assert utc(datetime(2024, 5, 31, 9, 30, 15, 123999, UTC)) == "2024-05-31T09:30:15.123Z"
    assert utc(datetime(2024, 5, 31, 9, 30)) == "2024-05-31T09:30:00.000Z"
    assert utc(datetime(2024, 5, 31, 9, 30, tzinfo=timezone(timedelta(hours=2)))) == "2024-05-31T07:30:00.000Z"
