"""How a document is executed: limits, checked documents, masked errors, and the fast path."""

import strawberry

from app.execution.extension import extensions
from app.execution.fast import speed_up
from app.schema import build_schema
from app.settings import Settings


def served_schema(settings: Settings) -> strawberry.Schema:
    """The schema as it is served."""
    return speed_up(build_schema(extensions=extensions(settings)))
