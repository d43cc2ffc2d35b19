// Whom the viewer is connected with.
// params: $viewer STRING = 'ada'
MATCH (viewer:Member {id: $viewer})

// list
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  RETURN collect(other) AS mine
}

RETURN [other IN mine | other.id] AS mine;
