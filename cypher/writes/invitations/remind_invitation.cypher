// Remind the recipient of an invitation that the viewer has sent. A recipient who has ignored it gets no event, and the sender cannot tell.
// params: $viewer STRING = 'ada', $invitation STRING = 'an invitation', $words MAP = {note: 'Did you see this?'}, $event STRING = 'a new id', $now ZONED DATETIME = '2026-01-01T00:00:00Z', $noteLength INTEGER = 300, $reminderLimit INTEGER = 1, $reminderDelay DURATION = 'P7D'

// lock
// Lock the viewer and the invitation's two members, lower id first, before reading its state: setting the id to itself locks and changes nothing.
OPTIONAL MATCH (sender:Member)-[:INVITED {id: $invitation}]->(recipient:Member)
UNWIND coll.sort(coll.distinct([$viewer, sender.id, recipient.id])) AS id
MATCH (m:Member {id: id})
SET m.id = m.id
WITH count(m) AS locked

// find
OPTIONAL MATCH (viewer:Member {id: $viewer})
OPTIONAL MATCH (viewer)-[invitation:INVITED {id: $invitation}]->(member)

// decide
LET due = invitation.sentAt + $reminderDelay
LET outcome = CASE
  WHEN viewer IS NULL THEN 'NOT_REGISTERED'
  WHEN viewer.status = 'DELETED' THEN 'ACCOUNT_DELETED'
  WHEN viewer.status <> 'ACTIVE' THEN 'ACCOUNT_INACTIVE'
  WHEN invitation IS NULL OR member.status <> 'ACTIVE' THEN 'INVITATION_NOT_FOUND'
  WHEN EXISTS { (viewer)-[:BLOCKS]-(member) } THEN 'INVITATION_NOT_FOUND'
  WHEN invitation.openKey IS NULL OR invitation.expiresAt <= $now THEN 'INVITATION_NOT_OPEN'
  WHEN coalesce(invitation.reminders, 0) >= $reminderLimit THEN 'REMINDER_LIMIT_REACHED'
  WHEN due > $now THEN 'REMINDER_TOO_SOON'
  WHEN size($words.note) > $noteLength THEN 'NOTE_TOO_LONG'
  ELSE 'REMINDED'
END
LET retryAt = CASE outcome WHEN 'REMINDER_TOO_SOON' THEN due END

// act
CALL (*) {
  WHEN outcome = 'REMINDED' THEN {
    SET invitation.reminders = coalesce(invitation.reminders, 0) + 1, invitation.reminderNote = $words.note
    CALL (viewer, member, invitation) {
      FILTER invitation.state = 'PENDING'
      SET member.seq = coalesce(member.seq, 0) + 1
      CREATE (:Event {id: $event, member: member.id, seq: member.seq, kind: 'INVITATION_REMINDER', about: viewer.id, invitation: invitation.id, at: $now})
    }
  }
}

// answer
RETURN outcome, invitation.id AS subject, member.id AS member, retryAt;
