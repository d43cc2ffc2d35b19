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
// One walk over the member's own connections against one list: a pattern back to the viewer is walked from a hub again for every member.
RETURN collect([key, CASE WHEN member.connectionsVisibility = 'HIDDEN' THEN 0 ELSE COUNT {
  MATCH (member)-[:CONNECTED]-(mutual)
  WHERE mutual IN bridges
} END]) AS answers;
