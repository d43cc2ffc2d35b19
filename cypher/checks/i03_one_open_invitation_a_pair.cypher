// Which two members have more than one open invitation between them, in either direction?
MATCH (sender:Member)-[i:INVITED]->(recipient:Member)
WHERE i.state IN ['PENDING', 'IGNORED']
WITH CASE WHEN sender.id < recipient.id THEN [sender.id, recipient.id] ELSE [recipient.id, sender.id] END AS ends,
     collect(i.id) AS invitations
WHERE size(invitations) > 1
RETURN ends[0] AS a, ends[1] AS b, invitations
ORDER BY a, b;
