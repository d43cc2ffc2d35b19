// How many connections does this member share with the viewer, as far as the viewer may know? For a few members: a shared one is judged when it is met.
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
// needs: viewer_connections
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  RETURN collect(other) AS viewer_connections
}

// answer
RETURN CASE WHEN member = viewer OR member.connectionsVisibility = 'HIDDEN' THEN 0 ELSE COUNT {
    MATCH (member)-[:CONNECTED]-(common)
    WHERE common IN viewer_connections
      AND true /* can_bridge(common) */
  } END
AS answer;
