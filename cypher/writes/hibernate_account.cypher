// Hide the viewer from everybody; everything is kept.
// params: $viewer STRING = 'ada'

// Lock the viewer before any other read: setting the id to itself locks and changes nothing.
MATCH (m:Member {id: $viewer})
SET m.id = m.id
WITH count(m) AS locked

OPTIONAL MATCH (viewer:Member {id: $viewer})

LET outcome = CASE
  WHEN viewer IS NULL THEN 'NOT_REGISTERED'
  WHEN viewer.status = 'DELETED' THEN 'ACCOUNT_DELETED'
  WHEN viewer.status <> 'ACTIVE' THEN 'ACCOUNT_INACTIVE'
  ELSE 'HIBERNATED'
END

CALL (*) {
  WHEN outcome = 'HIBERNATED' THEN {
    SET viewer.status = 'HIBERNATED'
  }
}

RETURN outcome, null AS invitation, $viewer AS member, null AS retryAt;
