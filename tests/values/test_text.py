import random

import pytest

from app.values.text import InvalidValueError, email, line, name_key, shown, unescaped

BREAKS = (0x2028, 0x2029)
BIDI = (0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069)
ADMITTED = [
    "Jean\u00a0Luc", "佐藤\u3000健", "می\u200cخو\u0627\u0647م", "👩\u200d💻", "❤\ufe0f",
    "🏴\U000e0067\U000e0062\U000e007f",
    "א\u200fב", "co\u00adop", "a\u200bb", "\u0601\u0661", "홍길동", "\ue000", "\U0010ffff", "\u0378", "𠮷田",
]  # fmt: skip
BLANK = [
    "", " ", "\u00a0", "\u2003", "\u3000", "\u1680", "\u00ad", "\u034f", "\u061c", "\u115f", "\u1160", "\u17b4",
    "\u180b", "\u180e", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\u2064", "\u206f", "\u2800",
    "\u3164", "\ufe0f", "\ufeff", "\uffa0", "\ufff9", "\U0001d159", "\U0001d173", "\U000e0001", "\U000e0041",
    "\U000e0100", "\u200b \u2800\u00ad",
]  # fmt: skip


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
        *((f"a{chr(c)}b", rf"^headline holds the control character U\+{c:04X}$") for c in BREAKS),
        *((f"a{chr(c)}b", rf"^headline holds the control character U\+{c:04X}$") for c in BIDI),
        ("\u202e", r"^headline holds the control character U\+202E$"),
    ],
)
def test_text_without_control_characters_and_lone_surrogates(text: str, reason: str) -> None:
    with pytest.raises(InvalidValueError, match=reason):
        line(text, "headline", 200)


@pytest.mark.parametrize("text", ADMITTED)
def test_text_of_every_script_stays_as_it_is(text: str) -> None:
    assert line(f"\u3000{text}\u00a0", "name", 100) == text


@pytest.mark.parametrize("text", BLANK, ids=ascii)
def test_text_that_shows_nothing_is_blank(text: str) -> None:
    assert line(text, "name", 100) is None
    assert line(f" {text * 200} ", "name", 100) is None
    assert line(f"{text}x", "name", 100) == f"{text}x".strip()


def test_an_address_is_lower_cased() -> None:
    assert email(" Ada@Example.ORG ") == "ada@example.org"
    assert email("") is None


@pytest.mark.parametrize("text", ["a\u200b@example.org", "a@exam\u00adple.org", "a@example.org\ufeff"])
def test_an_address_holds_nothing_invisible(text: str) -> None:
    with pytest.raises(InvalidValueError, match=r"is no e-mail address$"):
        email(text)


@pytest.mark.parametrize("text", ["ada", "ada@", "@example.org", "a b@example.org", "a@b@example.org", "ada@example"])
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(InvalidValueError, match=r"is no e-mail address$"):
        email(text)


def test_a_value_is_shown_short_and_harmless() -> None:
    assert shown("\x1b[31m") == "'\\x1b[31m'"
    assert shown("x" * 41) == "'" + "x" * 39 + "…'"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Straße", "strasse"),
        ("ΟΔΥΣΣΕΥΣ", "οδυσσευσ"),
        ("İnci", "i\u0307nci"),
        ("\ud7ff", "\ud7ff"),
        ("\ue000", "\ue00000e000"),
        ("\uff21 b", "\ue00000ff41 b"),
        ("x\U0010ffff", "x\ue00010ffff"),
    ],
)
def test_a_key_is_readable_and_holds_nothing_above_its_own_escape(name: str, key: str) -> None:
    assert name_key(name) == key
    assert unescaped(key) == name.casefold()


def test_keys_are_ordered_and_begin_as_the_case_folded_names_do() -> None:
    chance = random.Random(1)
    letters = "aZ09\ud7ff\ue000\ue001\uf8ff\uff21ﬁ\ufffd\U00010000𐐀𠮷😀\U0010ffff"
    names = ["".join(chance.choices(letters, k=chance.randint(1, 4))) for _ in range(300)]
    by_units = sorted(names, key=lambda name: name_key(name).encode("utf-16-be"))
    assert [name_key(name) for name in by_units] == sorted(map(name_key, names))
    assert [name.casefold() for name in by_units] == sorted(name.casefold() for name in names)
    for one in names:
        begun = [other for other in names if other.casefold().startswith(one.casefold())]
        assert [other for other in names if name_key(other).startswith(name_key(one))] == begun
