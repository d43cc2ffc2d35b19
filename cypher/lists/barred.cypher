// Whom the viewer blocks, and who blocks the viewer.
// params: $viewer STRING = 'ada'
MATCH (viewer:Member {id: $viewer})

// list
CALL (viewer) {
  MATCH (viewer)-[:BLOCKS]-(other)
  RETURN collect(other) AS barred
}

RETURN [other IN barred | other.id] AS barred;
