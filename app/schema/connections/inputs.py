"""Filters of lists of connections, and the input of removing one."""

import strawberry

from app.schema.core.context import ID
from app.schema.core.mutations import idempotency_key, optional


@strawberry.input(description="Which connections to list: those for whom every given condition holds.")
class ConnectionFilter:
    name_prefix: str | None = optional("The beginning of the name, in any case.")
    company: str | None = optional("The current company, as the card shows it.")
    location: str | None = optional("The location, as the card shows it.")
    is_connected_to_viewer: bool | None = optional(
        "Whether the member is connected with the viewer; the viewer is left out of both lists."
    )


@strawberry.input(description="Which members of the second degree to list: those for whom every given condition holds.")
class SecondDegreeFilter:
    via: ID | None = optional("The id of a connection that leads to the member.")
    company: str | None = optional("The current company, as the card shows it.")
    location: str | None = optional("The location, as the card shows it.")
    min_mutual_connections: int | None = optional("The least number of connections that lead to the member.")


@strawberry.input(description="The connection to remove.")
class RemoveConnectionInput:
    member_id: ID = strawberry.field(description="The id of the connected member.")
    keep_following: bool | None = strawberry.field(default=False, description="Whether to go on following the member.")
    idempotency_key: str | None = idempotency_key()
