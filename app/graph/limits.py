"""The limits of the rules as the parameters of the statements that name them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any

from app.settings import Settings

_PARAMETER = re.compile(r"\$(\w+)")


@lru_cache(maxsize=2048)
def limits(settings: Settings, statement: str) -> Mapping[str, Any]:
    """What the text of a statement asks of the settings: `$connectionLimit` is `connection_limit`."""
    known = {_camel(name): getattr(settings, name) for name in type(settings).model_fields}
    return {name: known[name] for name in sorted(named(statement)) if isinstance(known.get(name), int | timedelta)}


@lru_cache(maxsize=2048)
def named(statement: str) -> frozenset[str]:
    """The parameters that the text of a statement names."""
    return frozenset(_PARAMETER.findall(statement))


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
