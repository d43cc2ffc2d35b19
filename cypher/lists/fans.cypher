// Whose follow of the viewer counts.
// params: $viewer STRING = 'ada'
MATCH (viewer:Member {id: $viewer})

// list
CALL (viewer) {
  MATCH (viewer)<-[:FOLLOWS]-(other)
  WHERE true /* effective(other, viewer) */
  RETURN collect(other) AS fans
}

RETURN [other IN fans | other.id] AS fans;
