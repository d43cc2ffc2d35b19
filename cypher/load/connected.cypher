// Which of these pairs become connections? What was open between the two is answered by it.
// params: $rows LIST<MAP> = [{line: 2, a: 'ada', b: 'grace', pair: 'ada grace', since: '2026-01-01T00:00:00.000Z'}], $now STRING = '2026-01-01T00:00:00.000Z'

// Lock all members of the batch, lower id first, before any other read: mutations of two members lock in the same order.
UNWIND $rows AS row
UNWIND [row.a, row.b] AS id
WITH DISTINCT id
ORDER BY id
MATCH (m:Member {id: id})
SET m.id = m.id
WITH count(m) AS locked

UNWIND $rows AS row
OPTIONAL MATCH (a:Member {id: row.a})
OPTIONAL MATCH (b:Member {id: row.b})
// Told to seek: planned before there is a connection, a scan of the index costs nothing, and the next batches would scan it for each row.
OPTIONAL MATCH ()-[present:CONNECTED {pair: row.pair}]->()
USING INDEX SEEK present:CONNECTED(pair)
OPTIONAL MATCH ()-[open:INVITED {openKey: row.pair}]->()
USING INDEX SEEK open:INVITED(openKey)
LET missing = CASE
  WHEN a IS NULL OR a.status = 'DELETED' THEN row.a
  WHEN b IS NULL OR b.status = 'DELETED' THEN row.b
END

LET outcome = CASE
  WHEN missing IS NOT NULL           THEN 'MEMBER_NOT_FOUND'
  WHEN EXISTS { (a)-[:BLOCKS]-(b) }  THEN 'BLOCKED'
  WHEN present IS NOT NULL           THEN 'PRESENT'
  ELSE 'TAKEN'
END
LET accepted = CASE WHEN open.expiresAt > datetime($now) THEN open.id END

CALL (*) {
  WHEN outcome = 'TAKEN' THEN {
    CREATE (a)-[:CONNECTED {pair: row.pair, since: datetime(coalesce(row.since, $now)), invitation: accepted}]->(b)
    SET open.state = CASE WHEN accepted IS NULL THEN 'EXPIRED' ELSE 'ACCEPTED' END,
        open.closedAt = CASE
          WHEN accepted IS NULL              THEN open.expiresAt
          WHEN open.sentAt > datetime($now)  THEN open.sentAt
          ELSE datetime($now)
        END,
        open.openKey = null
    WITH a, b
    MATCH (a)-[mark:DISCONNECTED|BARS]-(b)
    DELETE mark
  }
}
RETURN collect([row.line, outcome, missing]) AS outcomes;
