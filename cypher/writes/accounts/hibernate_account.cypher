// Hide the viewer from everybody; everything is kept.
// params: $viewer STRING = 'ada'

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
  ELSE 'HIBERNATED'
END

// act
CALL (*) {
  WHEN outcome = 'HIBERNATED' THEN {
    SET viewer.status = 'HIBERNATED'
  }
}

// answer
RETURN outcome, null AS subject, $viewer AS member, null AS retryAt;
