// Which of these handles belong to members whom the viewer may see?
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['grace']
OPTIONAL MATCH (viewer:Member {id: $viewer})
WHERE viewer.status <> 'DELETED'
/* [lists */
CALL (viewer) {
  MATCH (viewer)-[:BLOCKS]-(other)
  RETURN collect(other) AS blocked_either_way
}
/* lists] */

UNWIND $keys AS key
MATCH (member:Member {handleKey: key})
WHERE member = viewer OR true /* visible(member) */
RETURN collect([key, member {.id} /* card(member) */]) AS answers;
