// Ignore an invitation that the viewer has received: it leaves the list, the sender is not told, and it can still be accepted.
// params: $viewer STRING = 'ada', $invitation STRING = 'an invitation', $dontKnow BOOLEAN = false, $now ZONED DATETIME = '2026-01-01T00:00:00Z'

// lock
// Lock the viewer and the invitation's two members, lower id first, before reading its state: setting the id to itself locks and changes nothing.
OPTIONAL MATCH (sender:Member)-[:INVITED {id: $invitation}]->(recipient:Member)
UNWIND coll.sort(coll.distinct([$viewer, sender.id, recipient.id])) AS id
MATCH (m:Member {id: id})
SET m.id = m.id
WITH count(m) AS locked

// find
OPTIONAL MATCH (viewer:Member {id: $viewer})
OPTIONAL MATCH (viewer)<-[invitation:INVITED {id: $invitation}]-(member)

// decide
LET outcome = CASE
  WHEN viewer IS NULL THEN 'NOT_REGISTERED'
  WHEN viewer.status = 'DELETED' THEN 'ACCOUNT_DELETED'
  WHEN viewer.status <> 'ACTIVE' THEN 'ACCOUNT_INACTIVE'
  WHEN invitation IS NULL OR member.status <> 'ACTIVE' THEN 'INVITATION_NOT_FOUND'
  WHEN EXISTS { (viewer)-[:BLOCKS]-(member) } THEN 'INVITATION_NOT_FOUND'
  WHEN invitation.openKey IS NULL OR invitation.expiresAt <= $now THEN 'INVITATION_NOT_OPEN'
  ELSE 'IGNORED'
END

// act
CALL (*) {
  WHEN outcome = 'IGNORED' THEN {
    SET invitation.state = 'IGNORED'
    CALL (viewer, member) {
      FILTER $dontKnow AND NOT EXISTS { (viewer)-[:BARS]->(member) }
      CREATE (viewer)-[:BARS]->(member)
    }
  }
}

// answer
RETURN outcome, invitation.id AS subject, member.id AS member, null AS retryAt;
