// Which of these members does the viewer block, and since when?
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['grace']
MATCH (viewer:Member {id: $viewer})
WHERE viewer.status <> 'DELETED'

UNWIND $keys AS key
MATCH (viewer)-[block:BLOCKS]->(member:Member {id: key})
WHERE member.status <> 'DELETED'
RETURN collect([key, {member_id: member.id, handle: member.handle, since: toString(block.since)}]) AS answers;
