"""A Neo4j without Docker: Java, jars, data directory, process."""

from app.embedded.faults import EmbeddedError
from app.embedded.server import Embedded, embedded, tell

__all__ = ["Embedded", "EmbeddedError", "embedded", "tell"]
