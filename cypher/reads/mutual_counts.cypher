// How many connections does each member share with the viewer?
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['grace']
MATCH (viewer:Member {id: $viewer})
WHERE viewer.status <> 'DELETED'
/* [lists */
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  WHERE other.status = 'ACTIVE'
    AND other.connectionsVisibility <> 'HIDDEN'
  RETURN collect(other) AS bridges
}
/* lists] */

UNWIND $keys AS key
MATCH (member:Member {id: key})
WHERE member <> viewer
RETURN collect([key, 0 /* shared(member) */]) AS answers;
