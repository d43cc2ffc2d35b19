// Does this member follow the viewer?
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})

// rule
RETURN EXISTS { (viewer)<-[:FOLLOWS]-(member) } AND true /* effective(member, viewer) */
AS answer;
