// How many connections does this member share with the viewer, as far as the viewer may know?
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
// needs: bridges
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  RETURN collect(other) AS bridges
}

// answer
// One walk over the member's own connections against one list: a pattern back to the viewer is walked from a hub again for every member.
RETURN CASE WHEN member = viewer OR member.connectionsVisibility = 'HIDDEN' THEN 0 ELSE COUNT {
    MATCH (member)-[:CONNECTED]-(common)
    WHERE common IN bridges
  } END
AS answer;
