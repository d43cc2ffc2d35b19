"""From what somebody typed to a question for the full-text index."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from unicodedata import normalize

from app.schema.enums import Degree
from app.schema.errors import ClientError
from app.schema.values import check_text

_WORD = re.compile(r"\w+")
_MOST_WORDS = 10


def asked_for(
    query: str, degrees: Sequence[Degree] | None, location: str | None, company: str | None, skill: str | None
) -> dict[str, Any]:
    """The filters of `cypher/edges/found.cypher`; raises `ClientError` for a query without a word."""
    words = list(dict.fromkeys(_WORD.findall(normalize("NFC", check_text(query, "query")).lower())))[:_MOST_WORDS]
    if not words:
        raise ClientError("query must hold a letter or a digit.")
    filters: dict[str, Any] = {"search": " AND ".join(f"({word} OR {word}*)" for word in words), "words": tuple(words)}
    if degrees:
        filters["degrees"] = tuple(sorted(degree.value for degree in degrees))
    for name, value in (("location", location), ("company", company)):
        if value:
            filters[name] = normalize("NFC", check_text(value, name))
    if skill:
        filters["skill"] = normalize("NFC", check_text(skill, "skill")).lower()
    return filters
