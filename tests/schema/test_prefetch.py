"""What is asked about a member whose id is known leaves together with the card, and decides nothing."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
import strawberry

from app.graph.combined_plans import Combination, CombinedPlanCache
from app.schema.core.errors import ClientError
from app.schema.core.prefetch import prefetch, prefetched
from app.schema.core.rows import from_row

Ask = Callable[..., Any]


class Ticks(CombinedPlanCache):
    """Tells how many statements left at once, each time that some did; none is ever made of several."""

    def __init__(self) -> None:
        super().__init__()
        self.sizes: list[int] = []

    def is_due(self, combination: Combination) -> bool:
        self.sizes.append(len(combination))
        return False


@pytest.fixture
def ticks(server: Any, world: Callable[..., None]) -> list[int]:
    world("ada -- bo; bo -- cy; ada -- cy; ada x eve")
    server.app.state.shared.combined_plans = combined_plans = Ticks()
    return combined_plans.sizes


LISTED = "connections { nodes { name } }"
ASKED = {
    "a list": (f'{{ member(id: "bo") {{ name {LISTED} }} }}', [2]),
    "two lists": (f'{{ member(id: "bo") {{ a: {LISTED} b: connections(first: 1) {{ nodes {{ id }} }} }} }}', [3]),
    "one list twice": (f'{{ member(id: "bo") {{ a: {LISTED} b: {LISTED} }} }}', [2]),
    "a fragment of its type": (f'{{ member(id: "bo") {{ ... on Member {{ {LISTED} }} }} }}', [2]),
    "a fragment of no type": (f'{{ member(id: "bo") {{ ... {{ {LISTED} }} }} }}', [2]),
    "a named fragment": (f'{{ member(id: "bo") {{ ...lists }} }} fragment lists on Member {{ {LISTED} }}', [2]),
    "a fragment of what it implements": ('{ member(id: "bo") { ... on Node { id } name } }', [1]),
    "fields without a question": ('{ member(id: "bo") { __typename id name } }', [1]),
    "an argument from a variable": (
        'query ($first: Int! = 1) { member(id: "bo") { connections(first: $first) { nodes { name } } } }',
        [2],
    ),
    "below the viewer": (f"{{ viewer {{ emails secondDegree {{ nodes {{ name }} }} member {{ {LISTED} }} }} }}", [3]),
    "a directive waits": (
        '{ member(id: "bo") { connections @include(if: true) { nodes { name } } } }',
        [1, 1],
    ),
    "a fragment's directive waits": (
        f'{{ member(id: "bo") {{ ...lists @skip(if: false) }} }} fragment lists on Member {{ {LISTED} }}',
        [1, 1],
    ),
    "what is skipped is never asked": (f'{{ member(id: "bo") {{ name ... @skip(if: true) {{ {LISTED} }} }} }}', [1]),
    "below a row there is nothing to know": (
        f'{{ member(id: "bo") {{ connections {{ nodes {{ {LISTED} }} }} }} }}',
        [2, 1],
    ),
    "every field of a member": (
        '{ member(id: "bo") { about positions { title } education { school } skills connectionCount followerCount '
        f"followingCount {LISTED} followers {{ totalCount }} following {{ totalCount }} mutualConnectionCount "
        "mutualConnections { totalCount } relationship { degree } connectionPaths { length } withheld { field } } }",
        [13],
    ),
    "every field of the viewer": (
        '{ viewer { relationships(memberIds: ["bo"]) { degree } secondDegree { totalCount } networkMap { totalCount } '
        "peopleYouMayKnow { totalCount } invitationsReceived { totalCount } invitationsSent { totalCount } "
        'invitation(id: "bo-ada") { id } blockedMembers { totalCount } } }',
        [9],
    ),
    "a handle is no id": (f'{{ memberByHandle(handle: "bo") {{ {LISTED} }} }}', [1, 1]),
}


@pytest.mark.parametrize("what", ASKED)
def test_what_leaves_at_once(what: str, ticks: list[int], ask: Ask) -> None:
    query, sizes = ASKED[what]
    assert "errors" not in ask(query)
    assert ticks == sizes


REFUSED = {
    "a bad cursor": ('connections(after: "x") { nodes { name } }', "after is not a cursor"),
    "too many rows": ("connections(first: 101) { nodes { name } }", "first"),
    "an endless name": (f'connections(filter: {{namePrefix: "{"x" * 201}"}}) {{ nodes {{ name }} }}', "namePrefix"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_wrong_is_said_once_and_where_it_stands(what: str, ticks: list[int], ask: Ask) -> None:
    field, reason = REFUSED[what]
    answer = ask(f'{{ member(id: "bo") {{ name {field} }} }}')
    (error,) = answer["errors"]
    assert reason in error["message"]
    assert error["path"] == ["member", "connections"]
    assert answer["data"]["member"] == {"name": "Bo", "connections": None}
    assert ticks == [1]


@pytest.mark.parametrize("who", ["nobody", "eve"])
def test_whoever_is_not_there_is_null_without_an_error(who: str, ticks: list[int], ask: Ask) -> None:
    assert ask(f'{{ member(id: "{who}") {{ name {LISTED} }} }}') == {"data": {"member": None}}
    assert ticks == [2]


def test_nobody_signed_in_asks_for_the_card_alone(ticks: list[int], ask: Ask) -> None:
    answer = ask(f'{{ viewer {{ emails }} member(id: "bo") {{ {LISTED} }} }}', viewer=None)
    assert answer == {"data": {"viewer": None, "member": {"connections": None}}}
    assert ticks == [1]


@strawberry.type
class Boss:
    id: str

    @prefetched("Asked ahead.")  # type: ignore[untyped-decorator]
    async def declared(self, info: strawberry.Info[Any, Any]) -> str:
        info.context.append(self.id)
        return await asyncio.sleep(0, "known")

    @strawberry.field
    async def undeclared(self, info: strawberry.Info[Any, Any]) -> str:
        info.context.append(self.id)
        return await asyncio.sleep(0, "known")

    @prefetched("Asked ahead.")  # type: ignore[untyped-decorator]
    async def at_fault(self) -> str | None:
        return str(vars(self)["name"])

    @prefetched("Asked ahead.")  # type: ignore[untyped-decorator]
    async def refused(self) -> str | None:
        raise ClientError("Ask for less.")


@strawberry.type
class Team:
    its_boss: Boss


@strawberry.type
class Query:
    @strawberry.field
    async def team(self, info: strawberry.Info[Any, Any]) -> Team | None:
        prefetch(info, from_row(Team, {"its_boss": from_row(Boss, {"id": "to come"})}))
        await asyncio.sleep(0)
        return from_row(Team, {"its_boss": from_row(Boss, {"id": "here", "name": "Bo"})})


@pytest.mark.parametrize(
    ("field", "asked", "path"),
    [
        ("declared", ["to come", "here"], None),
        ("undeclared", ["here"], None),
        ("refused", [], ["team", "itsBoss", "refused"]),
        # Its declaration is wrong, and the first request finds out.
        ("atFault", [], ["team"]),
    ],
)
def test_only_what_is_declared_is_asked_ahead(field: str, asked: list[str], path: list[str] | None) -> None:
    schema, ids = strawberry.Schema(Query), list[str]()
    result = asyncio.run(schema.execute(f"{{ team {{ itsBoss {{ {field} }} }} }}", context_value=ids))
    assert ids == asked
    assert [error.path for error in result.errors or ()] == ([path] if path else [])
