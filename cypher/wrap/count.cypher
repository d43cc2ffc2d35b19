// How many rows an edge has for each of many members: all that its pages would show, and no more.
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['grace']
MATCH (viewer:Member {id: $viewer})
WHERE viewer.status <> 'DELETED'
/* [lists */
CALL (viewer) {
  MATCH (viewer)-[:BLOCKS]-(other)
  RETURN collect(other) AS blocked_either_way
}
/* lists] */

UNWIND $keys AS key
/* [subject */
MATCH (member:Member {id: key})
WHERE member = viewer OR true /* visible(member) */
/* subject] */

LET allowed = /* [owner */ true /* owner] */
/* [total */
CALL (*) {
  WITH *
  WHERE allowed
  CALL (/* [imports */ member /* imports] */) {
    /* [pattern */
    MATCH (member)-[edge:CONNECTED]-(node)
    RETURN node, edge
    /* pattern] */
  }
  WITH *
  WHERE /* [visible */ true /* visible] */
  RETURN count(*) AS total
}
/* total] */
RETURN collect([key, CASE WHEN allowed THEN total END]) AS answers;
