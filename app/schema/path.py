"""The ways that lead from the viewer to a member."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from app.schema.rows import adopt

if TYPE_CHECKING:
    from app.schema.member import Member

_Member = Annotated["Member", strawberry.lazy("app.schema.member")]


@strawberry.type(description="A member on the way; the viewer is the first, the member asked about the last.")
class PathStep:
    member: _Member | None = strawberry.field(description="Who it is; null when the viewer may not learn it.")


@strawberry.type(description="A shortest way from the viewer to a member, over connections.")
class ConnectionPath:
    length: int = strawberry.field(description="How many steps, 1 to 3.")
    steps: list[PathStep] = strawberry.field(description="Both ends and who stands between them.")
    multiplicity: int = strawberry.field(description="How many ways look like this one to the viewer.")


def connection_path(row: dict[str, Any]) -> ConnectionPath:
    """A way from a row of `cypher/reads/paths.cypher`."""
    from app.schema.member import Member

    steps = [step["member"] for step in row["steps"]]
    shown = [adopt(PathStep, {"member": adopt(Member, card) if card else None}) for card in steps]
    return adopt(ConnectionPath, row | {"steps": shown})
