"""New followers, by a statement or by the application's own write."""

from datetime import UTC, datetime

from app.graph.database import Database
from app.graph.shared import Shared
from app.graph.writing import Writer
from app.settings import Settings

STORED = "MATCH (event:Event {member: $member}) RETURN event.id AS id, event.seq AS seq ORDER BY seq"
FOLLOWERS = """
UNWIND range(1, $number) AS place
CREATE (:Event:Unnumbered {
  id: 'e' + toString(10000 + place), member: 'ada', kind: 'NEW_FOLLOWER', about: 'bob',
  at: datetime('2026-01-01T00:00:00Z') - duration({seconds: place})
})
"""


async def follow(database: Database, follower: str, member: str) -> None:
    writer = Writer(database, Shared(), follower, datetime.now(UTC), Settings())
    assert (await writer.write("follow_member", "asked", None, {"member": member})).outcome == "FOLLOWED"
