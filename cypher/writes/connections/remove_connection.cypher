// End a connection. The follows that came with it end too, unless the viewer keeps following; who left is remembered.
// params: $viewer STRING = 'ada', $member STRING = 'grace', $keepFollowing BOOLEAN = false, $now ZONED DATETIME = '2026-01-01T00:00:00Z'

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
OPTIONAL MATCH (viewer)-[tie:CONNECTED]-(member)
LET outcome = CASE
  WHEN viewer IS NULL THEN 'NOT_REGISTERED'
  WHEN viewer.status = 'DELETED' THEN 'ACCOUNT_DELETED'
  WHEN viewer.status <> 'ACTIVE' THEN 'ACCOUNT_INACTIVE'
  WHEN member = viewer THEN 'CANNOT_TARGET_SELF'
  WHEN EXISTS { (viewer)-[:BLOCKS]->(member) } AND member.status <> 'DELETED' THEN 'YOU_BLOCKED_MEMBER'
  WHEN member IS NULL OR member.status <> 'ACTIVE' THEN 'MEMBER_NOT_FOUND'
  WHEN EXISTS { (viewer)<-[:BLOCKS]-(member) } THEN 'MEMBER_NOT_FOUND'
  WHEN tie IS NULL THEN 'NOT_CONNECTED'
  ELSE 'DISCONNECTED'
END

// act
CALL (*) {
  WHEN outcome = 'DISCONNECTED' THEN {
    DELETE tie
    CREATE (viewer)-[:DISCONNECTED {at: $now}]->(member)
    CALL (viewer, member) {
      MATCH (viewer)-[kept:FOLLOWS]->(member)
      WHERE $keepFollowing
      SET kept.origin = 'EXPLICIT'
    }
    CALL (viewer, member) {
      MATCH (viewer)-[follow:FOLLOWS {origin: 'AUTO'}]-(member)
      DELETE follow
    }
  }
}

// answer
RETURN outcome, null AS subject, $member AS member, null AS retryAt;
