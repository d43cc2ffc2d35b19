// Which invitations were changed after they had closed, or are neither open nor properly closed?
MATCH (sender:Member)-[i:INVITED]->(recipient:Member)
LET fault = CASE
  WHEN i.state IN ['PENDING', 'IGNORED'] AND i.closedAt IS NULL THEN null
  WHEN i.state IN ['PENDING', 'IGNORED'] THEN 'open again after closing'
  WHEN NOT coalesce(i.state IN ['ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED', 'CANCELLED'], false) THEN 'no state of an invitation'
  WHEN i.closedAt IS NULL THEN 'closed without a time'
  WHEN i.state = 'EXPIRED' AND i.closedAt <> i.expiresAt THEN 'expired at another time than its own'
  WHEN i.state <> 'EXPIRED' AND i.closedAt >= i.expiresAt THEN 'answered after it had expired'
END
FILTER fault IS NOT NULL
RETURN sender.id AS sender, recipient.id AS recipient, i.id AS invitation, i.state AS state, fault
ORDER BY invitation;
