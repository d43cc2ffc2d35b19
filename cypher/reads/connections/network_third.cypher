// How many members are in the viewer's third degree, by connections that the viewer may list?
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['ada']
// needs: viewer_second_degree, viewer_connections
MATCH (viewer:Member {id: $viewer})
/* [lists */
CALL (viewer) {
  MATCH (viewer)-[:BLOCKS]-(other)
  RETURN collect(other) AS blocked_either_way
}
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  RETURN collect(other) AS viewer_connections
}
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-()-[:CONNECTED]-(other)
  RETURN collect(DISTINCT other) AS viewer_second_degree
}
/* lists] */

UNWIND $keys AS key
CALL (*) {
  CALL (viewer_second_degree) {
    UNWIND viewer_second_degree AS far
    LET open = far.connectionsVisibility IN ['EVERYONE', 'SECOND_DEGREE']
    MATCH (far)-[:CONNECTED]-(node)
    WHERE open
       OR node.connectionsVisibility = 'EVERYONE'
    RETURN DISTINCT node
  }
  WITH *
  WHERE node <> viewer
    AND NOT node IN viewer_connections
    AND NOT node IN viewer_second_degree
    AND true /* visible(node) */
    AND node.connectionsVisibility <> 'HIDDEN'
  RETURN count(*) AS total
}
RETURN collect([key, total]) AS answers;
