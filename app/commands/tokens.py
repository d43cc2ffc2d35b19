"""Development tokens for the command line."""

from __future__ import annotations

import sys
from datetime import timedelta

from app.commands.opening import at_hand, with_database, within
from app.commands.waiting import Opened, OpeningError
from app.graph.catalog import catalog
from app.graph.database import Database, DatabaseError
from app.identity import check, development_token, signing_secret
from app.settings import Settings
from app.values.ids import is_member_id


class TokenRefusedError(Exception):
    """Raised when no token can be issued; the message says why and what to do."""


def token(settings: Settings, member: str, expires: timedelta) -> str:
    """A token for a member id or an @handle; warns on stderr when the id is not registered."""
    check(settings)
    secret = signing_secret(settings)
    if secret is None:
        raise TokenRefusedError("ACQUAINT_JWT_JWKS_URL is set: ask the identity provider there for a token.")
    if not is_member_id(member.removeprefix("@") or member):
        raise TokenRefusedError(f"{member!r} is no member id: it takes 1 to 128 printable ASCII characters, no spaces.")
    if member.startswith("@"):
        return development_token(settings, secret, _owner(settings, member), expires)
    _warn(settings, member)
    return development_token(settings, secret, member, expires)


def _owner(settings: Settings, member: str) -> str:
    """The id of the member with this handle, else with this id, because an id may begin with @."""

    async def owner(database: Database) -> str | None:
        handle = {"handleKey": member[1:].casefold()}
        if found := await database.read(catalog()["reads/handle_owner"].text, handle):
            return str(found)
        return member if await database.read(catalog()["reads/present"].text, {"keys": [member]}) else None

    found = with_database(settings, lambda neo4j: neo4j.do("asking", owner(neo4j.database)))
    if found is None:
        raise TokenRefusedError(f"Nobody has the handle {member}: check it, or give the member's id.")
    return found


def _warn(settings: Settings, identity: str) -> None:
    """Warn on stderr when no member has this id, if a database is already running."""
    address = at_hand(settings)
    if address is None:
        return
    statement, asked = catalog()["reads/present"].text, {"keys": [identity]}
    try:
        present = within(Opened(address), lambda neo4j: neo4j.do("asking", neo4j.database.read(statement, asked)))
    except (DatabaseError, OpeningError) as error:
        print(f"Note: whether {identity} is a member could not be asked. {error}", file=sys.stderr)
        return
    if not present:
        print(f"Note: {identity} is no member yet; its first act must be registerMember.", file=sys.stderr)
