// Who is HIDDEN. With more than a hundred nothing is subtracted.
// params: $viewer STRING = 'ada'
MATCH (viewer:Member {id: $viewer})

// list
CALL () {
  MATCH (other:Member {connectionsVisibility: 'HIDDEN'})
  WITH other
  LIMIT 101
  RETURN collect(other) AS hidden
}

RETURN [other IN hidden | other.id] AS hidden;
