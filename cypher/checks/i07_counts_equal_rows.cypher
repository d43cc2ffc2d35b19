// Whose number of connections, followers or followed members is another than that of the different members behind it?
MATCH (member:Member {status: 'ACTIVE'})
CALL (member) {
  MATCH (member)-[:CONNECTED]-(other)
  WHERE other.status = 'ACTIVE'
  RETURN 'connections' AS what, count(*) AS counted, count(DISTINCT other) AS listed
  UNION ALL
  MATCH (member)<-[:FOLLOWS]-(other)
  WHERE other.status = 'ACTIVE'
    AND (member.followPolicy = 'EVERYONE' OR EXISTS { (member)-[:CONNECTED]-(other) })
  RETURN 'followers' AS what, count(*) AS counted, count(DISTINCT other) AS listed
  UNION ALL
  MATCH (member)-[:FOLLOWS]->(other)
  WHERE other.status = 'ACTIVE'
    AND (other.followPolicy = 'EVERYONE' OR EXISTS { (member)-[:CONNECTED]-(other) })
  RETURN 'following' AS what, count(*) AS counted, count(DISTINCT other) AS listed
}
WITH member, what, counted, listed
WHERE counted <> listed
RETURN member.id AS member, what, counted, listed
ORDER BY member, what;
