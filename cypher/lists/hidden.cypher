// Who is HIDDEN. A hundred and one of them stand for too many to be subtracted.
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
