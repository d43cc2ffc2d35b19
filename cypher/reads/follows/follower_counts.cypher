// How many follow each member who lets the viewer know?
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['grace']
MATCH (viewer:Member {id: $viewer})
WHERE viewer.status <> 'DELETED'
/* [lists */
LET absent = []
/* lists] */

UNWIND $keys AS key
MATCH (member:Member {id: key})
WHERE true /* follows_counted(member) */
RETURN collect([key, 0 /* follower_count(member) */]) AS answers;
