// Which of these invitations may the viewer see? Only the two members of it, while they may see one another.
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['an invitation'], $now ZONED DATETIME = '2026-01-01T00:00:00Z'
MATCH (viewer:Member {id: $viewer})
WHERE viewer.status <> 'DELETED'
/* [lists */
CALL (viewer) {
  MATCH (viewer)-[:BLOCKS]-(other)
  RETURN collect(other) AS blocked_either_way
}
/* lists] */

UNWIND $keys AS key
MATCH (sender:Member)-[invitation:INVITED {id: key}]->(recipient:Member)
WHERE viewer IN [sender, recipient]
LET member = CASE WHEN sender = viewer THEN recipient ELSE sender END
WITH *
WHERE true /* visible(member) */
RETURN collect([key, '' /* invitation_view(invitation) */]) AS answers;
