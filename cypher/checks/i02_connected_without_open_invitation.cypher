// Which connected members still have an open invitation between them?
MATCH (sender:Member)-[i:INVITED]->(recipient:Member)
WHERE i.state IN ['PENDING', 'IGNORED']
  AND EXISTS { (sender)-[:CONNECTED]-(recipient) }
RETURN sender.id AS sender, recipient.id AS recipient, i.id AS invitation, i.state AS state
ORDER BY invitation;
