"""What a question reads from the store, and by how many statements; writes are taken back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import neo4j

from app.execution import served_schema
from app.graph.address import Address
from app.graph.combined_plans import WORTH
from app.graph.database import Database, Parameters
from app.graph.shared import Shared
from app.schema.core.context import Context
from app.settings import Settings
from tests.bench.questions import Question, Variables


@dataclass(frozen=True)
class Reads:
    """The statements of one question and the dbHits of all of them."""

    statements: int
    hits: int


class Profiler:
    """Runs statements under PROFILE, each in a transaction that is rolled back."""

    def __init__(self, address: Address) -> None:
        self._driver = neo4j.GraphDatabase.driver(
            address.uri, auth=(address.username, address.password), notifications_min_severity="OFF"
        )
        self._address = address

    def close(self) -> None:
        self._driver.close()

    def hits(self, statement: str, parameters: Parameters) -> int:
        with self._driver.session(database=self._address.database) as session, session.begin_transaction() as work:
            profile = work.run(f"PROFILE {statement}", dict(parameters)).consume().profile
            work.rollback()
        return _sum(profile or {})

    def of_ours(self, question: Question, viewer: str, variables: Variables) -> Reads:
        hits: list[int] = []
        asyncio.run(self._execute(question, viewer, variables, hits))
        return Reads(len(hits), sum(hits))

    def of_floor(self, question: Question, viewer: str, variables: Variables) -> Reads:
        return Reads(1, self.hits(question.floor, {"viewer": viewer, **variables}))

    async def _execute(self, question: Question, viewer: str, variables: Variables, hits: list[int]) -> None:
        settings = Settings(data_dir=Path())
        schema = served_schema(settings)
        async with (database := _Profiled(self._address, self, hits)):
            nobody: Any = None
            context = Context(
                viewer=viewer,
                database=database,
                shared=Shared(),
                settings=settings,
                clock=lambda: datetime.now(UTC),
                watch=nobody,
                maintenance=nobody,
            )
            # Asked as often as it takes to be asked together.
            for times in range(WORTH + 2):
                database.profiles = times > WORTH
                context.refresh()
                result = await schema.execute(question.document, variables, context_value=context)
                if result.errors:
                    raise AssertionError(result.errors)
                await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})


class _Profiled(Database):
    """A database that profiles statements, once it is told to, before it runs them; a write is answered as refused."""

    def __init__(self, address: Address, profiler: Profiler, hits: list[int]) -> None:
        super().__init__(address)
        self._profiler = profiler
        self._hits = hits
        self.profiles = False

    async def read(self, statement: str, parameters: Parameters | None = None) -> Any:
        if self.profiles:
            self._hits.append(await asyncio.to_thread(self._profiler.hits, statement, parameters or {}))
        return await super().read(statement, parameters)

    async def write(
        self, statement: str, parameters: Parameters | None = None, *, deadline: float | None = None
    ) -> Any:
        if self.profiles:
            self._hits.append(await asyncio.to_thread(self._profiler.hits, statement, parameters or {}))
        return {"outcome": "MEMBER_NOT_FOUND", "invitation": None, "member": None, "retry_at": None}


def _sum(plan: Mapping[str, Any]) -> int:
    return int(cast(int, plan.get("dbHits", 0))) + sum(map(_sum, plan.get("children", ())))
