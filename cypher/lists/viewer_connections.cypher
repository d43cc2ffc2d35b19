// Whom the viewer is connected with.
// params: $viewer STRING = 'ada'
MATCH (viewer:Member {id: $viewer})

// list
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  RETURN collect(other) AS viewer_connections
}

RETURN [other IN viewer_connections | other.id] AS viewer_connections;
