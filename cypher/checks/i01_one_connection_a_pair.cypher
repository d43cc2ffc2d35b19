// Which connections are there twice between two members, lead to oneself, or carry a pair that does not name their ends?
MATCH (a:Member)
CALL (a) {
  MATCH (a)-[edge:CONNECTED]-(b)
  WITH b, count(DISTINCT edge) AS connections, collect(DISTINCT edge.pair) AS pairs
  LET pair = CASE WHEN a.id < b.id THEN a.id + ' ' + b.id ELSE b.id + ' ' + a.id END
  FILTER connections > 1
     OR a = b
     OR pairs <> [pair]
  RETURN b, connections, pairs
}
WITH a, b, connections, pairs
WHERE a.id <= b.id
RETURN a.id AS a, b.id AS b, connections, pairs
ORDER BY a, b;
