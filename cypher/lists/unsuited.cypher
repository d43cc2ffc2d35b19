// Whom it makes no sense to suggest: connections, members with an open invitation, a block or an "I don't know", and members within a waiting time.
// params: $viewer STRING = 'ada', $now ZONED DATETIME = '2026-01-01T00:00:00Z', $invitationWithdrawnCooldown DURATION = 'P21D', $invitationDeclinedCooldown DURATION = 'P30D', $removedCooldown DURATION = 'P21D'
MATCH (viewer:Member {id: $viewer})

// list
CALL (viewer) {
  MATCH (viewer)-[tie:CONNECTED|BLOCKS|BARS|INVITED|DISCONNECTED]-(other)
  WHERE CASE type(tie)
      WHEN 'CONNECTED' THEN true
      WHEN 'INVITED' THEN tie.openKey IS NOT NULL AND tie.expiresAt > $now
        OR startNode(tie) = viewer AND tie.state = 'WITHDRAWN' AND tie.closedAt > $now - $invitationWithdrawnCooldown
        OR startNode(tie) = viewer AND tie.state = 'DECLINED' AND tie.closedAt > $now - $invitationDeclinedCooldown
      WHEN 'DISCONNECTED' THEN endNode(tie) = viewer AND tie.at > $now - $removedCooldown
      ELSE true
    END
  RETURN collect(DISTINCT other) AS unsuited
}

RETURN [other IN unsuited | other.id] AS unsuited;
