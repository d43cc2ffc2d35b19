// Unblock a member. Nothing that the block ended comes back.
// params: $viewer STRING = 'ada', $member STRING = 'grace'

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
OPTIONAL MATCH (viewer)-[block:BLOCKS]->(member)
LET outcome = CASE
  WHEN viewer IS NULL THEN 'NOT_REGISTERED'
  WHEN viewer.status = 'DELETED' THEN 'ACCOUNT_DELETED'
  WHEN viewer.status <> 'ACTIVE' THEN 'ACCOUNT_INACTIVE'
  WHEN block IS NULL OR member.status = 'DELETED' THEN 'NOT_BLOCKED'
  ELSE 'UNBLOCKED'
END

// act
CALL (*) {
  WHEN outcome = 'UNBLOCKED' THEN {
    DELETE block
  }
}

// answer
RETURN outcome, null AS subject, $member AS member, null AS retryAt;
