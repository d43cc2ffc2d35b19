// Does a way that the viewer may learn of lead through one connection to this member?
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
// needs: bridges, closed
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})
LET closed = ['ONLY_ME']
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  RETURN collect(other) AS bridges
}

// answer
RETURN member.connectionsVisibility <> 'HIDDEN' AND EXISTS {
    MATCH (member)-[:CONNECTED]-(between)
    WHERE between IN bridges
      AND (NOT between.connectionsVisibility IN closed OR member.connectionsVisibility IN ['EVERYONE', 'SECOND_DEGREE'])
  }
AS answer;
