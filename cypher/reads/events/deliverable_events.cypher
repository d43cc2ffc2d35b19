// What may the viewer see of these events now? Nothing about invisible members, nor what was taken back.
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['an event'], $now ZONED DATETIME = '2026-01-01T00:00:00Z'
MATCH (viewer:Member {id: $viewer})
WHERE viewer.status <> 'DELETED'
/* [lists */
CALL (viewer) {
  MATCH (viewer)-[:BLOCKS]-(other)
  RETURN collect(other) AS blocked_either_way
}
/* lists] */

UNWIND $keys AS key
MATCH (event:Event {id: key, member: $viewer})
MATCH (member:Member {id: event.about})
WHERE true /* visible(member) */
OPTIONAL MATCH (viewer)-[invitation:INVITED {id: event.invitation}]-(member)
WITH *
WHERE CASE event.kind
    WHEN 'INVITATION_RECEIVED' THEN invitation.state <> 'WITHDRAWN'
    WHEN 'INVITATION_REMINDER' THEN NOT invitation.state IN ['WITHDRAWN', 'IGNORED']
    WHEN 'NEW_FOLLOWER'        THEN EXISTS { (viewer)<-[:FOLLOWS]-(member) } AND true /* follow_counts(member, viewer) */
    ELSE invitation IS NOT NULL
  END
RETURN collect([key, {
  id: event.id,
  kind: event.kind,
  at: toString(event.at),
  member: member {.id} /* card(member) */,
  invitation: CASE WHEN invitation IS NOT NULL THEN '' /* invitation_view(invitation) */ END
}]) AS answers;
