// How many members are in the viewer's third degree, by connections that the viewer may list?
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['ada']
// needs: behind, mine
MATCH (viewer:Member {id: $viewer})
/* [lists */
CALL (viewer) {
  MATCH (viewer)-[:BLOCKS]-(other)
  RETURN collect(other) AS barred
}
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  RETURN collect(other) AS mine
}
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-()-[:CONNECTED]-(other)
  RETURN collect(DISTINCT other) AS behind
}
/* lists] */

UNWIND $keys AS key
CALL (*) {
  CALL (behind) {
    UNWIND behind AS far
    LET open = far.connectionsVisibility IN ['EVERYONE', 'SECOND_DEGREE']
    MATCH (far)-[:CONNECTED]-(node)
    WHERE open
       OR node.connectionsVisibility = 'EVERYONE'
    RETURN DISTINCT node
  }
  WITH *
  WHERE node <> viewer
    AND NOT node IN mine
    AND NOT node IN behind
    AND true /* visible(node) */
    AND node.connectionsVisibility <> 'HIDDEN'
  RETURN count(*) AS total
}
RETURN collect([key, total]) AS answers;
