// Who studied where the viewer did, and lets the viewer see it.
// params: $viewer STRING = 'ada'
MATCH (viewer:Member {id: $viewer})

// list
CALL (viewer) {
  MATCH (viewer)-[:STUDIED_AT]->(school)<-[:STUDIED_AT]-(other)
  WITH DISTINCT other
  WHERE other <> viewer
    AND true /* full_profile(other) */
  RETURN collect(other) AS schoolmates
}

RETURN [other IN schoolmates | other.id] AS schoolmates;
