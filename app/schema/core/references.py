"""References to Member and Viewer for the modules whose classes give them their fields, to avoid circular imports."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import strawberry

from app.graph.loading import Arguments
from app.schema.core.context import Info
from app.schema.core.rows import from_row

if TYPE_CHECKING:
    from app.schema.members.types import Member

T = TypeVar("T")

MemberRef = Annotated["Member", strawberry.lazy("app.schema.members.types")]


@strawberry.type
class ViewerFields:
    """Base of the classes that give fields to Viewer."""

    member: MemberRef = strawberry.field(description="The viewer as a member.")


def member(row: dict[str, Any]) -> Member:
    """A member from a card (`cypher/views/card.cypher`)."""
    return from_row(_member_class(), row)


async def read_about(info: Info, id: str, name: str, arguments: Arguments = ()) -> Any:
    """The answer of `cypher/reads/<name>` about a member; None when nobody is signed in."""
    return None if info.context.viewer is None else await info.context.load.read(name, id, arguments)


def present(found: T | None) -> T:
    """The answer about the viewer; raises `LookupError` for None, as the viewer was a member when the request began."""
    if found is None:
        raise LookupError("the viewer left the graph while the request ran")
    return found


@cache
def _member_class() -> type[Member]:
    from app.schema.members.types import Member

    return Member
