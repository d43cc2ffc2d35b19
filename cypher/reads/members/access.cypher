// What of each member may the viewer see beyond the card?
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['grace']
MATCH (viewer:Member {id: $viewer})
WHERE viewer.status <> 'DELETED'

UNWIND $keys AS key
MATCH (member:Member {id: key})
RETURN collect([key, {
  profile: true /* full_profile(member) */,
  counts: true /* follows_counted(member) */,
  connections: true /* connections_listed(member) */,
  followers: true /* followers_listed(member) */,
  following: true /* following_listed(member) */
}]) AS answers;
