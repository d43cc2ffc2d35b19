"""The full profile of a member, and which fields of a member are withheld from the viewer."""

from collections.abc import Mapping
from enum import Enum

import strawberry

from app.schema.core.context import Info
from app.schema.core.prefetch import prefetched
from app.schema.core.references import read_about
from app.schema.core.relay import Node
from app.schema.core.rows import from_row, from_rows


@strawberry.type(description="A place of work. Dates are partial: YYYY, YYYY-MM or YYYY-MM-DD.")
class Position:
    company: str = strawberry.field(description="The company's name.")
    title: str = strawberry.field(description="The member's job title there.")
    started_on: str | None = strawberry.field(description="When it began.")
    ended_on: str | None = strawberry.field(description="When it ended; null for a current position.")
    is_current: bool = strawberry.field(description="Whether the member works there now.")


@strawberry.type(description="A school. Dates are partial: YYYY, YYYY-MM or YYYY-MM-DD.")
class Education:
    school: str = strawberry.field(description="The school's name.")
    degree: str | None = strawberry.field(description="The degree taken there.")
    started_on: str | None = strawberry.field(description="When it began.")
    ended_on: str | None = strawberry.field(description="When it ended.")


@strawberry.enum(description="Why a field is withheld.")
class WithheldReason(Enum):
    OWNER_SETTING = "OWNER_SETTING"
    NOT_CONNECTED = "NOT_CONNECTED"
    SIGN_IN = "SIGN_IN"


@strawberry.type(description="A field that is null because the viewer may not see it.")
class Withheld:
    field: str = strawberry.field(description="The field's name.")
    reason: WithheldReason = strawberry.field(description="Why it is withheld.")


@strawberry.type
class ProfileFields(Node):
    @prefetched("The member's own description. Part of the full profile.")
    async def about(self, info: Info) -> str | None:
        profile = await read_about(info, self.id, "profiles")
        return str(profile["about"]) if profile and profile["about"] is not None else None

    @prefetched("Where the member works and has worked. Part of the full profile.")
    async def positions(self, info: Info) -> list[Position] | None:
        profile = await read_about(info, self.id, "profiles")
        return from_rows(Position, profile["positions"]) if profile else None

    @prefetched("Where the member has studied. Part of the full profile.")
    async def education(self, info: Info) -> list[Education] | None:
        profile = await read_about(info, self.id, "profiles")
        return from_rows(Education, profile["education"]) if profile else None

    @prefetched("The member's skills. Part of the full profile.")
    async def skills(self, info: Info) -> list[str] | None:
        profile = await read_about(info, self.id, "profiles")
        return list(profile["skills"]) if profile else None

    @prefetched("Every withheld field of this member with its reason, selected or not.")
    async def withheld(self, info: Info) -> list[Withheld]:
        return withheld(await read_about(info, self.id, "access"))


# In the order of the schema: the field, the permission it needs, and the reason when that is missing.
_FIELDS = (
    ("about", "profile", "NOT_CONNECTED"),
    ("positions", "profile", "NOT_CONNECTED"),
    ("education", "profile", "NOT_CONNECTED"),
    ("skills", "profile", "NOT_CONNECTED"),
    ("connectionCount", None, ""),
    ("followerCount", "counts", "OWNER_SETTING"),
    ("followingCount", "counts", "OWNER_SETTING"),
    ("connections", "connections", "OWNER_SETTING"),
    ("followers", "followers", "OWNER_SETTING"),
    ("following", "following", "OWNER_SETTING"),
)


def withheld(access: Mapping[str, bool] | None) -> list[Withheld]:
    """The fields withheld under `access` (a row of `cypher/reads/members/access.cypher`; None: without sign-in)."""
    if access is None:
        return [_entry(name, "SIGN_IN") for name, _, _ in _FIELDS]
    return [_entry(name, reason) for name, needs, reason in _FIELDS if needs and not access[needs]]


def _entry(name: str, reason: str) -> Withheld:
    return from_row(Withheld, {"field": name, "reason": WithheldReason(reason)})
