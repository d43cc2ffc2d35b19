// May the viewer know of the connection between these two? Yes when it is the viewer's own, or when neither is HIDDEN.
// params: $viewer STRING = 'ada', $one STRING = 'grace', $other STRING = 'mira'
// of: one, other
MATCH (viewer:Member {id: $viewer})
MATCH (one:Member {id: $one})
MATCH (other:Member {id: $other})

// answer
RETURN one = viewer
    OR other = viewer
    OR one.connectionsVisibility <> 'HIDDEN' AND other.connectionsVisibility <> 'HIDDEN'
AS answer;
