// Who stands two steps away on ways that the viewer may learn of; connections of the viewer can be among them.
// params: $viewer STRING = 'ada'
MATCH (viewer:Member {id: $viewer})
LET closed = CASE WHEN viewer.connectionsVisibility IN ['ONLY_ME', 'HIDDEN'] THEN ['ONLY_ME', 'RECIPROCAL'] ELSE ['ONLY_ME'] END
CALL (viewer) {
  MATCH (viewer)-[:BLOCKS]-(other)
  RETURN collect(other) AS barred
}
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  WHERE other.status = 'ACTIVE'
    AND other.connectionsVisibility <> 'HIDDEN'
  RETURN collect(other) AS bridges
}

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
