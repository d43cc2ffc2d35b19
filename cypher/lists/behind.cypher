// Who is two steps away on ways that the viewer may learn of; connections of the viewer can be among them.
// params: $viewer STRING = 'ada'
// needs: barred, bridges, closed
MATCH (viewer:Member {id: $viewer})
LET closed = ['ONLY_ME']
CALL (viewer) {
  MATCH (viewer)-[:BLOCKS]-(other)
  RETURN collect(other) AS barred
}
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  RETURN collect(other) AS bridges
}

// list
CALL (viewer, bridges, closed, barred) {
  UNWIND bridges AS bridge
  LET open = NOT bridge.connectionsVisibility IN closed
  MATCH (bridge)-[:CONNECTED]-(other)
  WHERE open
     OR other.connectionsVisibility IN ['EVERYONE', 'SECOND_DEGREE']
  WITH DISTINCT other
  WHERE other <> viewer
    AND other.connectionsVisibility <> 'HIDDEN'
    AND true /* visible(other) */
  RETURN collect(other) AS behind
}

RETURN [other IN behind | other.id] AS behind;
