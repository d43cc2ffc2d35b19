// The viewer's connections through whom the viewer may look further.
// params: $viewer STRING = 'ada'
MATCH (viewer:Member {id: $viewer})

CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  WHERE other.status = 'ACTIVE'
    AND other.connectionsVisibility <> 'HIDDEN'
  RETURN collect(other) AS bridges
}

RETURN [other IN bridges | other.id] AS bridges;
