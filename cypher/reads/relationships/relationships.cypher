// What is between the viewer and each of these members?
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['grace'], $now ZONED DATETIME = '2026-01-01T00:00:00Z'
// needs: viewer_connections
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
/* lists] */

UNWIND $keys AS key
MATCH (member:Member {id: key})
WHERE member = viewer OR true /* visible(member) */
OPTIONAL MATCH (viewer)-[tie:CONNECTED]-(member)
OPTIONAL MATCH (viewer)-[following:FOLLOWS]->(member)
WHERE true /* follow_counts(viewer, member) */
OPTIONAL MATCH (viewer)-[invitation:INVITED]-(member)
WHERE invitation.openKey IS NOT NULL
  AND invitation.expiresAt > $now
LET mutual = 0 /* mutual_connection_count(member) */
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
      WHERE near IN viewer_connections
        AND true /* can_bridge(near) */
    } THEN 'THIRD'
    ELSE 'OUT_OF_NETWORK'
  END,
  connected_since: toString(tie.since),
  is_following: following IS NOT NULL,
  following_since: toString(following.since),
  is_followed_by: EXISTS { (viewer)<-[:FOLLOWS]-(member) } AND true /* follow_counts(member, viewer) */,
  invitation: CASE WHEN invitation IS NOT NULL THEN '' /* invitation_view(invitation) */ END,
  mutual_connection_count: mutual
}]) AS answers;
