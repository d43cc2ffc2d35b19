// Does a way that the viewer may learn of lead through one connection to this member?
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})
LET closed = CASE WHEN viewer.connectionsVisibility IN ['ONLY_ME', 'HIDDEN'] THEN ['ONLY_ME', 'RECIPROCAL'] ELSE ['ONLY_ME'] END
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  WHERE other.status = 'ACTIVE'
    AND other.connectionsVisibility <> 'HIDDEN'
  RETURN collect(other) AS bridges
}

RETURN member.connectionsVisibility <> 'HIDDEN' AND EXISTS {
    MATCH (member)-[:CONNECTED]-(bridge)
    WHERE bridge IN bridges
      AND (NOT bridge.connectionsVisibility IN closed OR member.connectionsVisibility IN ['EVERYONE', 'SECOND_DEGREE'])
  }
AS answer;
