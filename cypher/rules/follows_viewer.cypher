// Does this member follow the viewer?
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})

// answer
RETURN EXISTS { (viewer)<-[:FOLLOWS]-(member) } AND true /* follow_counts(member, viewer) */
AS answer;
