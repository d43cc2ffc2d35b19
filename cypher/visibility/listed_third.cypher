// Does a way that the viewer may learn of lead over two others to this member, who is further than two steps away?
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})
LET closed = CASE WHEN viewer.connectionsVisibility IN ['ONLY_ME', 'HIDDEN'] THEN ['ONLY_ME', 'RECIPROCAL'] ELSE ['ONLY_ME'] END
CALL (viewer) {
  MATCH (viewer)-[:BLOCKS]-(other)
  RETURN collect(other) AS barred
}
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  WHERE other.status = 'ACTIVE'
    AND other.connectionsVisibility <> 'HIDDEN'
  RETURN collect(other) AS bridges
}

RETURN member.connectionsVisibility <> 'HIDDEN' AND EXISTS {
    MATCH (member)-[:CONNECTED]-(far)
    WHERE far <> viewer
      AND true /* visible(far) */
      AND far.connectionsVisibility <> 'HIDDEN'
      AND (far.connectionsVisibility IN ['EVERYONE', 'SECOND_DEGREE'] OR member.connectionsVisibility = 'EVERYONE')
    MATCH (far)-[:CONNECTED]-(near)
    WHERE near IN bridges
      AND (NOT near.connectionsVisibility IN closed OR far.connectionsVisibility IN ['EVERYONE', 'SECOND_DEGREE'])
  }
AS answer;
