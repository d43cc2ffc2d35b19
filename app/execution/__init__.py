"""Execution of documents: limits, document cache, masked errors, fast path."""

import strawberry

from app.execution.extension import extensions
from app.execution.fast import speed_up
from app.schema import build_schema
from app.settings import Settings


def served_schema(settings: Settings) -> strawberry.Schema:
    """The schema with its extensions and the fast path."""
    return speed_up(build_schema(extensions=extensions(settings)))
