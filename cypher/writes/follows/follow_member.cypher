// Follow a member. A follow that came with a connection becomes one that the viewer chose.
// params: $viewer STRING = 'ada', $member STRING = 'grace', $event STRING = 'a new id', $now ZONED DATETIME = '2026-01-01T00:00:00Z'

// lock
// Lock the follower, and the followed one too while few follow it; a star is not locked, so that its followers do not queue.
UNWIND coll.sort(coll.distinct([$viewer, $member])) AS id
MATCH (m:Member {id: id})
WHERE id = $viewer
   OR COUNT { (m)<-[:FOLLOWS]-() } < 50
SET m.id = m.id
WITH count(m) AS locked

// find
OPTIONAL MATCH (viewer:Member {id: $viewer})
OPTIONAL MATCH (member:Member {id: $member})

// decide
OPTIONAL MATCH (viewer)-[follow:FOLLOWS]->(member)
LET outcome = CASE
  WHEN viewer IS NULL THEN 'NOT_REGISTERED'
  WHEN viewer.status = 'DELETED' THEN 'ACCOUNT_DELETED'
  WHEN viewer.status <> 'ACTIVE' THEN 'ACCOUNT_INACTIVE'
  WHEN member = viewer THEN 'CANNOT_TARGET_SELF'
  WHEN EXISTS { (viewer)-[:BLOCKS]->(member) } AND member.status <> 'DELETED' THEN 'YOU_BLOCKED_MEMBER'
  WHEN member IS NULL OR member.status <> 'ACTIVE' THEN 'MEMBER_NOT_FOUND'
  WHEN EXISTS { (viewer)<-[:BLOCKS]-(member) } THEN 'MEMBER_NOT_FOUND'
  WHEN member.followPolicy = 'CONNECTIONS' AND NOT EXISTS { (viewer)-[:CONNECTED]-(member) } THEN 'FOLLOW_NOT_ALLOWED'
  WHEN follow.origin = 'EXPLICIT' THEN 'ALREADY_FOLLOWING'
  ELSE 'FOLLOWED'
END

// act
CALL (*) {
  WHEN outcome = 'FOLLOWED' THEN {
    CALL (viewer, member, follow) {
      FILTER follow IS NULL
      CREATE (viewer)-[:FOLLOWS {since: $now, origin: 'EXPLICIT'}]->(member)
    }
    SET follow.origin = 'EXPLICIT'
    // Without a number: numbering locks the member, and a star's new followers must not queue.
    CREATE (:Event:Unnumbered {id: $event, member: $member, kind: 'NEW_FOLLOWER', about: $viewer, at: $now})
  }
}

// answer
RETURN outcome, null AS subject, $member AS member, null AS retryAt;
