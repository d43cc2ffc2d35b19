// Which of these marks are new: that a member has removed a connection, or does not know who sent an invitation?
// params: $rows LIST<MAP> = [{line: 2, member: 'ada', other: 'grace', mark: 'REMOVED', at: '2026-01-01T00:00:00.000Z'}], $now STRING = '2026-01-01T00:00:00.000Z'

// Lock all members of the batch, lower id first, before any other read: mutations of two members lock in the same order.
UNWIND $rows AS row
UNWIND [row.member, row.other] AS id
WITH DISTINCT id
ORDER BY id
MATCH (m:Member {id: id})
SET m.id = m.id
WITH count(m) AS locked

UNWIND $rows AS row
OPTIONAL MATCH (member:Member {id: row.member})
OPTIONAL MATCH (other:Member {id: row.other})
LET missing = CASE
  WHEN member IS NULL OR member.status = 'DELETED' THEN row.member
  WHEN other IS NULL OR other.status = 'DELETED' THEN row.other
END

LET outcome = CASE
  WHEN missing IS NOT NULL                                                    THEN 'MEMBER_NOT_FOUND'
  WHEN row.mark = 'REMOVED' AND EXISTS { (member)-[:DISCONNECTED]->(other) }  THEN 'PRESENT'
  WHEN row.mark = 'DONT_KNOW' AND EXISTS { (member)-[:BARS]->(other) }        THEN 'PRESENT'
  WHEN row.mark = 'REMOVED' AND EXISTS { (member)-[:BLOCKS]-(other) }         THEN 'BLOCKED'
  WHEN EXISTS { (member)-[:CONNECTED]-(other) }                               THEN 'CONNECTED'
  ELSE 'TAKEN'
END

CALL (*) {
  WHEN outcome = 'TAKEN' AND row.mark = 'REMOVED' THEN {
    CREATE (member)-[:DISCONNECTED {at: datetime(coalesce(row.at, $now))}]->(other)
  }
  WHEN outcome = 'TAKEN' AND row.mark = 'DONT_KNOW' THEN {
    CREATE (member)-[:BARS]->(other)
  }
}
RETURN collect([row.line, outcome, missing]) AS outcomes;
