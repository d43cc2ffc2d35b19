// Bring the hibernated viewer back, with everything that was kept.
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
  ELSE 'REACTIVATED'
END

// act
CALL (*) {
  WHEN outcome = 'REACTIVATED' THEN {
    SET viewer.status = 'ACTIVE'
  }
}

// answer
RETURN outcome, null AS subject, $viewer AS member, null AS retryAt;
