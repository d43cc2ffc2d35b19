"""How the tests of the mutations ask, and how they look at what became of the graph."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol

from tests.conftest import BEGIN, Clock, Graph

Faults = list[tuple[str, list[str] | None, str | None]]

NOW = BEGIN + timedelta(days=200)
DAY = timedelta(days=1)
TICK = timedelta(milliseconds=1)
OPEN = ("PENDING", "IGNORED")

PERSON = "{ id handle name headline location industry company memberSince about skills"
PERSON += " positions { company title startedOn endedOn isCurrent } education { school degree startedOn endedOn } }"
LETTER = "{ id sender { id } recipient { id } state note howYouKnow sentAt expiresAt closedAt reminderCount"
LETTER += " reminderNote message }"
RELATIONSHIP = "{ member { id } degree connectedSince isFollowing isFollowedBy followingSince invitation { id state }"
RELATIONSHIP += " actions { name isAllowed code retryAt } primaryAction }"
SETTINGS = "{ connectionsVisibility followersVisibility followingVisibility showFollowerCount fullProfileVisibility"
SETTINGS += " followPolicy invitePolicy requireNote autoFollowOnConnect followPrimary isDiscoverable }"
ERRORS = "userErrors { code message field retryAt }"
_MEMBER = f"member {PERSON} {ERRORS}"
_INVITATION = f"outcome invitation {LETTER} relationship {RELATIONSHIP} {ERRORS}"
_RELATIONSHIP = f"relationship {RELATIONSHIP} {ERRORS}"

# mutation: (type of its input, what is asked of its payload)
MUTATIONS = {
    "registerMember": ("RegisterMemberInput", _MEMBER),
    "updateProfile": ("UpdateProfileInput", _MEMBER),
    "updateSettings": ("UpdateSettingsInput", f"settings {SETTINGS} {ERRORS}"),
    "sendInvitation": ("SendInvitationInput", _INVITATION),
    "sendInvitations": (
        "SendInvitationsInput",
        f"results {{ memberId outcome invitation {LETTER} {ERRORS} }} warnings {{ code memberIds }} {ERRORS}",
    ),
    "acceptInvitation": ("InvitationInput", _INVITATION),
    "ignoreInvitation": ("IgnoreInvitationInput", _INVITATION),
    "declineInvitation": ("DeclineInvitationInput", _INVITATION),
    "withdrawInvitation": ("InvitationInput", _INVITATION),
    "remindInvitation": ("RemindInvitationInput", _INVITATION),
    "removeConnection": ("RemoveConnectionInput", _RELATIONSHIP),
    "followMember": ("MemberInput", _RELATIONSHIP),
    "unfollowMember": ("MemberInput", _RELATIONSHIP),
    "removeFollower": ("MemberInput", _RELATIONSHIP),
    "blockMember": ("MemberInput", f"blockedMember {{ memberId handle since }} {ERRORS}"),
    "unblockMember": ("MemberInput", _RELATIONSHIP),
}
MEMBER_MUTATIONS = ["sendInvitation", "removeConnection", "followMember", "unfollowMember", "removeFollower"]
ANSWERS = ["acceptInvitation", "ignoreInvitation", "declineInvitation"]
SENDERS = ["withdrawInvitation", "remindInvitation"]
# what comes of it: (outcome, state of the invitation)
DONE = {
    "acceptInvitation": ("CONNECTED", "ACCEPTED"),
    "ignoreInvitation": ("IGNORED", "IGNORED"),
    "declineInvitation": ("DECLINED", "DECLINED"),
    "withdrawInvitation": ("WITHDRAWN", "WITHDRAWN"),
    "remindInvitation": ("REMINDED", "PENDING"),
}


class World(Protocol):
    def __call__(self, ties: str = "", /, **changes: dict[str, Any]) -> None: ...


Ask = Callable[..., Any]


class Frozen(Clock):
    """A present that stands still until it is moved."""

    def __call__(self) -> datetime:
        return NOW + self.ahead


class Mutate:
    """Does a mutation as `viewer` and gives its payload; a top-level error fails the test."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask

    def __call__(self, name: str, /, viewer: str = "ada", **input: Any) -> Any:
        answer = self.answer(name, viewer=viewer, **input)
        assert "errors" not in answer, answer
        return answer["data"][name]

    def answer(self, name: str, /, viewer: str | None = "ada", **input: Any) -> Any:
        """The whole answer, errors and all."""
        return self.ask(document(name), viewer=viewer, input=input)

    def refused(self, name: str, /, viewer: str = "ada", **input: Any) -> Faults:
        """The refusals of a mutation that must have done nothing: code, field and retryAt of each."""
        payload = self(name, viewer=viewer, **input)
        assert payload.get("outcome") is None
        return faults(payload)


def document(name: str) -> str:
    kind, fields = MUTATIONS[name]
    return f"mutation ($input: {kind}!) {{ {name}(input: $input) {{ {fields} }} }}"


def faults(payload: Any) -> Faults:
    assert all(error["message"].strip() for error in payload["userErrors"])
    return [(error["code"], error["field"], error["retryAt"]) for error in payload["userErrors"]]


def refusal(code: str, *field: str, retry_at: datetime | None = None) -> Faults:
    """What `Mutate.refused` answers for one refusal."""
    return [(code, list(field) or None, text(retry_at) if retry_at else None)]


NOT_OPEN = refusal("INVITATION_NOT_OPEN", "invitationId")


def actions(relationship: Any) -> dict[str, str | None]:
    """The actions by name: None when allowed, otherwise the code."""
    assert all(action["isAllowed"] == (action["code"] is None) for action in relationship["actions"])
    return {action["name"]: action["code"] for action in relationship["actions"]}


def viewer_of(name: str) -> str:
    """Who does this about the invitation of grace to ada."""
    return "grace" if name in SENDERS else "ada"


def only(field: str, value: Any) -> dict[str, Any]:
    """An input, or a part of one, of a single field."""
    return {field: value}


def text(moment: datetime) -> str:
    """A moment as the API writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


def letter(
    graph: Graph, sender: str, recipient: str, state: str = "PENDING", sent: datetime = NOW - 10 * DAY, **more: Any
) -> str:
    """Put an invitation into the graph, `sender-recipient` unless an id is given; returns its id."""
    properties = {"id": f"{sender}-{recipient}", "state": state, "reminders": 0, "sentAt": sent}
    properties |= {"expiresAt": sent + 180 * DAY}
    properties |= {"openKey": " ".join(sorted((sender, recipient)))} if state in OPEN else {"closedAt": NOW - 5 * DAY}
    properties |= more
    graph.run(
        "MATCH (a:Member {id: $a}), (b:Member {id: $b}) CREATE (a)-[i:INVITED]->(b) SET i = $properties",
        a=sender,
        b=recipient,
        properties=properties,
    )
    return str(properties["id"])


def mark(graph: Graph, kind: str, one: str, other: str, **properties: Any) -> None:
    """Put a tie of one way into the graph."""
    graph.run(
        "MATCH (a:Member {id: $a}), (b:Member {id: $b}) CREATE (a)-[tie:$($kind)]->(b) SET tie = $properties",
        a=one,
        b=other,
        kind=kind,
        properties=properties,
    )


def ties(graph: Graph) -> dict[str, dict[str, Any]]:
    """Every tie between members as `ada FOLLOWS grace` with its properties; a connection by its pair's order."""
    rows = graph.run(
        """
        MATCH (a:Member)-[tie]->(b:Member)
        LET swapped = type(tie) = 'CONNECTED' AND a.id > b.id
        RETURN CASE WHEN swapped THEN b.id ELSE a.id END AS a, type(tie) AS kind,
               CASE WHEN swapped THEN a.id ELSE b.id END AS b, properties(tie) AS properties
        ORDER BY a, kind, b, tie.id
        """
    )
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        name = f"{row['a']} {row['kind']} {row['b']}"
        assert row["kind"] == "INVITED" or name not in found
        if row["kind"] == "INVITED":
            name = row["properties"]["id"]
        found[name] = plain(row["properties"])
    return found


def stored(graph: Graph, id: str = "ada") -> dict[str, Any]:
    """The properties of a member."""
    (row,) = graph.run("MATCH (m:Member {id: $id}) RETURN properties(m) AS properties", id=id)
    return plain(row["properties"])


def events(graph: Graph) -> list[dict[str, Any]]:
    """Who is told what, without the events' own ids, which nothing but their form is known of."""
    rows = graph.run("MATCH (e:Event) RETURN properties(e) AS event ORDER BY e.member, e.seq, e.at")
    assert all(len(row["event"].pop("id")) == 36 for row in rows)
    return [plain(row["event"]) for row in rows]


def event(member: str, kind: str, about: str, invitation: str, seq: int = 1, at: datetime = NOW) -> dict[str, Any]:
    return {"member": member, "seq": seq, "kind": kind, "about": about, "invitation": invitation, "at": text(at)}


def plain(properties: dict[str, Any]) -> dict[str, Any]:
    """Properties with times as the API writes them."""
    return {
        name: text(value.to_native()) if hasattr(value, "to_native") else value for name, value in properties.items()
    }
