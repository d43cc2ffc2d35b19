// Invite a member to connect. When the member has already invited the viewer the two invitations cross, and the two are connected at once.
// params: $viewer STRING = 'ada', $member STRING = 'grace', $invitation STRING = 'a new id', $words MAP = {note: 'We met in Lund', howYouKnow: 'COLLEAGUE', email: 'grace@example.org'}, $judged BOOLEAN = true, $event STRING = 'a new id', $now ZONED DATETIME = '2026-01-01T00:00:00Z', $connectionLimit INTEGER = 30000, $openInvitationLimit INTEGER = 3000, $weeklyInvitationLimit INTEGER = 100, $noteLength INTEGER = 300, $invitationLifetime DURATION = 'P180D', $invitationWithdrawnCooldown DURATION = 'P21D', $invitationDeclinedCooldown DURATION = 'P30D', $removedCooldown DURATION = 'P21D'

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
LET pair = CASE WHEN viewer.id < member.id THEN viewer.id + ' ' + member.id ELSE member.id + ' ' + viewer.id END
OPTIONAL MATCH (viewer)-[invitation:INVITED {openKey: pair}]-(member)
LET own = coalesce(startNode(invitation) = viewer AND invitation.expiresAt > $now, false)
LET theirs = coalesce(startNode(invitation) = member AND invitation.expiresAt > $now, false)
LET last = head(COLLECT { MATCH (viewer)-[i:INVITED]->(member) RETURN i ORDER BY i.sentAt DESC, i.id DESC LIMIT 1 })
LET cooled = CASE last.state
  WHEN 'WITHDRAWN' THEN last.closedAt + $invitationWithdrawnCooldown
  WHEN 'DECLINED'  THEN last.closedAt + $invitationDeclinedCooldown
END
LET week = [sent IN coalesce(viewer.invitedAt, []) WHERE sent > $now - duration('P7D')]
LET addressed = member.invitePolicy <> 'EMAIL' OR $words.email IS NOT NULL AND (NOT $judged OR $words.email IN coalesce(member.emails, []))
LET outcome = CASE
  WHEN viewer IS NULL THEN 'NOT_REGISTERED'
  WHEN viewer.status = 'DELETED' THEN 'ACCOUNT_DELETED'
  WHEN viewer.status <> 'ACTIVE' THEN 'ACCOUNT_INACTIVE'
  WHEN member = viewer THEN 'CANNOT_TARGET_SELF'
  WHEN EXISTS { (viewer)-[:BLOCKS]->(member) } AND member.status <> 'DELETED' THEN 'YOU_BLOCKED_MEMBER'
  WHEN member IS NULL OR member.status <> 'ACTIVE' THEN 'MEMBER_NOT_FOUND'
  WHEN EXISTS { (viewer)<-[:BLOCKS]-(member) } THEN 'MEMBER_NOT_FOUND'
  WHEN EXISTS { (viewer)-[:CONNECTED]-(member) } THEN 'ALREADY_CONNECTED'
  WHEN own THEN 'INVITATION_ALREADY_PENDING'
  WHEN theirs AND COUNT { (viewer)-[:CONNECTED]-() } >= $connectionLimit THEN 'CONNECTION_LIMIT_REACHED'
  WHEN theirs AND COUNT { (member)-[:CONNECTED]-() } >= $connectionLimit THEN 'CONNECTION_LIMIT_REACHED'
  WHEN theirs THEN 'CONNECTED'
  WHEN cooled > $now THEN 'REINVITE_COOLDOWN'
  WHEN EXISTS { (viewer)<-[left:DISCONNECTED]-(member) WHERE left.at > $now - $removedCooldown } THEN 'INVITATION_NOT_ALLOWED'
  WHEN EXISTS { (viewer)<-[:BARS]-(member) } THEN 'INVITATION_NOT_ALLOWED'
  WHEN member.invitePolicy = 'NOBODY' THEN 'INVITATION_NOT_ALLOWED'
  WHEN member.invitePolicy = 'SECOND_DEGREE' AND NOT true /* bridged(member) */ THEN 'INVITATION_NOT_ALLOWED'
  // Before an address is judged: a sender at the limit must not learn which one is right.
  WHEN member.invitePolicy = 'EMAIL' AND $words.email IS NOT NULL AND size(week) >= $weeklyInvitationLimit THEN 'INVITATION_LIMIT_REACHED'
  WHEN NOT addressed THEN 'EMAIL_REQUIRED'
  WHEN member.requireNote AND $words.note IS NULL THEN 'NOTE_REQUIRED'
  WHEN size($words.note) > $noteLength THEN 'NOTE_TOO_LONG'
  WHEN COUNT { (viewer)-[:CONNECTED]-() } >= $connectionLimit THEN 'CONNECTION_LIMIT_REACHED'
  WHEN COUNT { (member)-[:CONNECTED]-() } >= $connectionLimit THEN 'CONNECTION_LIMIT_REACHED'
  WHEN COUNT { (viewer)-[i:INVITED]->() WHERE i.openKey IS NOT NULL AND i.expiresAt > $now } >= $openInvitationLimit THEN 'TOO_MANY_PENDING'
  WHEN size(week) >= $weeklyInvitationLimit THEN 'INVITATION_LIMIT_REACHED'
  ELSE 'SENT'
END
LET retryAt = CASE outcome
  WHEN 'REINVITE_COOLDOWN'        THEN cooled
  WHEN 'INVITATION_LIMIT_REACHED' THEN week[size(week) - $weeklyInvitationLimit] + duration('P7D')
END

// act
CALL (*) {
  WHEN outcome = 'SENT' THEN {
    SET invitation.state = 'EXPIRED', invitation.closedAt = invitation.expiresAt, invitation.openKey = null    // past its date, but it holds the key
    CREATE (viewer)-[:INVITED {id: $invitation, openKey: pair, state: 'PENDING', note: $words.note, howYouKnow: $words.howYouKnow, sentAt: $now, expiresAt: $now + $invitationLifetime, reminders: 0}]->(member)
    SET viewer.invitedAt = week + [$now]
    SET member.seq = coalesce(member.seq, 0) + 1
    CREATE (:Event {id: $event, member: member.id, seq: member.seq, kind: 'INVITATION_RECEIVED', about: viewer.id, invitation: $invitation, at: $now})
  }
  WHEN outcome = 'CONNECTED' THEN {
    /* [accept_invitation() */
    SET viewer.id = viewer.id    // run raw, a crossing changes nothing
    /* accept_invitation] */
  }
  WHEN outcome = 'EMAIL_REQUIRED' AND $words.email IS NOT NULL THEN {
    SET viewer.invitedAt = week + [$now]    // a wrong address counts, so that addresses cannot be tried out
  }
}

// answer
RETURN outcome,
       CASE WHEN outcome = 'SENT' THEN $invitation WHEN outcome IN ['CONNECTED', 'INVITATION_ALREADY_PENDING'] THEN invitation.id END AS subject,
       $member AS member,
       retryAt;
