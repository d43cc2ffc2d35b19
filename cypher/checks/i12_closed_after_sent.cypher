// Which invitations closed before they were sent?
MATCH (sender:Member)-[i:INVITED]->(recipient:Member)
WHERE i.closedAt < i.sentAt
RETURN sender.id AS sender, recipient.id AS recipient, i.id AS invitation, i.sentAt AS sentAt, i.closedAt AS closedAt
ORDER BY invitation;
