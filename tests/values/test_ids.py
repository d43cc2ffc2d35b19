import pytest

from app.values.ids import is_member_id, member_id, pair
from app.values.text import InvalidValueError


@pytest.mark.parametrize("text", ["a", "0", "ada.l-1_x", "!", "~", "x" * 128])
def test_an_id_is_printable_ascii(text: str) -> None:
    assert member_id(text) == text


@pytest.mark.parametrize("text", ["", "x" * 129, "a b", "ä", "a\n", "\x7f", "\udc80"])
def test_anything_else_is_no_id(text: str) -> None:
    with pytest.raises(InvalidValueError, match=r"is no id: 1 to 128 printable ASCII characters without spaces"):
        member_id(text)


def test_a_pair_is_in_string_order() -> None:
    assert pair("grace", "ada") == "ada grace"
    assert pair("9", "10") == "10 9"
    assert pair("a", "B") == "B a"


def test_what_came_from_outside_may_be_no_text_at_all() -> None:
    assert is_member_id("!" + "~" * 127)
    assert not any(is_member_id(value) for value in ("", "a" * 129, " ", "a\n", "ä", None, 7, b"ada"))
