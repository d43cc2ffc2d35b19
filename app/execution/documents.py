"""Cache of parsed and validated documents, limited in entries and in text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    parse,
    specified_rules,
    validate,
)
from graphql.validation.rules import overlapping_fields_can_be_merged
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from app.execution.limits import Limits, over_limits
from app.execution.lru_cache import LruCache
from app.execution.shape import operation_shapes

# With the default of 500,000, 12 kB of overlapping fields block the event loop for more than a second.
overlapping_fields_can_be_merged.MAX_COMPLEXITY_BUDGET = 20_000

RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)

_MAX_ERRORS = 20  # per document


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document; `errors` is empty when it is valid, `operations` their number."""

    document: DocumentNode
    errors: tuple[GraphQLError, ...]
    operations: int
    introspects: bool


class Documents:
    """LRU cache by text, limited to `text` characters, because parsed documents take 100 times their text."""

    def __init__(
        self,
        limits: Limits,
        *,
        tokens: int,
        length: int,
        hints: bool,
        entries: int = 1_000,
        text: int = 300_000,
    ) -> None:
        self.parse_options: dict[str, Any] = {
            "max_lexical_tokens": tokens,
            "max_comments": tokens,
            "max_source_length": length,
        }
        self._limits = limits
        self._hints = hints
        self._cache: LruCache[Document] = LruCache(entries=entries, size=text)

    def __len__(self) -> int:
        return len(self._cache)

    def get(self, text: str, schema: GraphQLSchema) -> Document | None:
        """Parse and validate a text, or take it from the cache; None when it cannot be parsed."""
        if known := self._cache.get(text):
            return known
        try:
            document = parse(text, **self.parse_options)
        except GraphQLSyntaxError:
            return None
        checked = self._check(document, schema)
        self._cache.put(text, checked, len(text))
        return checked

    def _check(self, document: DocumentNode, schema: GraphQLSchema) -> Document:
        errors = over_limits(document, self._limits) or validate(
            schema, document, RULES, max_errors=_MAX_ERRORS, hide_suggestions=not self._hints
        )
        for error in errors:
            error.extensions = {"code": "GRAPHQL_VALIDATION_FAILED"}
        shapes = [shape for _, shape in operation_shapes(document)]
        return Document(document, tuple(errors), len(shapes), any(shape.introspections for shape in shapes))
