// Make the viewer a member.
// params: $viewer STRING = 'ada', $profile MAP = {handle: 'ada', handleKey: 'ada', name: 'Ada', nameKey: 'ada', emails: []}, $settings MAP = {invitePolicy: 'EVERYONE'}, $now ZONED DATETIME = '2026-01-01T00:00:00Z'

// lock
// Lock the viewer before any other read: setting the id to itself locks and changes nothing.
MATCH (m:Member {id: $viewer})
SET m.id = m.id
WITH count(m) AS locked

// find
OPTIONAL MATCH (viewer:Member {id: $viewer})
OPTIONAL MATCH (holder:Member {handleKey: $profile.handleKey})

// decide
LET outcome = CASE
  WHEN viewer.status = 'HIBERNATED' THEN 'ACCOUNT_INACTIVE'
  WHEN viewer.status = 'DELETED' THEN 'ACCOUNT_DELETED'
  WHEN viewer IS NOT NULL THEN 'ALREADY_REGISTERED'
  WHEN holder IS NOT NULL THEN 'HANDLE_TAKEN'
  ELSE 'REGISTERED'
END

// act
CALL (*) {
  WHEN outcome = 'REGISTERED' THEN {
    CREATE (m:Member {id: $viewer})
    SET m += $settings,
        m += $profile,
        m.status = 'ACTIVE',
        m.createdAt = $now
  }
}

// answer
RETURN outcome, null AS subject, $viewer AS member, null AS retryAt;
