// Which of these blocks are new?
// params: $rows LIST<MAP> = [{line: 2, blocker: 'ada', blocked: 'grace', since: '2026-01-01T00:00:00.000Z'}], $now STRING = '2026-01-01T00:00:00.000Z'

// Lock all members of the batch, lower id first, before any other read: mutations of two members lock in the same order.
UNWIND $rows AS row
UNWIND [row.blocker, row.blocked] AS id
WITH DISTINCT id
ORDER BY id
MATCH (m:Member {id: id})
SET m.id = m.id
WITH count(m) AS locked

UNWIND $rows AS row
OPTIONAL MATCH (blocker:Member {id: row.blocker})
OPTIONAL MATCH (blocked:Member {id: row.blocked})
LET missing = CASE
  WHEN blocker IS NULL OR blocker.status = 'DELETED' THEN row.blocker
  WHEN blocked IS NULL OR blocked.status = 'DELETED' THEN row.blocked
END

LET outcome = CASE
  WHEN missing IS NOT NULL                                                      THEN 'MEMBER_NOT_FOUND'
  WHEN EXISTS { (blocker)-[:BLOCKS]->(blocked) }                                THEN 'PRESENT'
  WHEN EXISTS { (blocker)-[:CONNECTED|FOLLOWS]-(blocked) }                      THEN 'TIED'
  WHEN EXISTS { (blocker)-[i:INVITED WHERE i.openKey IS NOT NULL]-(blocked) }   THEN 'TIED'
  ELSE 'TAKEN'
END

CALL (*) {
  WHEN outcome = 'TAKEN' THEN {
    CREATE (blocker)-[:BLOCKS {since: datetime(coalesce(row.since, $now))}]->(blocked)
  }
}
RETURN collect([row.line, outcome, missing]) AS outcomes;
