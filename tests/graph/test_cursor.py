"""Cursors: only what `encode` made for the same list comes through `decode`."""

import base64
from typing import Any

import orjson
import pytest

from app.graph.cursor import CursorError, RankKind, binding, decode, encode

BOUND = binding("connections", "ada", "RECENT", {})


def forged(parts: Any) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(parts)).rstrip(b"=").decode()


@pytest.mark.parametrize(
    ("kind", "rank"),
    [
        ("time", "2026-01-01T09:00Z"),
        ("time", "2026-01-01T09:00:00Z"),
        ("time", "2026-01-01T09:00:00.123456789Z"),
        ("time", "2026-01-01T09:00:00+02:00"),
        ("text", "élodie"),
        ("text", ""),
        ("text", "\ue00000ff41 sato \ue000020bb7"),
        ("number", 1.5),
        ("number", 0),
        ("number", -3),
        ("number", 2**53 - 1),
    ],
)
def test_a_cursor_comes_back_as_it_went(kind: RankKind, rank: object) -> None:
    assert decode(BOUND, encode(BOUND, rank, "grace"), kind) == {"rank": rank, "id": "grace"}


def test_a_cursor_is_printable_ascii_of_url_letters() -> None:
    assert encode(BOUND, "élodie?>", "grace").replace("-", "").replace("_", "").isalnum()
    assert encode(BOUND, "élodie?>", "grace").isascii()


def test_a_cursor_holds_version_binding_rank_and_id() -> None:
    cursor = encode(BOUND, 7, "grace")
    assert cursor == forged([1, BOUND, 7, "grace"])
    assert "=" not in cursor


@pytest.mark.parametrize(
    "other",
    [
        binding("followers", "ada", "RECENT", {}),
        binding("connections", "bob", "RECENT", {}),
        binding("connections", "ada", "NAME", {}),
        binding("connections", "ada", "RECENT", {"company": "Acme"}),
    ],
)
def test_a_cursor_of_another_list_is_refused(other: str) -> None:
    assert other != BOUND
    with pytest.raises(CursorError):
        decode(BOUND, encode(other, 1, "grace"), "number")


@pytest.mark.parametrize(
    "parts",
    [
        [0, BOUND, 1, "grace"],
        [2, BOUND, 1, "grace"],
        ["1", BOUND, 1, "grace"],
        [1, None, 1, "grace"],
        [1, BOUND, 1, 5],
        [1, BOUND, 1, None],
        [1, BOUND, 1, ["grace"]],
        [1, BOUND, 1],
        [1, BOUND, 1, "grace", "more"],
        [],
        {},
        "text",
        7,
        None,
    ],
)
def test_a_forged_cursor_is_refused(parts: object) -> None:
    with pytest.raises(CursorError):
        decode(BOUND, forged(parts), "number")


@pytest.mark.parametrize(
    ("kind", "rank"),
    [
        ("number", "1"),
        ("number", float(2**60)),
        ("number", True),
        ("number", None),
        ("number", [1]),
        ("number", 2**53),
        ("number", -(2**53)),
        ("number", 2**63),
        ("text", 1),
        ("text", None),
        ("text", {"a": 1}),
        ("time", 1),
        ("time", None),
        ("time", "yesterday"),
        ("time", "2026-01-01"),
        ("time", "2026-01-01T09:00:00"),
        ("time", "2026-13-01T09:00:00Z"),
        ("time", "99999-01-01T09:00:00Z"),
        ("time", "2026-01-01 09:00:00Z"),
        ("time", "2026-01-01T09:00:00+23:00"),
        ("time", "20260101T090000Z"),
        ("time", "2026-W01-1T09:00:00Z"),
        ("time", "2026-01-01T09:00:00+00:00:30"),
        ("time", ""),
    ],
)
def test_a_rank_of_another_kind_is_refused(kind: RankKind, rank: object) -> None:
    with pytest.raises(CursorError):
        decode(BOUND, forged([1, BOUND, rank, "grace"]), kind)


@pytest.mark.parametrize("number", ["1e400", "9" * 400, "NaN", "Infinity"])
def test_a_number_no_computer_holds_is_refused(number: str) -> None:
    raw = f'[1,"{BOUND}",{number},"grace"]'.encode()
    with pytest.raises(CursorError):
        decode(BOUND, base64.urlsafe_b64encode(raw).decode(), "number")


@pytest.mark.parametrize(
    "text", ["", " ", "a", "abcde", "é", "\x00", "\ud800", "!!!!", "bm90IGpzb24", "W1tbW1tbW1s", "gICA"]
)
def test_text_that_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(CursorError):
        decode(BOUND, text, "number")


def test_a_cursor_nested_too_deeply_is_refused() -> None:
    with pytest.raises(CursorError):
        decode(BOUND, base64.urlsafe_b64encode(b"[" * 700).decode(), "number")


def test_a_cursor_longer_than_any_is_refused_unread() -> None:
    longest = encode(BOUND, "x" * 739, "grace")
    assert len(longest) == 1024
    assert decode(BOUND, longest, "text") == {"rank": "x" * 739, "id": "grace"}
    with pytest.raises(CursorError):
        decode(BOUND, encode(BOUND, "x" * 740, "grace"), "text")


def test_a_cursor_for_the_longest_name_and_id_fits() -> None:
    for rank in ("界" * 100, "\ue000020bb7" * 100):
        assert decode(BOUND, encode(BOUND, rank, "x" * 128), "text") == {"rank": rank, "id": "x" * 128}


def test_a_cursor_from_before_keys_were_escaped_goes_on() -> None:
    assert decode(BOUND, forged([1, BOUND, "𠮷田 ken", "k"]), "text") == {"rank": "\ue000020bb7田 ken", "id": "k"}
