"""The query for the full-text index from the text that a client sends."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from app.schema.core.arguments import check_text
from app.schema.core.errors import ClientError
from app.schema.relationships.types import Degree

_MOST_WORDS = 10
_SYNTAX = re.compile(r'([+\-!(){}\[\]^"~*?:\\/&|])')
_OF_A_WORD = "_\u200c\u200d"  # joiners stand inside Persian and Indic words


def search_filters(
    query: str, degrees: Sequence[Degree] | None, location: str | None, company: str | None, skill: str | None
) -> dict[str, Any]:
    """The filters of the edge `member_search`; raises `ClientError` for a query without a word, or with too many."""
    if not words_of(query):
        raise ClientError("query must hold a letter or a digit.")
    chunks = [chunk for chunk in check_text(query, "query").split() if words_of(chunk)]
    if len(chunks) > _MOST_WORDS:
        raise ClientError(f"query has {len(chunks)} words, more than {_MOST_WORDS}; leave some of them out.")
    words = dict.fromkeys(word.casefold() for chunk in chunks for word in words_of(chunk))
    filters: dict[str, Any] = {"search": " AND ".join(map(_spellings, chunks)), "words": tuple(words)}
    if degrees:
        filters["degrees"] = tuple(sorted(degree.value for degree in degrees))
    if location:
        filters["location"] = check_text(location, "location")
    if company:
        filters["company"] = check_text(company, "company")
    if skill:
        filters["skill"] = check_text(skill, "skill")
    return filters


def words_of(chunk: str) -> list[str]:
    """Runs of letters, their marks, digits and underscores."""
    kept = (letter if _is_of_a_word(letter) else " " for letter in chunk)
    return [word for word in "".join(kept).split() if any(letter.isalnum() for letter in word)]


def _spellings(chunk: str) -> str:
    """A query for any spelling of the chunk: lower case letter by letter as in the index, as a word, or case-folded."""
    folded = "".join(letter.lower()[0] for letter in chunk)
    return f"({' OR '.join(map(_spelling, dict.fromkeys((folded, chunk.lower(), chunk.casefold()))))})"


def _spelling(chunk: str) -> str:
    """A query for the chunk as the index splits it, as the beginning of one of its words, or as those of several."""
    escaped = _SYNTAX.sub(r"\\\1", chunk)
    return f'"{escaped}" OR {escaped}* OR ({" AND ".join(f"{word}*" for word in words_of(chunk))})'


def _is_of_a_word(letter: str) -> bool:
    return letter in _OF_A_WORD or unicodedata.category(letter)[0] in "LMN"
