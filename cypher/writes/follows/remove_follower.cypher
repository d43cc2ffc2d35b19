// Make a member stop following the viewer. The connection, if any, stays, and no event is sent.
// params: $viewer STRING = 'ada', $member STRING = 'grace'

// lock
// Lock the follower, and the followed one too while few follow it; a star is not locked, so that its followers do not queue.
UNWIND coll.sort(coll.distinct([$viewer, $member])) AS id
MATCH (m:Member {id: id})
WHERE id = $member
   OR COUNT { (m)<-[:FOLLOWS]-() } < 50
SET m.id = m.id
WITH count(m) AS locked

// find
OPTIONAL MATCH (viewer:Member {id: $viewer})
OPTIONAL MATCH (member:Member {id: $member})

// decide
OPTIONAL MATCH (viewer)<-[follow:FOLLOWS]-(member)
LET outcome = CASE
  WHEN viewer IS NULL THEN 'NOT_REGISTERED'
  WHEN viewer.status = 'DELETED' THEN 'ACCOUNT_DELETED'
  WHEN viewer.status <> 'ACTIVE' THEN 'ACCOUNT_INACTIVE'
  WHEN member = viewer THEN 'CANNOT_TARGET_SELF'
  WHEN EXISTS { (viewer)-[:BLOCKS]->(member) } AND member.status <> 'DELETED' THEN 'YOU_BLOCKED_MEMBER'
  WHEN member IS NULL OR member.status <> 'ACTIVE' THEN 'MEMBER_NOT_FOUND'
  WHEN EXISTS { (viewer)<-[:BLOCKS]-(member) } THEN 'MEMBER_NOT_FOUND'
  WHEN follow IS NULL THEN 'NOT_A_FOLLOWER'
  ELSE 'FOLLOWER_REMOVED'
END

// act
CALL (*) {
  WHEN outcome = 'FOLLOWER_REMOVED' THEN {
    DELETE follow
  }
}

// answer
RETURN outcome, null AS subject, $member AS member, null AS retryAt;
