"""Two members who have had to do with each other in every way, in the midst of others who know both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.mutations.crawler import Words

# Everything that belongs to a member is made of the member's word, so that finding the word is finding the member.
ZAFFRE, MIKADO = "zaffre", "mikado"
GHOST = "phloxx"  # as long as the others, and nobody
NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)

TIES = """
zaffre-id -- ann; zaffre-id -- bob; mikado-id -- ann; mikado-id -- bob; ann -- bob; ann -- cy; cy -- dora;
zaffre-id -> mikado-id; mikado-id -> zaffre-id; zaffre-id -> ann; mikado-id -> ann; ann -> zaffre-id; ann -> mikado-id;
bob -> zaffre-id; bob -> mikado-id; cy -> ann; zaffre-id -> dora; mikado-id -> dora; ann -> bob; bob -> ann;
zaffre-id ? dora; mikado-id ? dora; eli ? zaffre-id; eli ? mikado-id; zaffre-id x fay; mikado-id x fay
"""
LETTERS = """
UNWIND $letters AS letter
MATCH (a:Member {id: letter.sender}), (b:Member {id: letter.recipient})
CREATE (a)-[i:INVITED]->(b)
SET i = letter.properties
"""
PROFILES = """
UNWIND $members AS id
MATCH (m:Member {id: id})
MERGE (company:Company {name: m.company})
MERGE (school:School {name: m.company + ' school'})
CREATE (m)-[:WORKED_AT {title: m.name + ' title'}]->(company), (m)-[:STUDIED_AT {degree: m.name + ' degree'}]->(school)
"""
CONNECT = """
MATCH (a:Member {id: 'mikado-id'}), (b:Member {id: 'zaffre-id'})
CREATE (a)-[:CONNECTED {pair: 'mikado-id zaffre-id', since: $now, invitation: 'zaffre-mikado-accepted'}]->(b)
"""


def profile(word: str) -> dict[str, Any]:
    return {
        "handle": f"{word}.handle", "handleKey": f"{word}.handle",
        "name": f"{word} name", "nameKey": f"{word} name",
        "headline": f"{word} headline", "location": f"{word} location", "industry": f"{word} industry",
        "company": f"{word} company", "about": f"{word} about", "skills": [f"{word} skill"],
        "emails": [f"{word}@example.org"],
        "followersVisibility": "EVERYONE", "followingVisibility": "EVERYONE", "fullProfileVisibility": "EVERYONE",
    }  # fmt: skip


def letter(sender: str, recipient: str, state: str, days: int) -> dict[str, Any]:
    """A closed one between two words, sent `days` ago."""
    sent = NOW - days * DAY
    properties = {
        "id": f"{sender}-{recipient}-{state.lower()}", "state": state, "reminders": 1, "howYouKnow": "FRIEND",
        "note": f"{sender} note", "reminderNote": f"{sender} reminder", "message": f"{recipient} message",
        "sentAt": sent, "expiresAt": sent + 180 * DAY, "closedAt": sent + DAY,
    }  # fmt: skip
    return {"sender": f"{sender}-id", "recipient": f"{recipient}-id", "properties": properties}


LETTERS_BETWEEN = [
    letter(ZAFFRE, MIKADO, "ACCEPTED", 100),
    letter(ZAFFRE, MIKADO, "DECLINED", 150),
    letter(MIKADO, ZAFFRE, "WITHDRAWN", 200),
    letter(MIKADO, ZAFFRE, "DECLINED", 300),
]


def build(world: Callable[..., Any], graph: Any) -> None:
    """Put the two, connected and following each other, and everybody around them into an empty graph."""
    open_lists = {"followersVisibility": "EVERYONE", "followingVisibility": "EVERYONE"}
    members = {name: open_lists | {"company": "Works"} for name in ("ann", "bob", "cy", "dora")}
    world(TIES, **{f"{word}-id": profile(word) for word in (ZAFFRE, MIKADO)}, **members)
    graph.run(LETTERS, letters=LETTERS_BETWEEN)
    graph.run(CONNECT, now=NOW - 99 * DAY)
    graph.run(PROFILES, members=["zaffre-id", "mikado-id", "ann"])


def words(about: str) -> Words:
    """All that is asked about a word's member, beside members who know everybody."""
    letters = [one["properties"]["id"].replace(ZAFFRE, about) for one in LETTERS_BETWEEN]
    return Words(
        {
            "id": [f"{about}-id", "ann", *letters],
            "via": [f"{about}-id", "ann"],
            "memberId": [f"{about}-id"],
            "invitationId": letters,
            "handle": [f"{about}.handle"],
            "namePrefix": [about],
            "query": [f"{about} name"],
            "company": [f"{about} company", "Works"],
            "location": [f"{about} location"],
            "skill": [f"{about} skill"],
            "email": [f"{about}@example.org"],
            "name": ["A name"],
            "confirmHandle": ["a.wrong.handle"],
            "note": ["A note"],
            "message": ["A message"],
            "minMutualConnections": [1],
        }
    )
