"""Several invitations at once: each is sent on its own, with warnings about the whole."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from app.graph.ids import new_id
from app.graph.writing import WriteResult
from app.schema.core.check import Check
from app.schema.core.context import Info
from app.schema.core.errors import UserError, refusals
from app.schema.core.mutations import digest
from app.schema.core.rows import from_row
from app.schema.invitations.inputs import InvitationItem, SendInvitationsInput
from app.schema.invitations.payloads import (
    InvitationResult,
    InvitationWarning,
    InvitationWarningCode,
    SendInvitationsPayload,
)
from app.schema.invitations.words import WORDS

_MANY = 30
_OF_THE_SENDER = frozenset({"NOT_REGISTERED", "ACCOUNT_INACTIVE", "ACCOUNT_DELETED", "IDEMPOTENCY_KEY_REUSED"})


async def send_all(info: Info, input: SendInvitationsInput) -> SendInvitationsPayload:
    """Send the items in order, or in a dry run only find their outcomes; a batch that is too large sends nothing."""
    info.context.require_sign_in()
    check = Check()
    key = check.key(input.idempotency_key or None)
    if len(input.items) > info.context.settings.invitation_batch:
        return _refused(refusals(WriteResult("BATCH_TOO_LARGE"), info.context.settings, WORDS))
    if check.errors:
        return _refused(check.errors)
    checks = [Check(f"items.{place}.") for place in range(len(input.items))]
    asked = [invitation_parameters(info, item, its) for item, its in zip(input.items, checks, strict=True)]
    warnings = await _warnings(info, input.items, asked)
    results = await (_tried(info, asked, checks) if input.dry_run else _sent(info, asked, checks, input, key))
    if results and results[-1].outcome in _OF_THE_SENDER:
        return _refused(refusals(results[-1], info.context.settings, WORDS))
    shown = [_result(info, item, result, its) for item, result, its in zip(input.items, results, checks, strict=True)]
    return from_row(SendInvitationsPayload, {"results": shown, "warnings": warnings, "user_errors": []})


def invitation_parameters(info: Info, input: InvitationItem, check: Check) -> dict[str, Any]:
    """The parameters of `cypher/writes/invitations/send_invitation.cypher` for one invitation."""
    words = {
        "note": check.text(input.note or None, "note"),
        "howYouKnow": input.how_you_know.value if input.how_you_know else None,
        "email": check.email(input.email or None, "email"),
    }
    member = check.id(input.member_id, "memberId")
    return {"member": member, "words": words, "invitation": new_id(info.context.now), "judged": True}


async def _sent(
    info: Info, asked: Sequence[dict[str, Any]], checks: Sequence[Check], input: SendInvitationsInput, key: str | None
) -> list[WriteResult]:
    request = digest("send_invitations", input)
    results: list[WriteResult] = []
    claimed = False
    for place, (parameters, check) in enumerate(zip(asked, checks, strict=True)):
        if check.errors:
            results.append(WriteResult("INVALID_VALUE"))
            continue
        # The first item that is sent takes the key itself, so that another use of the key conflicts with it.
        own = f"{key}\t{place}" if key and claimed else key
        claimed = True
        results.append(await info.context.write("send_invitation", request, own, parameters))
        if results[-1].outcome in _OF_THE_SENDER:
            break
    return results


async def _tried(info: Info, asked: Sequence[dict[str, Any]], checks: Sequence[Check]) -> list[WriteResult]:
    valid = [
        {"place": place, "member": parameters["member"], **parameters["words"]}
        for place, (parameters, check) in enumerate(zip(asked, checks, strict=True))
        if not check.errors
    ]
    rows = {row["place"]: row for row in await info.context.load.ask("invitation_dry_runs", items=valid)}
    results = [
        WriteResult(rows[place]["outcome"], retry_at=rows[place]["retry_at"])
        if place in rows
        else WriteResult("INVALID_VALUE")
        for place in range(len(asked))
    ]
    return [result for result in results if result.outcome in _OF_THE_SENDER][:1] or results


def _result(info: Info, item: InvitationItem, result: WriteResult, check: Check) -> InvitationResult:
    errors = check.errors or refusals(result, info.context.settings, WORDS, prefix=check.prefix)
    return from_row(InvitationResult, {"member_id": item.member_id, "result": result, "user_errors": errors})


def _refused(errors: list[UserError]) -> SendInvitationsPayload:
    return from_row(SendInvitationsPayload, {"results": [], "warnings": [], "user_errors": errors})


async def _warnings(
    info: Info, items: Sequence[InvitationItem], asked: Sequence[dict[str, Any]]
) -> list[InvitationWarning]:
    notes = [(item.member_id, parameters["words"]["note"]) for item, parameters in zip(items, asked, strict=True)]
    found = {
        InvitationWarningCode.BATCH_OVER_30: [member for member, _ in notes[_MANY:]],
        InvitationWarningCode.DUPLICATE_NOTE: await _duplicates(info, [(m, note) for m, note in notes if note]),
        InvitationWarningCode.EMPTY_NOTE: [member for member, note in notes if not note],
    }
    return [from_row(InvitationWarning, {"code": code, "member_ids": ids}) for code, ids in found.items() if ids]


async def _duplicates(info: Info, notes: Sequence[tuple[str, str]]) -> list[str]:
    """The members whose notes are equal without case, spaces and the recipient's name."""
    if len(notes) < 2:
        return []
    asked = [info.context.load.read("cards", member) for member, _ in notes]
    names = [card["name"] if (card := await one) else "" for one in asked]
    same: dict[str, list[str]] = defaultdict(list)
    for (member, note), name in zip(notes, names, strict=True):
        same[_folded(note, name)].append(member)
    return [member for members in same.values() if len(members) > 1 for member in members]


def _folded(note: str, name: str) -> str:
    return " ".join(_without(note.casefold().split(), name.casefold().split()))


def _without(words: Iterable[str], names: Sequence[str]) -> list[str]:
    kept = (word for word in words if word.strip(".,;:!?") not in names)
    return [word.strip(".,;:!?") for word in kept]
