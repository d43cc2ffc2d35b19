// Does a way that the viewer may learn of lead over two others to this member, who is further than two steps away?
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
// needs: bridges, closed
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})
LET closed = ['ONLY_ME']
CALL (viewer) {
  MATCH (viewer)-[:BLOCKS]-(other)
  RETURN collect(other) AS blocked_either_way
}
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  RETURN collect(other) AS bridges
}

// answer
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
