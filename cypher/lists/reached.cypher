// Whom one connection of the viewer leads to, as far as the viewer may learn.
// params: $viewer STRING = 'ada', $via STRING = 'grace'
// needs: closed
MATCH (viewer:Member {id: $viewer})
LET closed = ['ONLY_ME']

// list
CALL (viewer, closed) {
  MATCH (viewer)-[:CONNECTED]-(bridge:Member {id: $via})-[:CONNECTED]-(other)
  WHERE true /* listable(bridge, other) */
  RETURN collect(other) AS reached
}

RETURN [other IN reached | other.id] AS reached;
