"""Limits of an operation, checked before graphql-core's slower validation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphql import DocumentNode, GraphQLError, OperationDefinitionNode, OperationType

from app.execution.errors import refusal
from app.execution.shape import Shape, operation_shapes


@dataclass(frozen=True, slots=True)
class Limits:
    """Maximum counts of an operation with its fragments expanded."""

    depth: int
    root_fields: int = 20
    mutations: int = 5
    aliases: int = 30
    introspections: int = 1  # each can block the event loop for 60 ms


def over_limits(document: DocumentNode, limits: Limits) -> list[GraphQLError]:
    """An error for each limit that an operation of the document exceeds."""
    return [
        refusal(
            f"The operation {what}: {_number(count)} where at most {limit} are allowed; send it as several requests.",
            "GRAPHQL_VALIDATION_FAILED",
            operation,
        )
        for operation, shape in operation_shapes(document)
        for what, count, limit in _measures(operation, shape, limits)
        if count > limit
    ]


def _measures(operation: OperationDefinitionNode, shape: Shape, limits: Limits) -> Iterator[tuple[str, int, int]]:
    yield "nests too many levels", shape.depth, limits.depth
    if operation.operation is OperationType.MUTATION:
        yield "holds too many mutations", shape.root_fields, limits.mutations
    else:
        yield "holds too many root fields", shape.root_fields, limits.root_fields
    yield "uses too many aliases (fragments written out)", shape.aliases, limits.aliases
    yield "reads the schema too often", shape.introspections, limits.introspections


def _number(count: int) -> str:
    """A count as text, shortened because nested fragments can yield more digits than Python converts."""
    return str(count) if count < 1_000_000 else "over a million"
