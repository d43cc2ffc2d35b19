"""Embedded Neo4j, without Docker."""

from app.embedded.faults import EmbeddedError
from app.embedded.server import Embedded, embedded, tell

__all__ = ["Embedded", "EmbeddedError", "embedded", "tell"]
