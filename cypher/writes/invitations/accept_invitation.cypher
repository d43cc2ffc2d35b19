// Accept an invitation that the viewer has received.
// params: $viewer STRING = 'ada', $invitation STRING = 'an invitation', $event STRING = 'a new id', $now ZONED DATETIME = '2026-01-01T00:00:00Z', $connectionLimit INTEGER = 30000

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
OPTIONAL MATCH (viewer)-[tie:CONNECTED]-(member)
LET outcome = CASE
  WHEN viewer IS NULL THEN 'NOT_REGISTERED'
  WHEN viewer.status = 'DELETED' THEN 'ACCOUNT_DELETED'
  WHEN viewer.status <> 'ACTIVE' THEN 'ACCOUNT_INACTIVE'
  WHEN invitation IS NULL OR member.status <> 'ACTIVE' THEN 'INVITATION_NOT_FOUND'
  WHEN EXISTS { (viewer)-[:BLOCKS]-(member) } THEN 'INVITATION_NOT_FOUND'
  WHEN tie.invitation = invitation.id THEN 'ALREADY_ACCEPTED'
  WHEN invitation.openKey IS NULL OR invitation.expiresAt <= $now THEN 'INVITATION_NOT_OPEN'
  WHEN COUNT { (viewer)-[:CONNECTED]-() } >= $connectionLimit THEN 'CONNECTION_LIMIT_REACHED'
  WHEN COUNT { (member)-[:CONNECTED]-() } >= $connectionLimit THEN 'CONNECTION_LIMIT_REACHED'
  ELSE 'ACCEPTED'
END

// act
CALL (*) {
  WHEN outcome = 'ACCEPTED' THEN {
    /* [effects */
    CREATE (viewer)-[:CONNECTED {pair: invitation.openKey, since: $now, invitation: invitation.id}]->(member)
    SET invitation.state = 'ACCEPTED', invitation.closedAt = CASE WHEN invitation.sentAt > $now THEN invitation.sentAt ELSE $now END, invitation.openKey = null
    CALL (viewer, member) {
      MATCH (viewer)-[mark:DISCONNECTED|BARS]-(member)
      DELETE mark
    }
    CALL (viewer, member) {
      FILTER viewer.autoFollowOnConnect AND NOT EXISTS { (viewer)-[:FOLLOWS]->(member) }
      CREATE (viewer)-[:FOLLOWS {since: $now, origin: 'AUTO'}]->(member)
    }
    CALL (viewer, member) {
      FILTER member.autoFollowOnConnect AND NOT EXISTS { (viewer)<-[:FOLLOWS]-(member) }
      CREATE (viewer)<-[:FOLLOWS {since: $now, origin: 'AUTO'}]-(member)
    }
    SET member.seq = coalesce(member.seq, 0) + 1
    CREATE (:Event {id: $event, member: member.id, seq: member.seq, kind: 'INVITATION_ACCEPTED', about: viewer.id, invitation: invitation.id, at: $now})
    /* effects] */
  }
}

// answer
RETURN outcome, invitation.id AS subject, member.id AS member, null AS retryAt;
