"""Deadline of an operation."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

from strawberry.types import ExecutionResult

from app.execution.errors import timed_out


async def within(seconds: float, execution: Awaitable[ExecutionResult]) -> ExecutionResult:
    """The result of an execution, or after `seconds` the error TIMEOUT; the execution is then cancelled."""
    try:
        async with asyncio.timeout(seconds):
            return await execution
    except TimeoutError:
        return ExecutionResult(data=None, errors=[timed_out()])
