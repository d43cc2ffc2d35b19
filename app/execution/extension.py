"""Strawberry extension: validated documents before an operation, coded and masked errors after it."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from typing import Any, cast

from graphql import GraphQLError
from strawberry import Schema
from strawberry.exceptions import MissingQueryError
from strawberry.extensions import SchemaExtension
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import StreamExecutionResult
from strawberry.types.execution import ParseOptions

from app.execution.documents import Document, Documents
from app.execution.errors import answers, masked, refusal
from app.execution.limits import Limits
from app.settings import Introspection, Settings

logger = logging.getLogger("acquaint.execution")

_OF_THE_TRANSPORT = (MissingQueryError, CannotGetOperationTypeError, InvalidOperationTypeError)


def extensions(settings: Settings) -> list[Callable[[], SchemaExtension]]:
    """The extension factories of a served schema, which share one document cache."""
    documents = Documents(
        Limits(depth=settings.document_depth),
        tokens=settings.document_tokens,
        length=settings.body_limit,
        hints=settings.in_development,
    )
    return [lambda: Guard(documents, introspection=settings.introspection_for, hints=settings.in_development)]


def documents_of(schema: Schema) -> Documents:
    """The document cache of a schema."""
    return next(one.documents for one in schema.get_extensions() if isinstance(one, Guard))


class Guard(SchemaExtension):
    """Wraps one operation; needs `context.viewer`."""

    def __init__(self, documents: Documents, *, introspection: Introspection, hints: bool) -> None:
        self.documents = documents
        self._introspection = introspection
        self._hints = hints

    def on_operation(self) -> Iterator[None]:
        try:
            self._prepare()
            yield
        except (*_OF_THE_TRANSPORT, GraphQLError):
            raise
        except Exception as error:
            raise masked(error) from None
        self._answer(self.execution_context.result)

    def on_stream_result(self, result: StreamExecutionResult) -> Iterator[None]:
        self._answer(result)
        yield

    def _prepare(self) -> None:
        context = self.execution_context
        # When the cache could not parse a document, Strawberry parses it again and reports the error.
        context.parse_options = cast(ParseOptions, self.documents.parse_options)
        known = self.documents.get(context.query, context.schema._schema) if context.query else None
        if known:
            context.graphql_document = known.document
            context.pre_execution_errors = list(known.errors) or self._refusals(known)

    def _refusals(self, known: Document) -> list[GraphQLError]:
        # Strawberry would run the first of several operations when none is named.
        if known.operations > 1 and self.execution_context._provided_operation_name is None:
            return [refusal("The document holds several operations; name one in operationName.", "BAD_USER_INPUT")]
        return self._introspection_refusals() if known.introspects else []

    def _introspection_refusals(self) -> list[GraphQLError]:
        if self._introspection == "nobody":
            return [refusal("This server does not show its schema; read the published schema file.", "FORBIDDEN")]
        if self._introspection == "signed-in" and self.execution_context.context.viewer is None:
            return [refusal("Sign in to read the schema: send Authorization: Bearer TOKEN.", "UNAUTHENTICATED")]
        return []

    def _answer(self, result: Any) -> None:
        if errors := getattr(result, "errors", None):
            result.errors = answers(errors, hints=self._hints)
            self._log(result.errors)

    def _log(self, errors: list[GraphQLError]) -> None:
        if logger.isEnabledFor(logging.DEBUG):
            context = self.execution_context
            digest = hashlib.sha256((context.query or "").encode("utf-8", "replace")).hexdigest()[:12]
            codes = sorted({str((error.extensions or {}).get("code")) for error in errors})
            logger.debug("operation %s of document %s: %s", context.operation_name, digest, ", ".join(codes))
