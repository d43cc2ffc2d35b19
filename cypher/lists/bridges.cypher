// The viewer's connections through whom the viewer may look further.
// params: $viewer STRING = 'ada'
MATCH (viewer:Member {id: $viewer})

// list
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  WHERE true /* can_bridge(other) */
  RETURN collect(other) AS bridges
}

RETURN [other IN bridges | other.id] AS bridges;
