// How many connections does each member share with the viewer?
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['grace']
MATCH (viewer:Member {id: $viewer})
WHERE viewer.status <> 'DELETED'
/* [lists */
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  RETURN collect(other) AS viewer_connections
}
/* lists] */

UNWIND $keys AS key
MATCH (member:Member {id: key})
WHERE member <> viewer
RETURN collect([key, 0 /* mutual_connection_count(member) */]) AS answers;
