"""Messages for the expected errors of commands."""

from __future__ import annotations

from app.commands.parameters import ParameterError
from app.commands.querying import QueryError
from app.commands.tokens import TokenRefusedError
from app.commands.waiting import OpeningError
from app.data.csvfile import FileError
from app.data.load import LoadError
from app.data.migrate import MigrationError
from app.embedded import EmbeddedError
from app.graph.catalog import CatalogError
from app.graph.database import DatabaseError, DatabaseTimeout
from app.settings import SettingsError
from app.transport.listening import ServeError

_KNOWN = (
    CatalogError,
    DatabaseError,
    EmbeddedError,
    FileError,
    LoadError,
    MigrationError,
    OpeningError,
    ParameterError,
    QueryError,
    ServeError,
    SettingsError,
    TokenRefusedError,
)


def sentence(error: Exception) -> str | None:
    """The message for an error that the user can fix; None for a bug."""
    match error:
        case SettingsError():
            return str(error)  # one line per variable
        case DatabaseTimeout():
            return f"Neo4j took too long ({_line(error)}): ask for less, or try again when it has less to do."
        case _ if isinstance(error, _KNOWN):
            return _line(error)
    return None


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
