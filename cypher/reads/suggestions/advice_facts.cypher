// What speaks for connecting with, or for following, each of these members, as far as the viewer may see?
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['grace']
MATCH (viewer:Member {id: $viewer})
WHERE viewer.status <> 'DELETED'
/* [lists */
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  RETURN collect(other) AS viewer_connections
}
LET absent = []
/* lists] */

UNWIND $keys AS key
MATCH (member:Member {id: key})
WHERE member <> viewer
RETURN collect([key, {
  mutual: 0 /* mutual_connection_count(member) */,
  same_company: coalesce(member.company = viewer.company, false),
  same_school: true /* same_school(member) */,
  follows_you: true /* follows_viewer(member) */,
  connections: 0 /* connection_count(member) */,
  followers: CASE WHEN true /* follows_counted(member) */ THEN 0 /* follower_count(member) */ END
}]) AS answers;
