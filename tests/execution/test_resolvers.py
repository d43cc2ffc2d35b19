"""Resolvers that are called directly are given what Strawberry gives them, and the others are left alone."""

import asyncio
from enum import Enum
from typing import Annotated, Any

import pytest
import strawberry
from strawberry import UNSET
from strawberry.extensions import FieldExtension

from app.execution import served_schema
from app.execution.fast import resolvers, speed_up
from app.settings import Settings

Info = strawberry.Info[Any, Any]


@strawberry.enum
class Mood(Enum):
    GLAD = "glad"
    CALM = strawberry.enum_value("calm", name="AT_EASE")


@strawberry.input
class Filter:
    mood: Mood | None = UNSET
    word: str = "none"


class Twice(FieldExtension):
    async def resolve_async(self, next_: Any, source: Any, info: Info, **given: Any) -> Any:
        return await next_(source, info, **given) * 2


def told(**values: Any) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in values.items())


@strawberry.type
class Query:
    @strawberry.field
    async def leaves(
        self,
        info: Info,
        number: int = 3,
        text: str | None = UNSET,
        mood: Mood | None = Mood.CALM,
        key: Annotated[strawberry.ID | None, strawberry.argument(name="id")] = UNSET,
        one_and_more: float = 1.5,
    ) -> str:
        return told(field=info.field_name, number=number, text=text, mood=mood, key=key, more=one_and_more)

    @strawberry.field
    async def filtered(self, info: Info, first: int, filter: Filter | None = UNSET) -> str:
        return told(path=info.path.key, first=first, filter=filter)

    @strawberry.field
    async def several(self, info: Info, words: list[str], moods: list[Mood] | None = None) -> str:
        return told(path=info.path.key, words=words, moods=moods)

    @strawberry.field
    async def maybe(self, info: Info, text: strawberry.Maybe[str | None]) -> str:
        return told(path=info.path.key, text=text)

    @strawberry.field
    async def fails(self, info: Info, number: int) -> str:
        raise ValueError(f"{info.field_name} {number}")

    @strawberry.field(extensions=[Twice()])  # type: ignore[untyped-decorator]
    async def twice(self, info: Info, text: str) -> list[str]:
        return [text]

    @strawberry.field
    async def without_info(self, text: str) -> str:
        return text

    @strawberry.field
    def at_once(self, info: Info, text: str) -> str:
        return text


DOCUMENTS = [
    "{ leaves }",
    '{ leaves(number: 4, text: "x", mood: GLAD, id: "a", oneAndMore: 2) }',
    "{ leaves(text: null, mood: null, id: null) }",
    "{ leaves(mood: AT_EASE, id: 7) }",
    "query ($n: Int!, $m: Mood = GLAD, $t: String) { leaves(number: $n, mood: $m, text: $t) }",
    '{ filtered(first: 1) a: filtered(first: 2, filter: {mood: AT_EASE, word: "w"}) }',
    "{ filtered(first: 3, filter: {}) a: filtered(first: 1, filter: null) }",
    '{ several(words: "w") a: several(words: ["v", "w"], moods: [GLAD, AT_EASE]) b: several(words: [], moods: null) }',
    '{ maybe a: maybe(text: null) b: maybe(text: "x") }',
    "{ fails(number: 3) }",
    '{ twice(text: "x") withoutInfo(text: "y") atOnce(text: "z") }',
]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_resolver_is_given_the_same(document: str) -> None:
    wanted, found = (
        asyncio.run(schema.execute(document, {"n": 5}, context_value={}))
        for schema in (strawberry.Schema(query=Query), speed_up(strawberry.Schema(query=Query)))
    )
    assert found.data == wanted.data
    assert [error.formatted for error in found.errors or ()] == [error.formatted for error in wanted.errors or ()]
    assert found.data or found.errors


def test_only_what_nothing_stands_around_is_called_directly() -> None:
    before, after = strawberry.Schema(query=Query), speed_up(strawberry.Schema(query=Query))

    assert direct(before, "Query") == set()
    assert direct(after, "Query") == {"leaves", "filtered", "several", "maybe", "fails"}


def test_the_lists_of_a_member_are_called_directly() -> None:
    assert direct(served_schema(Settings()), "Member") >= {"connections", "followers", "relationship"}


def direct(schema: strawberry.Schema, type_: str) -> set[str]:
    fields: dict[str, Any] = schema._schema.type_map[type_].fields  # type: ignore[attr-defined]
    return {name for name, field in fields.items() if field.resolve.__module__ == resolvers.__name__}
