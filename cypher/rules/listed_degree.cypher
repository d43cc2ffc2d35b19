// How far is this member from the viewer, by connections that the viewer may list? For many members at once: one walk, then lists.
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
// needs: viewer_second_degree, viewer_connections
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  RETURN collect(other) AS viewer_connections
}
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-()-[:CONNECTED]-(other)
  RETURN collect(DISTINCT other) AS viewer_second_degree
}

// answer
RETURN CASE
    WHEN member = viewer  THEN 'SELF'
    WHEN member IN viewer_connections   THEN 'FIRST'
    WHEN member IN viewer_second_degree THEN 'SECOND'
    WHEN member.connectionsVisibility <> 'HIDDEN' AND EXISTS {
      MATCH (member)-[:CONNECTED]-(far)
      WHERE far IN viewer_second_degree
        AND (member.connectionsVisibility = 'EVERYONE' OR far.connectionsVisibility IN ['EVERYONE', 'SECOND_DEGREE'])
    } THEN 'THIRD'
    ELSE 'OUT_OF_NETWORK'
  END
AS answer;
