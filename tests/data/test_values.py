from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.data.values import InvalidValueError, email, line, member_id, pair, shown, time, utc


@pytest.mark.parametrize("text", ["a", "0", "ada.l-1_x", "!", "~", "x" * 128])
def test_an_id_is_printable_ascii(text: str) -> None:
    assert member_id(text) == text


@pytest.mark.parametrize("text", ["", "x" * 129, "a b", "ä", "a\n", "\x7f", "\udc80"])
def test_anything_else_is_no_id(text: str) -> None:
    with pytest.raises(InvalidValueError, match=r"is no id: 1 to 128 printable ASCII characters without spaces"):
        member_id(text)


def test_text_is_composed_and_trimmed() -> None:
    assert line("  Inés \t", "name", 100) == "Inés"
    assert line(" \t ", "name", 100) is None


def test_text_is_measured_after_trimming() -> None:
    assert line(" " + "é" * 100 + " ", "name", 100) == "é" * 100
    with pytest.raises(InvalidValueError, match=r"^name has 101 characters, more than 100$"):
        line("x" * 101, "name", 100)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a\x00b", r"^headline holds the control character U\+0000$"),
        ("a\nb", r"^headline holds the control character U\+000A$"),
        ("a\x9bb", r"^headline holds the control character U\+009B$"),
        ("a\udc80b", "^headline is not UTF-8 text$"),
    ],
)
def test_text_without_control_characters_and_lone_surrogates(text: str, reason: str) -> None:
    with pytest.raises(InvalidValueError, match=reason):
        line(text, "headline", 200)


def test_an_address_is_lower_cased() -> None:
    assert email(" Ada@Example.ORG ") == "ada@example.org"
    assert email("") is None


@pytest.mark.parametrize("text", ["ada", "ada@", "@example.org", "a b@example.org", "a@b@example.org", "ada@example"])
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(InvalidValueError, match=r"is no e-mail address$"):
        email(text)


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


def test_a_pair_is_in_string_order() -> None:
    assert pair("grace", "ada") == "ada grace"
    assert pair("9", "10") == "10 9"
    assert pair("a", "B") == "B a"


def test_a_value_is_shown_short_and_harmless() -> None:
    assert shown("\x1b[31m") == "'\\x1b[31m'"
    assert shown("x" * 41) == "'" + "x" * 39 + "…'"
