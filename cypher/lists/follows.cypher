// Whom the viewer follows.
// params: $viewer STRING = 'ada'
MATCH (viewer:Member {id: $viewer})

// list
CALL (viewer) {
  MATCH (viewer)-[:FOLLOWS]->(other)
  RETURN collect(other) AS follows
}

RETURN [other IN follows | other.id] AS follows;
