// Whom the viewer blocks, and who blocks the viewer.
// params: $viewer STRING = 'ada'
MATCH (viewer:Member {id: $viewer})

// list
CALL (viewer) {
  MATCH (viewer)-[:BLOCKS]-(other)
  RETURN collect(other) AS blocked_either_way
}

RETURN [other IN blocked_either_way | other.id] AS blocked_either_way;
