// How many members would newly be at most two steps away if the viewer connected with each of these?
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['grace']
// needs: blocked_either_way, bridges, viewer_connections
MATCH (viewer:Member {id: $viewer})
WHERE viewer.status <> 'DELETED'
/* [lists */
CALL (viewer) {
  MATCH (viewer)-[:BLOCKS]-(other)
  RETURN collect(other) AS blocked_either_way
}
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  RETURN collect(other) AS viewer_connections
}
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  RETURN collect(other) AS bridges
}
/* lists] */
CALL (bridges) {
  UNWIND bridges AS bridge
  MATCH (bridge)-[:CONNECTED]-(node)
  WITH DISTINCT node
  WHERE node.connectionsVisibility <> 'HIDDEN'
  RETURN collect(node) AS second
}

UNWIND $keys AS key
MATCH (member:Member {id: key})
// One list for all keys: what is within two steps, or never counts.
CALL (viewer, member, blocked_either_way, viewer_connections, second) {
  WITH *
  WHERE member <> viewer
    AND NOT member IN viewer_connections
  LET itself = CASE WHEN member IN second THEN 0 ELSE 1 END
  RETURN itself + CASE WHEN member.connectionsVisibility = 'HIDDEN' THEN 0 ELSE COUNT {
    MATCH (member)-[:CONNECTED]-(node)
    WHERE NOT node IN viewer_connections
      AND NOT node IN second
      AND node <> viewer
      AND true /* visible(node) */
      AND node.connectionsVisibility <> 'HIDDEN'
  } END AS gain
}
RETURN collect([key, gain]) AS answers;
