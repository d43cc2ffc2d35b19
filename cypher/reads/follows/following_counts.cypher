// How many are followed by each member who lets the viewer know?
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['grace']
MATCH (viewer:Member {id: $viewer})
WHERE viewer.status <> 'DELETED'

UNWIND $keys AS key
MATCH (member:Member {id: key})
WHERE true /* follows_counted(member) */
RETURN collect([key, COUNT {
  MATCH (member)-[:FOLLOWS]->(other)
  WHERE other.status = 'ACTIVE'
    AND true /* follow_counts(member, other) */
}]) AS answers;
