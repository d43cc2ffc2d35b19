// Change some of the viewer's settings.
// params: $viewer STRING = 'ada', $changes MAP = {followPolicy: 'CONNECTIONS'}

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
  WHEN viewer.status <> 'ACTIVE' THEN 'ACCOUNT_INACTIVE'
  ELSE 'UPDATED'
END

// act
CALL (*) {
  WHEN outcome = 'UPDATED' THEN {
    SET viewer += $changes
  }
}

// answer
RETURN outcome, null AS subject, $viewer AS member, null AS retryAt;
