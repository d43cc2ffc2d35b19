// Are the viewer and this member connected?
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})

// answer
RETURN EXISTS { (viewer)-[:CONNECTED]-(member) }
AS answer;
