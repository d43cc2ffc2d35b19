// Which of these ids are of something that the viewer may see, and of what type is it?
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['grace'], $now ZONED DATETIME = '2026-01-01T00:00:00Z'
OPTIONAL MATCH (viewer:Member {id: $viewer})
WHERE viewer.status <> 'DELETED'
/* [lists */
CALL (viewer) {
  MATCH (viewer)-[:BLOCKS]-(other)
  RETURN collect(other) AS blocked_either_way
}
/* lists] */

UNWIND $keys AS key
CALL (*) {
  MATCH (member:Member {id: key})
  WHERE member = viewer OR true /* visible(member) */
  RETURN {type: 'Member', row: member {.id} /* card(member) */} AS node
  UNION ALL
  MATCH (sender:Member)-[invitation:INVITED {id: key}]->(recipient:Member)
  WHERE viewer IN [sender, recipient]
  LET member = CASE WHEN sender = viewer THEN recipient ELSE sender END
  WITH *
  WHERE true /* visible(member) */
  RETURN {type: 'Invitation', row: '' /* invitation_view(invitation) */} AS node
}
RETURN collect([key, node]) AS answers;
