// Delete the viewer: hidden at once and nameless; sweep_deleted removes the relationships.
// params: $viewer STRING = 'ada', $handles LIST<STRING> = ['ada'], $now ZONED DATETIME = '2026-01-01T00:00:00Z'

// lock
// Lock the viewer before any other read: setting the id to itself locks and changes nothing.
MATCH (m:Member {id: $viewer})
SET m.id = m.id
WITH count(m) AS locked

// find
OPTIONAL MATCH (viewer:Member {id: $viewer})

// decide
LET outcome = CASE
  WHEN viewer IS NULL THEN 'NOT_REGISTERED'
  WHEN viewer.status = 'DELETED' THEN 'ACCOUNT_DELETED'
  WHEN NOT viewer.handleKey IN $handles THEN 'INVALID_VALUE'
  ELSE 'DELETED'
END

// act
CALL (*) {
  WHEN outcome = 'DELETED' THEN {
    SET viewer.status = 'DELETED',
        viewer.deletedAt = $now,
        viewer += {handle: null, handleKey: null, name: null, nameKey: null, headline: null, location: null, industry: null, company: null, about: null, skills: null, emails: null, invitedAt: null}
  }
}

// answer
RETURN outcome, null AS subject, $viewer AS member, null AS retryAt;
