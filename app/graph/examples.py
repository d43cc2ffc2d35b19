"""The example of a parameter, from the header of its `.cypher` file."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from app.graph.catalog import Parameter

_TOKEN = re.compile(r"'((?:[^'\\]|\\.)*)'|([A-Za-z_]\w*)(?=\s*:)")
_ESCAPE = re.compile(r"\\(.)")
_DURATION = TypeAdapter(timedelta)


def example(parameter: Parameter) -> Any:
    value = json.loads(_TOKEN.sub(_as_json, parameter.example))
    return typed(parameter.type, value) if isinstance(value, str) else value


def _as_json(match: re.Match[str]) -> str:
    """One string or one key of a Cypher literal as JSON writes it."""
    return json.dumps(match[2] or _ESCAPE.sub(r"\1", match[1] or ""))


def typed(kind: str, text: str) -> Any:
    """A time or a duration as Python's own; every other text stays; `ValueError` when it is none."""
    match kind:
        case "DATE":
            return date.fromisoformat(text)
        case "ZONED DATETIME":
            moment = datetime.fromisoformat(text)
            if moment.tzinfo is None:
                raise ValueError(text)
            return moment
        case "LOCAL DATETIME":
            return datetime.fromisoformat(text).replace(tzinfo=None)
        case "DURATION":
            return _DURATION.validate_python(text)
    return text
