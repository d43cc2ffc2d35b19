// Decline an invitation that the viewer has received, with or without words.
// params: $viewer STRING = 'ada', $invitation STRING = 'an invitation', $words MAP = {message: 'Not now'}, $event STRING = 'a new id', $now ZONED DATETIME = '2026-01-01T00:00:00Z', $noteLength INTEGER = 300

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
  WHEN invitation.state = 'DECLINED' THEN 'ALREADY_DECLINED'
  WHEN invitation.openKey IS NULL OR invitation.expiresAt <= $now THEN 'INVITATION_NOT_OPEN'
  WHEN size($words.message) > $noteLength THEN 'NOTE_TOO_LONG'
  ELSE 'DECLINED'
END

// act
CALL (*) {
  WHEN outcome = 'DECLINED' THEN {
    SET invitation.state = 'DECLINED', invitation.message = $words.message, invitation.closedAt = CASE WHEN invitation.sentAt > $now THEN invitation.sentAt ELSE $now END, invitation.openKey = null
    SET member.seq = coalesce(member.seq, 0) + 1
    CREATE (:Event {id: $event, member: member.id, seq: member.seq, kind: 'INVITATION_DECLINED', about: viewer.id, invitation: invitation.id, at: $now})
  }
}

// answer
RETURN outcome, invitation.id AS subject, member.id AS member, null AS retryAt;
