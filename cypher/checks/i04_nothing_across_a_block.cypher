// Which relationships join two members although one blocks the other?
MATCH (blocker:Member)-[:BLOCKS]->(blocked:Member)
MATCH (blocker)-[tie:CONNECTED|FOLLOWS|INVITED]-(blocked)
WHERE type(tie) <> 'INVITED'
   OR tie.state IN ['PENDING', 'IGNORED']
RETURN DISTINCT blocker.id AS blocker, blocked.id AS blocked, type(tie) AS tie, tie.id AS invitation
ORDER BY blocker, blocked, tie, invitation;
