// What is between the viewer and each of these members?
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['grace'], $now ZONED DATETIME = '2026-01-01T00:00:00Z'
// needs: mine
MATCH (viewer:Member {id: $viewer})
WHERE viewer.status <> 'DELETED'
/* [lists */
CALL (viewer) {
  MATCH (viewer)-[:BLOCKS]-(other)
  RETURN collect(other) AS barred
}
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  RETURN collect(other) AS mine
}
/* lists] */

UNWIND $keys AS key
MATCH (member:Member {id: key})
WHERE member = viewer OR true /* visible(member) */
OPTIONAL MATCH (viewer)-[tie:CONNECTED]-(member)
OPTIONAL MATCH (viewer)-[following:FOLLOWS]->(member)
WHERE true /* effective(viewer, member) */
OPTIONAL MATCH (viewer)-[invitation:INVITED]-(member)
WHERE invitation.openKey IS NOT NULL
  AND invitation.expiresAt > $now
LET mutual = 0 /* in_common(member) */
RETURN collect([key, {
  id: viewer.id + ' ' + member.id,
  member: member {.id} /* card(member) */,
  degree: CASE
    WHEN member = viewer THEN 'SELF'
    WHEN tie IS NOT NULL THEN 'FIRST'
    WHEN mutual > 0      THEN 'SECOND'
    WHEN member.connectionsVisibility <> 'HIDDEN' AND EXISTS {
      MATCH (member)-[:CONNECTED]-(far)
      WHERE far <> viewer
        AND true /* visible(far) */
        AND far.connectionsVisibility <> 'HIDDEN'
      MATCH (far)-[:CONNECTED]-(near)
      WHERE near IN mine
        AND true /* can_bridge(near) */
    } THEN 'THIRD'
    ELSE 'OUT_OF_NETWORK'
  END,
  connected_since: toString(tie.since),
  is_following: following IS NOT NULL,
  following_since: toString(following.since),
  is_followed_by: EXISTS { (viewer)<-[:FOLLOWS]-(member) } AND true /* effective(member, viewer) */,
  invitation: CASE WHEN invitation IS NOT NULL THEN '' /* letter(invitation) */ END,
  mutual_connection_count: mutual
}]) AS answers;
