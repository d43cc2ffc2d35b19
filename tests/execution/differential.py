"""The same question with the fast path and without it: what each answers, asks the loader for, and calls."""

from __future__ import annotations

import asyncio
import gc
import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

import strawberry
from graphql import DocumentNode, ExecutionResult, execute, parse
from strawberry.execution.is_awaitable import optimized_is_awaitable

from app.execution.fast import speed_up
from tests.execution.documents_at_random import conditions, document
from tests.execution.town import Load, build, town

FAULTS = (0.0, 0.03, 0.3)


STOCK = build()


@cache
def question(seed: int) -> tuple[str, DocumentNode]:
    text = document(STOCK._schema, seed)
    return text, parse(text)


def fast() -> strawberry.Schema:
    """A schema of its own, so that nothing is known of any operation."""
    return speed_up(build())


def answer(
    schema: strawberry.Schema, asked: DocumentNode, variables: dict[str, bool], seed: int, faults: float
) -> list[str]:
    """The JSON of the answer, the loader's batches, and the calls of resolvers in their order."""
    load = Load()

    async def ask() -> ExecutionResult:
        found = execute(
            schema._schema,
            asked,
            town(seed, faults),
            load,
            variables,
            executor_class=schema.execution_context_class,
            is_awaitable=cast(Any, optimized_is_awaitable),
        )
        result = found if isinstance(found, ExecutionResult) else await found
        if behind := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(behind)
        return result

    result = asyncio.run(ask())
    errors = [{**error.formatted, "cause": type(error.original_error).__name__} for error in result.errors or ()]
    return [json.dumps(part, default=_named) for part in (result.data, errors, load.batches, load.calls)]


def _named(value: object) -> str:
    return type(value).__name__


@cache
def stock_answer(seed: int, turn: int, faults: float) -> list[str]:
    text, asked = question(seed)
    return answer(STOCK, asked, conditions(text, seed + turn), seed + turn, faults)


def differences(schema: strawberry.Schema, seeds: range) -> Iterator[tuple[str, list[str], list[str]]]:
    """Where the answers of a schema differ from the stock ones: the document, the stock answer, its answer.

    Each document is asked with good and with broken objects, and again with other values for its conditions.
    """
    for seed in seeds:
        text, asked = question(seed)
        for turn, faults in enumerate((*FAULTS, 0.0)):
            stock = stock_answer(seed, turn, faults)
            other = answer(schema, asked, conditions(text, seed + turn), seed + turn, faults)
            if stock != other:
                yield text, stock, other
        if seed % 10 == 9:
            forget()


@contextmanager
def forgetting() -> Iterator[None]:
    """Collect garbage at rest only: when an answer is complete early, graphql-core forgets coroutines that never began.

    Python reports each where it is collected, which can be anywhere.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        forget()
        gc.enable()
        gc.unfreeze()


def forget() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        gc.collect()
