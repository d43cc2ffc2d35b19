// May the viewer see this member at all? Only active members, and none with a block between the two.
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
// needs: blocked_either_way
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})
CALL (viewer) {
  MATCH (viewer)-[:BLOCKS]-(other)
  RETURN collect(other) AS blocked_either_way
}

// answer
RETURN member.status = 'ACTIVE'
   AND NOT member IN blocked_either_way
AS answer;
