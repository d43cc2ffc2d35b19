"""Which fields of a member the viewer may not see, and why."""

from __future__ import annotations

from collections.abc import Mapping

import strawberry

from app.schema.enums import WithheldReason
from app.schema.rows import adopt


@strawberry.type(description="A field that is null because the viewer may not see it.")
class Withheld:
    field: str = strawberry.field(description="The field's name.")
    reason: WithheldReason = strawberry.field(description="Why it is withheld.")


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
    """What is withheld under `access` (`cypher/reads/access.cypher`); None: nobody is signed in."""
    if access is None:
        return [_entry(name, "SIGN_IN") for name, _, _ in _FIELDS]
    return [_entry(name, reason) for name, needs, reason in _FIELDS if needs and not access[needs]]


def _entry(name: str, reason: str) -> Withheld:
    return adopt(Withheld, {"field": name, "reason": WithheldReason(reason)})
