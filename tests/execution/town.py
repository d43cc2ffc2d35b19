"""A schema with every kind of field, and objects at random to ask about, whole or broken."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Generator, Iterator
from dataclasses import dataclass, field
from enum import Enum
from random import Random
from typing import Annotated, Any, NewType

import strawberry
from strawberry.scalars import JSON
from strawberry.schema.config import StrawberryConfig
from strawberry.types.cast import cast

from app.schema.core.rows import from_row

Moment = NewType("Moment", str)


@strawberry.enum
class Mood(Enum):
    GLAD = "GLAD"
    SAD = "sad"
    CALM = strawberry.enum_value("CALM", name="AT_EASE")


@strawberry.enum
class Size(Enum):
    SMALL = 1
    LARGE = 2


class Load:
    """Counts what is asked together; `calls` are the resolvers in the order in which they ran."""

    def __init__(self) -> None:
        self.batches: list[list[Any]] = []
        self.calls: list[Any] = []
        self._waiting: dict[Any, asyncio.Future[Any]] = {}

    def load(self, key: Any) -> asyncio.Future[Any]:
        if not self._waiting:
            asyncio.get_running_loop().call_soon(self._send)
        future = self._waiting.setdefault(key, asyncio.get_running_loop().create_future())
        return asyncio.shield(future)

    def _send(self) -> None:
        waiting, self._waiting = self._waiting, {}
        self.batches.append(list(waiting))
        for key, future in waiting.items():
            if not future.done():
                future.set_result(key)


Info = strawberry.Info[Any, Any]


@strawberry.interface
class Thing:
    id: strawberry.ID
    name: str | None


@strawberry.type
class Address:
    street: str
    number: int | None
    tenants: list[Annotated[Person, strawberry.lazy("tests.execution.town")]] | None


@strawberry.type
class Dog(Thing):
    size: Size
    owner: Annotated[Person, strawberry.lazy("tests.execution.town")] | None

    @strawberry.field
    async def bark(self, info: Info) -> str:
        return str(await info.context.load(("bark", vars(self).get("id"))))


@strawberry.type
class Cat:
    lives: int
    mood: Mood | None


Pet = Annotated[Dog | Cat, strawberry.union("Pet")]


@strawberry.type
class Person(Thing):
    age: int
    height: float
    weight: float | None
    is_here: bool
    was_here: bool | None
    mood: Mood
    size: Size | None
    moods: list[Mood | None]
    born: Moment
    died: Moment | None
    tags: list[str]
    grid: list[list[int | None]] | None
    extra: JSON | None
    best: Person
    friend: Person | None
    friends: list[Person | None]
    family: list[Person] | None
    address: Address
    pets: list[Pet]
    pet: Pet | None
    home: Thing | None

    @strawberry.field
    async def score(self, info: Info) -> int | None:
        info.context.calls.append(("score", vars(self).get("id")))
        number = len(str(await info.context.load(("score", vars(self).get("id")))))
        if number % 5 == 0:
            raise ValueError("no score")
        return number

    @strawberry.field
    async def circle(self, info: Info, first: int = 2) -> list[Person]:
        await info.context.load(("circle", vars(self).get("id"), first))
        return [person for person in vars(self).get("friends", ()) if isinstance(person, Person)][:first]

    @strawberry.field
    async def strict(self, info: Info) -> str:
        key = await info.context.load(("strict", vars(self).get("id")))
        return None if str(key).count("1") else "strict"  # type: ignore[return-value]

    @strawberry.field
    def rename(self, info: Info, to: str = "renamed") -> str:
        info.context.calls.append(("rename", vars(self).get("id")))
        vars(self)["name"], before = to, vars(self).get("name")
        vars(self)["friend"] = None
        return str(before)

    @strawberry.field
    def risky(self, info: Info) -> str | None:
        info.context.calls.append(("risky", vars(self).get("id")))
        if str(vars(self).get("id")).endswith("3"):
            raise LookupError("too risky")
        return "safe"


@strawberry.type
class Query:
    @strawberry.field
    async def people(self, info: Info, first: int = 4) -> list[Person]:
        await info.context.load(("people", first))
        return info.root_value.people[:first]  # type: ignore[no-any-return]

    @strawberry.field
    def maybe_people(self, info: Info) -> list[Person | None] | None:
        return [None, *info.root_value.people]

    @strawberry.field
    def rows(self, info: Info) -> list[list[Person]]:
        return [info.root_value.people[:2], info.root_value.people[2:]]

    @strawberry.field
    def later_people(self, info: Info) -> list[Person]:
        return [Later(person) for person in info.root_value.people[:3]]  # type: ignore[misc]

    @strawberry.field
    def one_by_one(self, info: Info) -> list[Person]:
        return (person for person in info.root_value.people)  # type: ignore[return-value]

    @strawberry.field
    async def flowing(self, info: Info) -> list[Person]:
        async def flow() -> AsyncIterator[Person]:
            for person in info.root_value.people:
                yield person

        return flow()  # type: ignore[return-value]

    @strawberry.field
    async def person(self, info: Info) -> Person | None:
        return info.root_value.people[0]  # type: ignore[no-any-return]

    @strawberry.field
    def things(self, info: Info) -> list[Thing | None]:
        return [*info.root_value.people, *info.root_value.dogs]

    @strawberry.field
    async def pets(self, info: Info) -> list[Pet]:
        return [*info.root_value.dogs, Cat(lives=7, mood=Mood.SAD)]


class Later:
    """An awaitable that may be forgotten."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def __await__(self) -> Generator[Any, Any, Any]:
        yield from asyncio.sleep(0).__await__()
        if isinstance(self._value, Exception):
            raise self._value
        return self._value

    def __repr__(self) -> str:
        return "later"


class Text(str):
    pass


class Letters:
    """Something to iterate over that is no list."""

    def __iter__(self) -> Iterator[str]:
        return iter("ab")

    def __repr__(self) -> str:
        return "letters"


@strawberry.type
class Child(Person):
    pass


class Pretender:
    """No Person, but it answers like one."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return name

    def __repr__(self) -> str:
        return "pretender"


def _moment(value: str) -> str | None:
    if value == "never":
        raise ValueError("no such moment")
    return None if value == "unknown" else f"{value}Z"


SCALARS: dict[object, Any] = {
    Moment: strawberry.scalar(name="Moment", serialize=_moment, parse_value=str),
}


def build() -> strawberry.Schema:
    return strawberry.Schema(Query, types=[Child], config=StrawberryConfig(scalar_map=SCALARS))


@dataclass
class Town:
    """What the questions are about: the same for the same seed."""

    people: list[Any] = field(default_factory=list)
    dogs: list[Any] = field(default_factory=list)


def town(seed: int, faults: float) -> Town:
    """Objects whose attributes are at fault as often as `faults`, from 0 to 1."""
    return _Builder(Random(seed), faults).build()


class _Builder:
    def __init__(self, random: Random, faults: float) -> None:
        self._random = random
        self._faults = faults

    def build(self) -> Town:
        people: list[Any] = [from_row(Person, {"id": f"p{number}"}) for number in range(6)]
        dogs = [from_row(Dog, {"id": f"d{number}"}) for number in range(3)]
        for person in people:
            self._fill(person, self._person(people, dogs))
        for dog in dogs:
            owner = self._random.choice([None, *people])
            self._fill(dog, {"name": self._maybe("Rex"), "size": self._random.choice([*Size, 1]), "owner": owner})
        if self._broken():
            people[1] = self._random.choice([None, Later(people[1]), Later(KeyError("gone")), Pretender(), "no person"])
        if self._broken():
            people[2] = self._random.choice([cast(Thing, people[2]), cast(Dog, people[2]), ValueError("no person")])
        if self._broken():
            people[3] = from_row(Child, dict(vars(people[3])))
        return Town(people, dogs)

    def _person(self, people: list[Any], dogs: list[Any]) -> dict[str, Any]:
        random = self._random
        others = [random.choice([None, *people]) for _ in range(random.randrange(4))]
        return {
            "name": self._maybe("Ada"),
            "age": random.randrange(100),
            "height": random.random(),
            "weight": self._maybe(60.5),
            "is_here": random.random() < 0.5,
            "was_here": self._maybe(True),
            "mood": random.choice([*Mood, "GLAD", "sad", "CALM"]),
            "size": self._maybe(random.choice([1, Size.LARGE])),
            "moods": random.choices([*Mood, None, "sad"], k=random.randrange(3)),
            "born": "1815-12-10",
            "died": self._maybe("1852-11-27"),
            "tags": ["one", "two"][: random.randrange(3)],
            "grid": self._maybe([[1, None], []]),
            "extra": self._maybe({"any": ["thing", 1.5, None]}),
            "best": random.choice(people),
            "friend": random.choice([None, *people]),
            "friends": others,
            "family": self._maybe([other for other in others if other]),
            "address": from_row(Address, {"street": "Main", "number": self._maybe(1), "tenants": people[:1]}),
            "pets": [random.choice([*dogs, Cat(lives=9, mood=None)]) for _ in range(random.randrange(3))],
            "pet": random.choice([None, *dogs, Cat(lives=1, mood=Mood.GLAD)]),
            "home": random.choice([None, *dogs, *people]),
        }

    def _fill(self, thing: Any, values: dict[str, Any]) -> None:
        for name, value in values.items():
            if not self._broken():
                vars(thing)[name] = value
            elif (other := self._random.choice(_FAULTS)) is not _MISSING:
                vars(thing)[name] = other() if callable(other) else other

    def _maybe(self, value: Any) -> Any:
        return value if self._random.random() < 0.7 else None

    def _broken(self) -> bool:
        return self._random.random() < self._faults


_MISSING = object()
_FAULTS: list[Any] = [
    *(None, 0, 1, -1, 2**31, -(2**31) - 1, 2**31 - 1, -(2**31), 2**70, 0.5, 2.0, 1e308, float("nan"), float("inf")),
    *(-float("inf"), True, False, "", "12", "1.5", "GLAD", "sad", "HAPPY", "never", "unknown", b"bytes"),
    *(_MISSING, _MISSING, _MISSING, True, False, True, False),
    *(lambda: Later("later"), lambda: Later(None), lambda: Later(7), lambda: Later(OSError("late"))),
    *(lambda: ValueError("as a value"), lambda: Text("text"), list, dict, tuple, set, lambda: [None]),
    *(lambda: ["GLAD", 5], lambda: [[1], None], lambda: [["x"]], lambda: (1, 2), Letters, lambda: Mood.SAD),
    *(lambda: Size.SMALL, lambda: Cat(lives=2, mood=Mood.SAD), lambda: [Later("in a list")], Pretender),
    *(lambda: from_row(Person, {"id": "lone"}), lambda: [from_row(Person, {"id": "lone"})]),
    *(
        lambda: from_row(Child, {"id": "child", "name": "Kid"}),
        lambda: from_row(Dog, {"id": 5, "name": "Rex", "size": 2}),
    ),
]
