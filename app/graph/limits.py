"""The limits of the rules as the parameters of the `.cypher` files that name them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any

from app.graph.catalog import catalog
from app.settings import Settings


@lru_cache(maxsize=512)
def limits(settings: Settings, statement: str) -> Mapping[str, Any]:
    """What a file such as `writes/send_invitation` asks of the settings: `connectionLimit` is `connection_limit`."""
    known = {_camel(name): getattr(settings, name) for name in type(settings).model_fields}
    asked = (parameter.name for parameter in catalog()[statement].parameters)
    return {name: known[name] for name in asked if isinstance(known.get(name), int | timedelta)}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
