// Which of these rows become members? Whoever is a member already stays as is.
// params: $rows LIST<MAP> = [{line: 2, id: 'ada', handleKey: 'ada', handleStandsAbove: false, createdAt: '2026-01-01T00:00:00.000Z'}], $settings MAP = {invitePolicy: 'EVERYONE'}, $now STRING = '2026-01-01T00:00:00.000Z'
UNWIND $rows AS row
OPTIONAL MATCH (known:Member {id: row.id})
OPTIONAL MATCH (holder:Member {handleKey: row.handleKey})

LET outcome = CASE
  WHEN known.status = 'DELETED' THEN 'MEMBER_DELETED'
  WHEN known IS NOT NULL        THEN 'PRESENT'
  WHEN holder IS NOT NULL       THEN 'HANDLE_TAKEN'
  WHEN row.handleStandsAbove    THEN 'HANDLE_TAKEN'
  ELSE 'TAKEN'
END

CALL (*) {
  WHEN outcome = 'TAKEN' THEN {
    CREATE (m:Member)
    SET m = row.member,
        m += $settings,
        m.status = 'ACTIVE',
        m.createdAt = datetime(coalesce(row.createdAt, $now))
  }
}
RETURN collect([row.line, outcome, null]) AS outcomes;
