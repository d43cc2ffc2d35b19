// Which of these invitations are new? An accepted one is named by the connection that began with it.
// params: $rows LIST<MAP> = [{line: 2, id: 'a new id', sender: 'ada', recipient: 'grace', pair: 'ada grace', openKey: 'ada grace', state: 'PENDING', sentAt: '2026-01-01T00:00:00.000Z', closedAt: null}], $invitationLifetime DURATION = 'P180D'

// Lock all members of the batch, lower id first, before any other read: mutations of two members lock in the same order.
UNWIND $rows AS row
UNWIND [row.sender, row.recipient] AS id
WITH DISTINCT id
ORDER BY id
MATCH (m:Member {id: id})
SET m.id = m.id
WITH count(m) AS locked

UNWIND $rows AS row
OPTIONAL MATCH (sender:Member {id: row.sender})
OPTIONAL MATCH (recipient:Member {id: row.recipient})
LET missing = CASE
  WHEN sender IS NULL OR sender.status = 'DELETED' THEN row.sender
  WHEN recipient IS NULL OR recipient.status = 'DELETED' THEN row.recipient
END

OPTIONAL MATCH ()-[open:INVITED {openKey: row.openKey}]->()
USING INDEX SEEK open:INVITED(openKey)
LET sent = datetime(row.sentAt)
LET closed = datetime(row.closedAt)
LET expires = CASE WHEN row.state = 'EXPIRED' THEN closed ELSE sent + $invitationLifetime END
LET alone = CASE
  WHEN missing IS NOT NULL                                                                  THEN 'MEMBER_NOT_FOUND'
  WHEN EXISTS { (sender)-[i:INVITED WHERE i.id = row.id OR i.sentAt = sent]->(recipient) }  THEN 'PRESENT'
  WHEN row.openKey IS NOT NULL AND EXISTS { (sender)-[:BLOCKS]-(recipient) }                THEN 'BLOCKED'
  WHEN row.openKey IS NOT NULL AND EXISTS { (sender)-[:CONNECTED]-(recipient) }             THEN 'CONNECTED'
  WHEN open IS NOT NULL                                                                     THEN 'INVITED'
  WHEN row.state <> 'EXPIRED' AND closed >= expires                                         THEN 'LAPSED'
  ELSE 'TAKEN'
END

// Of several open invitations between two members the first one of the file is taken.
WITH *
ORDER BY row.line
WITH alone, row.openKey AS openKey, collect({row: row, missing: missing, sender: sender, recipient: recipient, sent: sent, closed: closed, expires: expires}) AS found
UNWIND found AS one
LET row = one.row
LET missing = one.missing
LET outcome = CASE
  WHEN alone = 'TAKEN' AND openKey IS NOT NULL AND row.line > found[0].row.line             THEN 'INVITED'
  ELSE alone
END

CALL (*) {
  WHEN outcome = 'TAKEN' THEN {
    LET sender = one.sender
    LET recipient = one.recipient
    CREATE (sender)-[i:INVITED]->(recipient)
    SET i = row {.id, .openKey, .state, .note, .howYouKnow, .reminders, .message},
        i.sentAt = one.sent,
        i.expiresAt = one.expires,
        i.closedAt = one.closed
    WITH i, row
    WHERE i.state = 'ACCEPTED'
    MATCH ()-[connection:CONNECTED {pair: row.pair, since: i.closedAt}]->()
    USING INDEX SEEK connection:CONNECTED(pair)
    SET connection.invitation = coalesce(connection.invitation, i.id)
  }
}
RETURN collect([row.line, outcome, missing]) AS outcomes;
