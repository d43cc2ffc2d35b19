// Who works where the viewer works, by their cards.
// params: $viewer STRING = 'ada'
MATCH (viewer:Member {id: $viewer})

// list
CALL (viewer) {
  MATCH (other:Member {company: viewer.company})
  WHERE other <> viewer
  RETURN collect(other) AS colleagues
}

RETURN [other IN colleagues | other.id] AS colleagues;
