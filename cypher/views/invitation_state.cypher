// The state of an invitation as this viewer may know it: time closes it, and its sender never learns that it was ignored.
// params: $viewer STRING = 'ada', $invitation STRING = 'an invitation', $now ZONED DATETIME = '2026-01-01T00:00:00Z'
// of: invitation
MATCH (viewer:Member {id: $viewer})
MATCH ()-[invitation:INVITED {id: $invitation}]->()

// answer
RETURN CASE
    WHEN invitation.openKey IS NOT NULL AND invitation.expiresAt <= $now     THEN 'EXPIRED'
    WHEN invitation.state = 'IGNORED' AND startNode(invitation) = viewer     THEN 'PENDING'
    ELSE invitation.state
  END
AS answer;
