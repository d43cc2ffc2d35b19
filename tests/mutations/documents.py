"""The mutations as GraphQL documents that ask for everything they can answer."""

from __future__ import annotations

from app.values.defaults import DEFAULT_SETTINGS
from tests.mutations.picture import LETTER, RELATION

_ERRORS = "userErrors { code retryAt }"
_INVITATION = (f"outcome invitation {{ ...letter }} relationship {{ ...relation }} {_ERRORS}", RELATION + LETTER)
_RELATIONSHIP = (f"relationship {{ ...relation }} {_ERRORS}", RELATION + LETTER)
_RESULTS = f"results {{ memberId outcome invitation {{ ...letter }} {_ERRORS} }} {_ERRORS}"

_PAYLOADS: dict[str, tuple[str, tuple[str, str]]] = {
    "registerMember": ("RegisterMemberInput", (f"member {{ id handle name }} {_ERRORS}", "")),
    "updateSettings": ("UpdateSettingsInput", (f"settings {{ {' '.join(DEFAULT_SETTINGS)} }} {_ERRORS}", "")),
    "sendInvitation": ("SendInvitationInput", _INVITATION),
    "sendInvitations": ("SendInvitationsInput", (_RESULTS, LETTER)),
    "acceptInvitation": ("InvitationInput", _INVITATION),
    "ignoreInvitation": ("IgnoreInvitationInput", _INVITATION),
    "declineInvitation": ("DeclineInvitationInput", _INVITATION),
    "withdrawInvitation": ("InvitationInput", _INVITATION),
    "remindInvitation": ("RemindInvitationInput", _INVITATION),
    "removeConnection": ("RemoveConnectionInput", _RELATIONSHIP),
    "followMember": ("MemberInput", _RELATIONSHIP),
    "unfollowMember": ("MemberInput", _RELATIONSHIP),
    "removeFollower": ("MemberInput", _RELATIONSHIP),
    "blockMember": ("MemberInput", (f"blockedMember {{ memberId handle since }} {_ERRORS}", "")),
    "unblockMember": ("MemberInput", _RELATIONSHIP),
}

DOCUMENTS = {
    name: f"mutation($input: {kind}!) {{ {name}(input: $input) {{ {fields} }} }}{fragments}"
    for name, (kind, (fields, fragments)) in _PAYLOADS.items()
}
