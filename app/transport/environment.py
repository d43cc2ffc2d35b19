"""Settings and the database's address as environment variables, for worker processes."""

from __future__ import annotations

from pydantic import SecretStr

from app.graph.address import Address
from app.settings import Settings, variable


def environment(settings: Settings, address: Address) -> dict[str, str]:
    """The variables that give a worker these settings and this database."""
    written = settings.model_dump(mode="json")
    fields = {name: _text(getattr(settings, name), written[name]) for name in settings.model_fields_set}
    fields |= {
        "neo4j_uri": address.uri,
        "neo4j_username": address.username,
        "neo4j_password": address.password,
        "neo4j_database": address.database,
    }
    return {variable(name): text for name, text in fields.items() if text is not None}


def _text(value: object, written: object) -> str | None:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(written, list):
        return ",".join(written)
    return None if written is None else str(written)
