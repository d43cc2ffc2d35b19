// Which of these follows are new? Each is one that the follower chose, unless the row says otherwise.
// params: $rows LIST<MAP> = [{line: 2, follower: 'ada', followee: 'grace', origin: 'EXPLICIT', since: '2026-01-01T00:00:00.000Z'}], $now STRING = '2026-01-01T00:00:00.000Z'

// Lock all members of the batch, lower id first, before any other read: mutations of two members lock in the same order.
UNWIND $rows AS row
UNWIND [row.follower, row.followee] AS id
WITH DISTINCT id
ORDER BY id
MATCH (m:Member {id: id})
SET m.id = m.id
WITH count(m) AS locked

UNWIND $rows AS row
OPTIONAL MATCH (follower:Member {id: row.follower})
OPTIONAL MATCH (followed:Member {id: row.followee})
LET missing = CASE
  WHEN follower IS NULL OR follower.status = 'DELETED' THEN row.follower
  WHEN followed IS NULL OR followed.status = 'DELETED' THEN row.followee
END

LET outcome = CASE
  WHEN missing IS NOT NULL                            THEN 'MEMBER_NOT_FOUND'
  WHEN EXISTS { (follower)-[:BLOCKS]-(followed) }     THEN 'BLOCKED'
  WHEN EXISTS { (follower)-[:FOLLOWS]->(followed) }   THEN 'PRESENT'
  ELSE 'TAKEN'
END

CALL (*) {
  WHEN outcome = 'TAKEN' THEN {
    CREATE (follower)-[:FOLLOWS {since: datetime(coalesce(row.since, $now)), origin: coalesce(row.origin, 'EXPLICIT')}]->(followed)
  }
}
RETURN collect([row.line, outcome, missing]) AS outcomes;
