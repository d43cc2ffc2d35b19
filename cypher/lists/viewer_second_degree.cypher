// Who is two steps away on ways that the viewer may learn of; connections of the viewer can be among them.
// params: $viewer STRING = 'ada'
// needs: blocked_either_way, bridges, closed
MATCH (viewer:Member {id: $viewer})
LET closed = ['ONLY_ME']
CALL (viewer) {
  MATCH (viewer)-[:BLOCKS]-(other)
  RETURN collect(other) AS blocked_either_way
}
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  RETURN collect(other) AS bridges
}

// list
CALL (viewer, bridges, closed, blocked_either_way) {
  UNWIND bridges AS bridge
  LET open = NOT bridge.connectionsVisibility IN closed
  MATCH (bridge)-[:CONNECTED]-(other)
  WHERE open
     OR other.connectionsVisibility IN ['EVERYONE', 'SECOND_DEGREE']
  WITH DISTINCT other
  WHERE other <> viewer
    AND other.connectionsVisibility <> 'HIDDEN'
    AND true /* visible(other) */
  RETURN collect(other) AS viewer_second_degree
}

RETURN [other IN viewer_second_degree | other.id] AS viewer_second_degree;
