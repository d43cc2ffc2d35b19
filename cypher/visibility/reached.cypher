// Whom one connection of the viewer leads to, as far as the viewer may learn.
// params: $viewer STRING = 'ada', $via STRING = 'grace'
MATCH (viewer:Member {id: $viewer})
LET closed = CASE WHEN viewer.connectionsVisibility IN ['ONLY_ME', 'HIDDEN'] THEN ['ONLY_ME', 'RECIPROCAL'] ELSE ['ONLY_ME'] END

CALL (viewer, closed) {
  MATCH (viewer)-[:CONNECTED]-(bridge:Member {id: $via})-[:CONNECTED]-(other)
  WHERE true /* listable(bridge, other) */
  RETURN collect(other) AS reached
}

RETURN [other IN reached | other.id] AS reached;
