// Block a member: nothing between the two remains and nothing can begin.
// params: $viewer STRING = 'ada', $member STRING = 'grace', $now ZONED DATETIME = '2026-01-01T00:00:00Z'

// lock
// Lock both members, lower id first, before any other read: setting the id to itself locks and changes nothing.
MATCH (m:Member)
WHERE m.id IN [$viewer, $member]
WITH m
ORDER BY m.id
SET m.id = m.id
WITH count(m) AS locked

// find
OPTIONAL MATCH (viewer:Member {id: $viewer})
OPTIONAL MATCH (member:Member {id: $member})

// decide
OPTIONAL MATCH (viewer)-[open:INVITED]-(member)
WHERE open.openKey IS NOT NULL
LET outcome = CASE
  WHEN viewer IS NULL THEN 'NOT_REGISTERED'
  WHEN viewer.status = 'DELETED' THEN 'ACCOUNT_DELETED'
  WHEN viewer.status <> 'ACTIVE' THEN 'ACCOUNT_INACTIVE'
  WHEN member = viewer THEN 'CANNOT_TARGET_SELF'
  WHEN EXISTS { (viewer)-[:BLOCKS]->(member) } AND member.status <> 'DELETED' THEN 'ALREADY_BLOCKED'
  WHEN member IS NULL OR member.status <> 'ACTIVE' THEN 'MEMBER_NOT_FOUND'
  WHEN EXISTS { (viewer)<-[:BLOCKS]-(member) } THEN 'MEMBER_NOT_FOUND'
  ELSE 'BLOCKED'
END

// act
CALL (*) {
  WHEN outcome = 'BLOCKED' THEN {
    CREATE (viewer)-[:BLOCKS {since: $now}]->(member)
    LET lapsed = open.expiresAt <= $now
    SET open.state = CASE WHEN lapsed THEN 'EXPIRED' ELSE 'CANCELLED' END,
        open.closedAt = CASE WHEN lapsed THEN open.expiresAt WHEN open.sentAt > $now THEN open.sentAt ELSE $now END,
        open.openKey = null
    CALL (viewer, member) {
      MATCH (viewer)-[tie:CONNECTED|FOLLOWS|DISCONNECTED]-(member)
      DELETE tie
    }
  }
}

// answer
RETURN outcome, null AS subject, $member AS member, null AS retryAt;
