"""Development tokens for the command line."""

from __future__ import annotations

import sys
from datetime import timedelta

from app.commands.opening import OpeningError, at_hand, with_database, within
from app.graph.catalog import catalog
from app.graph.database import DatabaseError
from app.identity import check, development_token, is_member_id, signing_secret
from app.settings import Settings


class TokenRefusedError(Exception):
    """A token that is not made; the message says why and what to do."""


def token(settings: Settings, member: str, expires: timedelta) -> str:
    """A token for a member id or an @handle; what is odd about the member is said on stderr."""
    check(settings)
    secret = signing_secret(settings)
    if secret is None:
        raise TokenRefusedError("ACQUAINT_JWT_JWKS_URL is set: ask the identity provider there for a token.")
    handle = member.startswith("@")
    identity = _owner(settings, member[1:]) if handle else member
    if not is_member_id(identity):
        raise TokenRefusedError(f"{member!r} is no member id: it takes 1 to 128 printable ASCII characters, no spaces.")
    if not handle:
        _note(settings, identity)
    return development_token(settings, secret, identity, expires)


def _owner(settings: Settings, handle: str) -> str:
    asked = {"handleKey": handle.casefold()}
    found = with_database(settings, lambda database: database.read(catalog()["reads/handle_owner"].text, asked))
    if found is None:
        raise TokenRefusedError(f"Nobody has the handle @{handle}: check it, or give the member's id.")
    return str(found)


def _note(settings: Settings, identity: str) -> None:
    """Say so when the id is no member yet, if the graph can be asked without starting it."""
    address = at_hand(settings)
    if address is None:
        return
    asked = {"keys": [identity]}
    try:
        present = within(address, lambda database: database.read(catalog()["reads/present"].text, asked))
    except (DatabaseError, OpeningError) as error:
        print(f"Note: whether {identity} is a member could not be asked. {error}", file=sys.stderr)
        return
    if not present:
        print(f"Note: {identity} is no member yet; its first act must be registerMember.", file=sys.stderr)
