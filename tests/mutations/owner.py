"""A member whom every kind of viewer looks at, under settings that change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.values.defaults import DEFAULT_SETTINGS

Ask = Callable[..., Any]

# The owner, connections, theirs, theirs in turn, a follower from outside, and somebody whom the owner blocks.
TIES = """
owner -- first; owner -- other; first -- other; first -- second; second -- third;
outside -> owner; first -> owner; owner -> third; owner x blocked
"""
STANDINGS = ("owner", "first", "second", "third", "outside")
EVERYBODY, CLOSE, NEAR, ALONE = set(STANDINGS), {"owner", "first", "second"}, {"owner", "first"}, {"owner"}

# Who sees the field that a setting governs, for each of its values.
SEES: dict[str, dict[Any, set[str]]] = {
    "connectionsVisibility": {
        "EVERYONE": EVERYBODY, "SECOND_DEGREE": CLOSE, "CONNECTIONS": NEAR, "RECIPROCAL": NEAR,
        "ONLY_ME": ALONE, "HIDDEN": ALONE,
    },
    "followersVisibility": {"EVERYONE": EVERYBODY, "CONNECTIONS": NEAR, "ONLY_ME": ALONE},
    "followingVisibility": {"EVERYONE": EVERYBODY, "CONNECTIONS": NEAR, "ONLY_ME": ALONE},
    "showFollowerCount": {True: EVERYBODY, False: ALONE},
    "fullProfileVisibility": {"EVERYONE": EVERYBODY, "SECOND_DEGREE": CLOSE, "CONNECTIONS": NEAR},
}  # fmt: skip
VALUES: dict[str, list[Any]] = {name: list(values) for name, values in SEES.items()} | {
    "followPolicy": ["EVERYONE", "CONNECTIONS"],
    "invitePolicy": ["EVERYONE", "SECOND_DEGREE", "EMAIL", "NOBODY"],
    "requireNote": [False, True],
    "autoFollowOnConnect": [True, False],
    "followPrimary": [False, True],
    "isDiscoverable": [True, False],
}
CARD = {
    "id": "owner", "handle": "owner", "name": "Owner", "headline": "Line", "location": "Lund", "industry": "Ships",
    "company": "Works", "memberSince": "2026-01-01T09:00:00.000Z",
}  # fmt: skip
PROFILE: dict[str, Any] = {
    "about": "Words",
    "positions": [{"company": "Works", "title": "Builder"}],
    "education": [{"school": "College"}],
    "skills": ["listening"],
}
NULLABLE = (
    *PROFILE, "connectionCount", "followerCount", "followingCount", "connections", "followers", "following",
)  # fmt: skip
QUERY = """query { member(id: "owner") {
  id handle name headline location industry company memberSince
  about positions { company title } education { school } skills
  connectionCount followerCount followingCount
  connections { totalCount nodes { id } } followers { totalCount nodes { id } } following { totalCount nodes { id } }
  mutualConnections { totalCount nodes { id } } mutualConnectionCount relationship { degree }
  withheld { field reason }
} }"""
OCCUPATION = """
MATCH (m:Member {id: 'owner'})
CREATE (m)-[:WORKED_AT {title: 'Builder'}]->(:Company {name: 'Works'}),
       (m)-[:STUDIED_AT]->(:School {name: 'College'})
"""
NAMES = " ".join(DEFAULT_SETTINGS)
UPDATE = f"""mutation ($input: UpdateSettingsInput!) {{
  updateSettings(input: $input) {{ settings {{ {NAMES} }} userErrors {{ code field }} }}
}}"""
SETTINGS = f"{{ viewer {{ settings {{ {NAMES} }} }} }}"


def build(world: Any, graph: Any) -> None:
    """Put the owner and everybody around into an empty graph."""
    texts: dict[str, Any] = {name: CARD[name] for name in ("headline", "location", "industry", "company")}
    texts |= {"about": "Words", "skills": ["listening"], "emails": ["owner@example.org", "o@example.com"]}
    world(TIES, owner=texts)
    graph.run(OCCUPATION)


def updater(ask: Ask) -> Callable[..., None]:
    """Changes settings of a member, the owner unless said otherwise, and sees that nothing else changed."""

    def update(viewer: str = "owner", /, **settings: Any) -> None:
        before = ask(SETTINGS, viewer=viewer)["data"]["viewer"]["settings"]
        payload = ask(UPDATE, viewer=viewer, input=settings)["data"]["updateSettings"]
        assert payload == {"settings": before | settings, "userErrors": []}
        assert ask(SETTINGS, viewer=viewer)["data"]["viewer"]["settings"] == before | settings

    return update


def rows(*ids: str) -> dict[str, Any]:
    return {"totalCount": len(ids), "nodes": [{"id": id} for id in ids]}


def expected(viewer: str, settings: dict[str, Any]) -> dict[str, Any]:
    """The owner as one of the standings sees it under these settings."""
    hidden = settings["connectionsVisibility"] == "HIDDEN"
    followers = ("first", "outside") if settings["followPolicy"] == "EVERYONE" else ("first",)
    values = PROFILE | {
        "connectionCount": 2,
        "followerCount": len(followers),
        "followingCount": 1,
        "connections": rows("other", "first"),
        "followers": rows(*followers),
        "following": rows("third"),
    }
    governed = [(name, "fullProfileVisibility", "NOT_CONNECTED") for name in PROFILE]
    governed += [(name, "showFollowerCount", "OWNER_SETTING") for name in ("followerCount", "followingCount")]
    governed += [
        (f"{name}", f"{name}Visibility", "OWNER_SETTING") for name in ("connections", "followers", "following")
    ]
    withheld = [(name, reason) for name, setting, reason in governed if viewer not in SEES[setting][settings[setting]]]
    return (
        CARD
        | values
        | dict.fromkeys([name for name, _ in withheld])
        | between(viewer, hidden)
        | {"withheld": [{"field": name, "reason": reason} for name, reason in withheld]}
    )


def between(viewer: str, hidden: bool) -> dict[str, Any]:
    degrees = {"owner": "SELF", "first": "FIRST", "second": "SECOND", "third": "THIRD", "outside": "OUT_OF_NETWORK"}
    if hidden:
        degrees |= {"second": "OUT_OF_NETWORK", "third": "OUT_OF_NETWORK"}
    shared: dict[str, tuple[str, ...]] = {} if hidden else {"first": ("other",), "second": ("first",)}
    mutual = rows(*shared.get(viewer, ()))
    return {
        "mutualConnections": None if viewer == "owner" else mutual,
        "mutualConnectionCount": None if viewer == "owner" else mutual["totalCount"],
        "relationship": {"degree": degrees[viewer]},
    }


SIGNED_OUT = (
    CARD
    | dict.fromkeys((*NULLABLE, "mutualConnections", "mutualConnectionCount", "relationship"))
    | {"withheld": [{"field": name, "reason": "SIGN_IN"} for name in NULLABLE]}
)
