"""Arguments that several fields share."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry
from strawberry import UNSET
from strawberry.utils.str_converters import to_camel_case

from app.schema.context import ID
from app.schema.values import check_id, check_text
from app.values.text import name_key

First = Annotated[int | None, strawberry.argument(description="How many rows, from 1 to the page size (100).")]
After = Annotated[str | None, strawberry.argument(description="A cursor of this list: rows after it.")]


@strawberry.input(description="Which connections to keep; all that is given must hold.")
class ConnectionFilter:
    name_prefix: str | None = strawberry.field(default=UNSET, description="The name begins so, whatever the case.")
    company: str | None = strawberry.field(default=UNSET, description="Works there now: the name on the card.")
    location: str | None = strawberry.field(default=UNSET, description="Lives or works there.")
    is_connected_to_viewer: bool | None = strawberry.field(
        default=UNSET, description="Is connected with the viewer, or is not; the viewer is left out."
    )


@strawberry.input(description="Which followers to keep; all that is given must hold.")
class FollowFilter:
    is_mutual: bool | None = strawberry.field(
        default=UNSET, description="Follows the viewer and is followed back, or not; the viewer is left out."
    )
    is_connected: bool | None = strawberry.field(
        default=UNSET, description="Is connected with the viewer, or is not; the viewer is left out."
    )


@strawberry.input(description="Which members of the second degree to keep; all that is given must hold.")
class SecondDegreeFilter:
    via: ID | None = strawberry.field(default=UNSET, description="Reached through this connection.")
    company: str | None = strawberry.field(default=UNSET, description="Works there now: the name on the card.")
    location: str | None = strawberry.field(default=UNSET, description="Lives or works there.")
    min_mutual_connections: int | None = strawberry.field(
        default=UNSET, description="Reached through at least so many connections."
    )


def given(filters: ConnectionFilter | FollowFilter | SecondDegreeFilter | None) -> dict[str, Any]:
    """What a filter asks for by the names of `cypher/edges/`; raises `ClientError` for text that cannot be meant."""
    asked = {name: value for name, value in vars(filters).items() if value not in (None, UNSET)} if filters else {}
    for name, value in list(asked.items()):
        if name == "via":
            check_id(value, "filter.via")
        elif value == "":
            del asked[name]  # left out, as in every input
        elif isinstance(value, str):
            asked[name] = check_text(value, f"filter.{to_camel_case(name)}")
    if "name_prefix" in asked:
        asked["name_prefix"] = name_key(asked["name_prefix"])
    return asked
