// Whom is the viewer connected with, and which of these are connected among themselves, as far as the viewer may learn? Those who share the most come first.
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['ada'], $first INTEGER = 1500
// needs: bridges, closed
MATCH (viewer:Member {id: $viewer})
WHERE viewer.status <> 'DELETED'
/* [lists */
CALL (viewer) {
  MATCH (viewer)-[:BLOCKS]-(other)
  RETURN collect(other) AS blocked_either_way
}
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  RETURN collect(other) AS bridges
}
LET closed = ['ONLY_ME']
/* lists] */

UNWIND $keys AS key
CALL (viewer, bridges) {
  MATCH (viewer)-[tie:CONNECTED]-(member)
  WHERE member.status = 'ACTIVE'
  LET mutual = 0 /* mutual_connection_count_for_many(member) */
  WITH member, tie, mutual
  ORDER BY mutual DESC, member.id
  RETURN count(*) AS total, collect({member: member, since: tie.since, mutual: mutual})[..toInteger($first)] AS shown
}
LET members = [row IN shown | row.member]
CALL (members, closed) {
  UNWIND members AS one
  WITH one
  WHERE one.connectionsVisibility <> 'HIDDEN'
  LET source = one.id
  LET open = NOT one.connectionsVisibility IN closed
  MATCH (one)-[:CONNECTED]-(other)
  WHERE other IN members
    AND source < other.id
    AND other.connectionsVisibility <> 'HIDDEN'
    AND (open OR NOT other.connectionsVisibility IN closed)
  RETURN collect({source: source, target: other.id}) AS links
}
RETURN collect([key, {
  total_count: total,
  nodes: [row IN shown | {member: head([member IN [row.member] | member {.id} /* card(member) */]), since: toString(row.since), mutual_connection_count: row.mutual}],
  links: links
}]) AS answers;
