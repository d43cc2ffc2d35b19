// Whom does one member reach in two steps, and over how many connections? Nothing is filtered but the member and the first degree.
// params: $member STRING = 'ada', $limit INTEGER = 20
MATCH (member:Member {id: $member})
CALL (member) {
  MATCH (member)-[:CONNECTED]-(first)
  RETURN collect(first) AS near
}
CALL (member) {
  MATCH (member)-[:CONNECTED]-(bridge)-[:CONNECTED]-(node)
  RETURN node, count(*) AS mutual
  ORDER BY mutual DESC
}
WITH *
WHERE node <> member
  AND NOT node IN near
RETURN node.id AS id, node.name AS name, node.company AS company, mutual
ORDER BY mutual DESC, id
LIMIT toInteger($limit);
