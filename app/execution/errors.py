"""Errors of an operation as clients see them, and their logging."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Iterable

from graphql import GraphQLError, GraphQLSyntaxError

from app.graph.database import DatabaseTimeout, DatabaseUnavailable

logger = logging.getLogger("acquaint.execution")

# Strawberry logs client errors at ERROR, with the document; this module does the logging instead.
logging.getLogger("strawberry.execution").addFilter(lambda _: False)

REFUSALS = frozenset(
    {"GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT", "UNAUTHENTICATED", "FORBIDDEN"}
)

_HINT = re.compile(r"\s*Did you mean [^?]*\?")


def refusal(message: str, code: str, nodes: object = None) -> GraphQLError:
    """An error with a code, for the client to fix."""
    return GraphQLError(message, nodes, extensions={"code": code})  # type: ignore[arg-type]


def timed_out() -> GraphQLError:
    return refusal("The request took too long; ask for less, or try again in a moment.", "TIMEOUT")


def masked(cause: BaseException, error: GraphQLError | None = None) -> GraphQLError:
    """Log an unexpected exception, and return an error with the id of the log entry instead."""
    identifier = secrets.token_hex(8)
    path = ".".join(map(str, error.path or ())) if error else ""
    logger.error("internal error %s at %r", identifier, path, exc_info=cause)
    return _internal(identifier, error)


def is_refusal(errors: Iterable[GraphQLError]) -> bool:
    """Whether nothing was executed because the request was invalid."""
    return all(not error.path and (error.extensions or {}).get("code") in REFUSALS for error in errors)


def answers(errors: Iterable[GraphQLError], *, hints: bool) -> list[GraphQLError]:
    """The errors as a client may see them, each with a code; unexpected exceptions are logged and masked."""
    identifiers: dict[int, str] = {}
    return [_answer(error, identifiers, hints) for error in errors]


def _answer(error: GraphQLError, identifiers: dict[int, str], hints: bool) -> GraphQLError:
    cause = _cause(error)
    match cause:
        case GraphQLError():
            return _coded(
                error, "GRAPHQL_PARSE_FAILED" if isinstance(cause, GraphQLSyntaxError) else "BAD_USER_INPUT", hints
            )
        case DatabaseTimeout():
            logger.warning("the database was too slow: %s", cause)
            return _instead(error, timed_out())
        case DatabaseUnavailable():
            logger.warning("the database is unavailable: %s", cause)
            return _instead(error, refusal("The database cannot be reached; try again in a moment.", "UNAVAILABLE"))
    # One failed statement can cause the errors of many fields: log it once, under one id.
    if known := identifiers.get(id(cause)):
        return _internal(known, error)
    answer = masked(cause, error)
    identifiers[id(cause)] = str((answer.extensions or {})["id"])
    return answer


def _cause(error: GraphQLError) -> Exception:
    cause: Exception = error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    return cause


def _coded(error: GraphQLError, code: str, hints: bool) -> GraphQLError:
    if "code" not in (error.extensions or {}):
        error.extensions = {**(error.extensions or {}), "code": code}
        if not hints:
            error.message = _HINT.sub("", error.message)
    return error


def _internal(identifier: str, error: GraphQLError | None) -> GraphQLError:
    answer = GraphQLError("Internal error", extensions={"code": "INTERNAL_SERVER_ERROR", "id": identifier})
    return _instead(error, answer) if error else answer


def _instead(error: GraphQLError, answer: GraphQLError) -> GraphQLError:
    return GraphQLError(answer.message, error.nodes, path=error.path, extensions=answer.extensions)
