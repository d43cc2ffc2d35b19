// Which invitations hold the key of an open one although they are closed, or are open without the key of their pair?
MATCH (sender:Member)-[i:INVITED]->(recipient:Member)
LET pair = CASE WHEN sender.id < recipient.id THEN sender.id + ' ' + recipient.id ELSE recipient.id + ' ' + sender.id END
LET due = CASE WHEN i.state IN ['PENDING', 'IGNORED'] THEN pair END
FILTER coalesce(i.openKey, '') <> coalesce(due, '')
RETURN sender.id AS sender, recipient.id AS recipient, i.id AS invitation, i.state AS state, i.openKey AS openKey
ORDER BY invitation;
