// How many members are in the viewer's third degree?
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['ada']
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
  MATCH (viewer)-[:CONNECTED]-(other)
  WHERE other.status = 'ACTIVE'
    AND other.connectionsVisibility <> 'HIDDEN'
  RETURN collect(other) AS bridges
}
/* lists] */

UNWIND $keys AS key
CALL (*) {
  CALL (bridges) {
    UNWIND bridges AS bridge
    MATCH (bridge)-[:CONNECTED]-(node)
    RETURN DISTINCT node
  }
  WITH *
  WHERE node <> viewer
    AND NOT node IN mine
    AND true /* visible(node) */
    AND node.connectionsVisibility <> 'HIDDEN'
  RETURN collect(node) AS second
}
CALL (*) {
  CALL (second) {
    UNWIND second AS bridge
    MATCH (bridge)-[:CONNECTED]-(node)
    RETURN DISTINCT node
  }
  WITH *
  WHERE node <> viewer
    AND NOT node IN mine
    AND NOT node IN second
    AND true /* visible(node) */
    AND node.connectionsVisibility <> 'HIDDEN'
  RETURN count(*) AS total
}
RETURN collect([key, total]) AS answers;
