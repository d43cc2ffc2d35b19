// Which connections name an invitation that was not accepted between their two members?
MATCH (a:Member)-[edge:CONNECTED]->(b:Member)
WHERE edge.invitation IS NOT NULL
  AND NOT EXISTS { (a)-[:INVITED {id: edge.invitation, state: 'ACCEPTED'}]-(b) }
RETURN a.id AS a, b.id AS b, edge.invitation AS invitation
ORDER BY a, b;
