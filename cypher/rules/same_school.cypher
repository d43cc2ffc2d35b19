// Did this member study where the viewer did, as far as the viewer may see?
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})

// answer
RETURN EXISTS { (viewer)-[:STUDIED_AT]->()<-[:STUDIED_AT]-(member) } AND true /* full_profile(member) */
AS answer;
