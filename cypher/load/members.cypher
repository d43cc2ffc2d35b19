// Which of these rows become members? Members who exist already stay as they are.
// params: $rows LIST<MAP> = [{line: 2, id: 'ada', handleKey: 'ada', createdAt: '2026-01-01T00:00:00.000Z', member: {id: 'ada', status: 'ACTIVE'}}], $now STRING = '2026-01-01T00:00:00.000Z'
UNWIND $rows AS row
OPTIONAL MATCH (known:Member {id: row.id})
OPTIONAL MATCH (holder:Member {handleKey: row.handleKey})

LET alone = CASE
  WHEN known.status = 'DELETED' AND row.member.status <> 'DELETED' THEN 'MEMBER_DELETED'
  WHEN known IS NOT NULL                                           THEN 'PRESENT'
  WHEN holder IS NOT NULL                                          THEN 'HANDLE_TAKEN'
  ELSE 'TAKEN'
END

// Of several rows that could take a handle the first one of the file does.
WITH alone, row
ORDER BY row.line
WITH alone, row.handleKey AS handle, collect(row) AS rows
UNWIND rows AS row
LET outcome = CASE
  WHEN alone = 'TAKEN' AND handle IS NOT NULL AND row.line > rows[0].line THEN 'HANDLE_TAKEN'
  ELSE alone
END
WITH row, outcome
ORDER BY row.id

CALL (*) {
  WHEN outcome = 'TAKEN' THEN {
    CREATE (m:Member)
    SET m = row.member,
        m.createdAt = CASE WHEN row.member.status <> 'DELETED' THEN datetime(coalesce(row.createdAt, $now)) END
  }
}
RETURN collect([row.line, outcome, null]) AS outcomes;
