"""Documents by id: trusted documents from a file, and automatic persisted queries."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from strawberry import Schema

from app.execution.extension import documents_of
from app.execution.lru_cache import LruCache
from app.settings import Settings, SettingsError
from app.transport.refusal import Refusal

# The names of GraphQL over HTTP and of the fetch function in Relay's guide.
_FIELDS = ("documentId", "id", "doc_id")
_PREFIX = "sha256:"  # of a documentId that is a hash
_SENT = 1_000  # documents
_SENT_TEXT = 1_000_000  # bytes


class Persisted:
    """Finds the document that a request names by id or hash."""

    def __init__(self, settings: Settings, schema: Schema) -> None:
        self._documents = documents_of(schema)
        self._schema = schema._schema
        self._trusted = self._checked(settings.documents) if settings.documents else {}
        self._only = frozenset(self._trusted.values()) if settings.documents_only else None
        self._sent: LruCache[str] = LruCache(entries=_SENT, size=_SENT_TEXT)

    def text(self, fields: Mapping[str, Any]) -> str:
        """The document of a request; `Refusal` when its id is unknown or it is not a trusted document."""
        digest = _hash(fields)
        if text := fields.get("query"):
            if self._only is not None and text not in self._only:
                message = "This server executes only the documents of its list; send the id of one as documentId."
                raise Refusal(403, message)
            if digest:
                self._store(digest, text)
            return str(text)
        name = _name(fields) or digest
        if name is None:
            raise Refusal(400, "The request holds no query; send one as the field query.")
        name = name.removeprefix(_PREFIX)
        found = self._trusted.get(name) or self._sent.get(name)
        if found is None:
            # As Apollo Server does: clients expect this error with status 200, and then send the text.
            raise Refusal(200, "PersistedQueryNotFound", code="PERSISTED_QUERY_NOT_FOUND")
        return found

    def _store(self, digest: str, text: str) -> None:
        encoded = text.encode()
        if digest != hashlib.sha256(encoded).hexdigest():
            raise Refusal(400, "The sha256Hash is not that of the query; send its SHA-256 in lower-case hexadecimal.")
        if self._sent.get(digest) is None and self._fault(text) is None:
            self._sent.put(digest, text, len(encoded))

    def _fault(self, text: str) -> str | None:
        """The reason why a document cannot be executed; None when it is valid."""
        known = self._documents.get(text, self._schema)
        if known is None:
            return "It cannot be parsed, or is too long."
        return known.errors[0].message if known.errors else None

    def _checked(self, path: Path) -> dict[str, str]:
        documents = _read(path)
        for name, text in documents.items():
            if fault := self._fault(text):
                raise SettingsError(
                    f"ACQUAINT_DOCUMENTS: the document {name} of {path} is not valid; mend or remove it: {fault}"
                )
        by_hash = {hashlib.sha256(text.encode()).hexdigest(): text for text in documents.values()}
        return by_hash | {name.removeprefix(_PREFIX): text for name, text in documents.items()}


def is_named(fields: Mapping[str, Any]) -> bool:
    """Whether a request names its document by id or hash."""
    return any(fields.get(name) for name in _FIELDS) or "persistedQuery" in (fields.get("extensions") or {})


def _name(fields: Mapping[str, Any]) -> str | None:
    name = next((fields[name] for name in _FIELDS if fields.get(name)), None)
    if not isinstance(name, str | None):
        raise Refusal(400, "The id of a document must be text.")
    return name


def _hash(fields: Mapping[str, Any]) -> str | None:
    match (fields.get("extensions") or {}).get("persistedQuery"):
        case None:
            return None
        case {"version": 1, "sha256Hash": str(digest)}:
            return digest
    raise Refusal(400, 'The extension persistedQuery must be {"version": 1, "sha256Hash": text}.')


def _read(path: Path) -> dict[str, str]:
    try:
        documents = orjson.loads(path.read_bytes())
    except OSError as error:
        raise SettingsError(
            f"ACQUAINT_DOCUMENTS: {path} cannot be read ({error.strerror}); write the path of a JSON file."
        ) from None
    except orjson.JSONDecodeError as error:
        raise SettingsError(
            f"ACQUAINT_DOCUMENTS: {path} is not JSON ({error}); write an object of texts by id."
        ) from None
    if not isinstance(documents, dict) or not all(isinstance(text, str) for text in documents.values()):
        raise SettingsError(f"ACQUAINT_DOCUMENTS: {path} is no object of texts; write each document's text by its id.")
    return documents
