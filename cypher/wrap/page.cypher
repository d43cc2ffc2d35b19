// A page of one edge for many members at once. The text between `[name` and `name]` is replaced for each edge.
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['grace'], $after MAP = null, $first INTEGER = 21
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
CALL (*) {
  WITH *
  WHERE allowed
  CALL (/* [imports */ member /* imports] */) {
    /* [pattern */
    MATCH (member)-[edge:CONNECTED]-(node)
    RETURN node, edge, edge.since AS rank
    ORDER BY rank DESC
    /* pattern] */
  }
  // The cheap half of the cursor first; whatever reads a row's member comes after the sort, so the planner tests no more rows than the page needs.
  WITH *
  WHERE $after IS NULL OR rank /* [within */ <= datetime($after.rank) /* within] */
  WITH *
  WHERE /* [visible */ true /* visible] */
    AND ($after IS NULL OR rank /* [beyond */ < datetime($after.rank) /* beyond] */ OR /* [key */ node.id /* key] */ > $after.id)
  WITH node, edge, rank, viewer
  ORDER BY rank /* [way */ DESC /* way] */, /* [key */ node.id /* key] */
  LIMIT toInteger($first)
  RETURN collect({/* [row */ node: node.id, since: toString(edge.since), rank: toString(rank) /* row] */}) AS rows
}
RETURN collect([key, CASE WHEN allowed THEN rows END]) AS answers;
