// Settings by which a connection of the viewer keeps its own connections from the viewer.
// params: $viewer STRING = 'ada'
MATCH (viewer:Member {id: $viewer})

// list
LET closed = CASE WHEN viewer.connectionsVisibility IN ['ONLY_ME', 'HIDDEN'] THEN ['ONLY_ME', 'RECIPROCAL'] ELSE ['ONLY_ME'] END

RETURN closed;
