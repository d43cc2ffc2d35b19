// Do the viewer and this member follow each other?
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})

// answer
RETURN EXISTS { (viewer)-[:FOLLOWS]->(member) }
   AND EXISTS { (viewer)<-[:FOLLOWS]-(member) }
   AND (viewer.followPolicy = 'EVERYONE' AND member.followPolicy = 'EVERYONE' OR true /* connected(member) */)
AS answer;
