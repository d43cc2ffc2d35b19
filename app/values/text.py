"""Validation of text, and the keys by which names are ordered and searched."""

import re
import unicodedata

NAME, HEADLINE, ABOUT, SKILL = 100, 200, 2_600, 50  # characters at most; a company, school or title is as a name
MOST_EMAILS, MOST_ENTRIES = 5, 50  # of a member; of each list of a profile

# Control characters, line and paragraph separators, bidi embeddings, overrides and isolates, lone surrogates.
_REFUSED = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# All but white space, Default_Ignorable_Code_Point, and characters without a visible glyph.
_VISIBLE = re.compile(
    "[^\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f\u2800\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_HIGH = re.compile("[\ue000-\U0010ffff]")
_ESCAPED = re.compile("\ue000(0[0-9a-f]{5}|10[0-9a-f]{4})")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_EMAIL_LENGTH = 254


class InvalidValueError(ValueError):
    """Raised for an invalid value; the message is a clause that says why."""


def line(text: str, field: str, longest: int) -> str | None:
    """Normalise one line of text: NFC and trimmed; None when it has no visible character."""
    text = unicodedata.normalize("NFC", text).strip()
    if refused := _REFUSED.search(text):
        raise InvalidValueError(f"{field} {_fault(refused[0])}")
    if not _VISIBLE.search(text):
        return None
    if len(text) > longest:
        raise InvalidValueError(f"{field} has {len(text)} characters, more than {longest}")
    return text


def _fault(character: str) -> str:
    if unicodedata.category(character) == "Cs":
        return "is not UTF-8 text"
    return f"holds the control character U+{ord(character):04X}"


def name_key(name: str) -> str:
    """The case-folded, escaped name, for ordering and prefix search."""
    return escaped(name.casefold())


def escaped(text: str) -> str:
    """Escape each character from U+E000 on as U+E000 and six hexadecimal digits.

    Neo4j sorts by code points but compares by UTF-16 units; for escaped text both orders are that of the code points.
    """
    return _HIGH.sub(lambda high: f"\ue000{ord(high[0]):06x}", text)


def unescaped(key: str) -> str:
    return _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), key)


def email(text: str) -> str | None:
    """Normalise an address to lower case; None when it is empty, `InvalidValueError` when it is invalid."""
    address = line(text, "email", _EMAIL_LENGTH)
    if address is None:
        return None
    # With an invisible character an address would never equal a typed one.
    if not _EMAIL.fullmatch(address) or not address.isprintable():
        raise InvalidValueError(f"{shown(address)} is no e-mail address")
    return address.lower()


def is_printable(text: str, longest: int) -> bool:
    """Whether a key or handle is acceptable; these are neither trimmed nor normalised."""
    return len(text) <= longest and text.isprintable()


def shown(text: str) -> str:
    """The value for a message: quoted, escaped, at most 40 characters."""
    return repr(text if len(text) <= 40 else text[:39] + "…")
