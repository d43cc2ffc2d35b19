"""Mutations of a member's profile."""

from collections.abc import Sequence
from typing import Annotated, Any

import strawberry

from app.schema.core.check import Check
from app.schema.core.context import Info
from app.schema.core.errors import ErrorCode, Words
from app.schema.core.mutations import INPUT, change, given
from app.schema.members.inputs import RegisterMemberInput, UpdateProfileInput
from app.schema.members.types import MemberPayload
from app.values.defaults import DEFAULT_SETTINGS
from app.values.text import ABOUT, HEADLINE, NAME, name_key

WORDS: Words = {
    ErrorCode.HANDLE_TAKEN: ("Another member has this handle; choose another one.", "handle"),
    ErrorCode.ALREADY_REGISTERED: ("You are a member already; use updateProfile to change your profile.", None),
}
_TEXTS = {"headline": HEADLINE, "location": NAME, "industry": NAME, "about": ABOUT}

Row = dict[str, str | None]


@strawberry.type
class MemberMutations:
    @strawberry.mutation(description="Register the subject of the token as a member.")
    async def register_member(self, info: Info, input: Annotated[RegisterMemberInput, INPUT]) -> MemberPayload:
        check = Check()
        name = check.required(input.name, "name", NAME)
        handle = check.handle(input.handle, "handle")
        profile = {
            "handle": handle,
            "handleKey": handle.casefold(),
            "name": name,
            "nameKey": name_key(name),
            "headline": check.text(input.headline or None, "headline", HEADLINE),
            "location": check.text(input.location or None, "location", NAME),
            "industry": check.text(input.industry or None, "industry", NAME),
            "company": check.text(input.company or None, "company", NAME),
            "emails": [address] if (address := check.email(input.email or None, "email")) else [],
        }
        parameters = {"profile": profile, "settings": DEFAULT_SETTINGS}
        return await change(info, MemberPayload, "register_member", input, check, WORDS, **parameters)

    @strawberry.mutation(description="Change the viewer's profile; what is left out stays.")
    async def update_profile(self, info: Info, input: Annotated[UpdateProfileInput, INPUT]) -> MemberPayload:
        check = Check()
        changes, lists = _changes(given(input), check)
        return await change(info, MemberPayload, "update_profile", input, check, WORDS, changes=changes, lists=lists)


def _changes(given: dict[str, Any], check: Check) -> tuple[dict[str, Any], dict[str, list[Row] | None]]:
    """The member's new properties, and the lists that are replaced; a list that stays is None."""
    changes: dict[str, Any] = {
        name: check.text(given[name], name, longest) for name, longest in _TEXTS.items() if name in given
    }
    if "name" in given:
        name = check.required(given["name"], "name", NAME)
        changes |= {"name": name, "nameKey": name_key(name)}
    if "handle" in given:
        handle = check.handle(given["handle"], "handle")
        changes |= {"handle": handle, "handleKey": handle.casefold()}
    if "emails" in given:
        changes["emails"] = check.emails(given["emails"] or [], "emails")
    if "skills" in given:
        changes["skills"] = check.texts(given["skills"] or [], "skills")
    lists: dict[str, list[Row] | None] = {"positions": None, "education": None}
    if "positions" in given:
        lists["positions"] = rows = _rows(given["positions"] or [], "positions", ["company", "title"], [], check)
        changes["company"] = next((row["company"] for row in rows if row["endedOn"] is None), None)
    if "education" in given:
        lists["education"] = _rows(given["education"] or [], "education", ["school"], ["degree"], check)
    return changes, lists


def _rows(
    entries: Sequence[Any], name: str, required: Sequence[str], optional: Sequence[str], check: Check
) -> list[Row]:
    """The rows of a list of positions or schools, from its required and optional texts and its period."""
    check.count(entries, name)
    rows = []
    for place, entry in enumerate(entries):
        at = f"{name}.{place}"
        row: Row = {field: check.required(getattr(entry, field), f"{at}.{field}", NAME) for field in required}
        row |= {field: check.text(getattr(entry, field) or None, f"{at}.{field}", NAME) for field in optional}
        rows.append(row | check.period(entry.started_on or None, entry.ended_on or None, at))
    return rows
