// Which of these studies are new?
// params: $rows LIST<MAP> = [{line: 2, member: 'ada', school: 'Cedar Coast College', degree: 'Diploma', startedOn: '2024-05', endedOn: null}]

// Lock all members of the batch, lower id first, before any other read.
UNWIND $rows AS row
WITH DISTINCT row.member AS id
ORDER BY id
MATCH (m:Member {id: id})
SET m.id = m.id
WITH count(m) AS locked

UNWIND $rows AS row
OPTIONAL MATCH (member:Member {id: row.member})
LET missing = CASE WHEN member IS NULL OR member.status = 'DELETED' THEN row.member END
LET same = EXISTS {
  MATCH (member)-[known:STUDIED_AT]->(:School {name: row.school})
  WHERE coalesce(known.degree, '') = coalesce(row.degree, '')
    AND coalesce(known.startedOn, '') = coalesce(row.startedOn, '')
}

LET outcome = CASE
  WHEN missing IS NOT NULL  THEN 'MEMBER_NOT_FOUND'
  WHEN same                 THEN 'PRESENT'
  ELSE 'TAKEN'
END

CALL (*) {
  WHEN outcome = 'TAKEN' THEN {
    MERGE (school:School {name: row.school})
    CREATE (member)-[:STUDIED_AT {degree: row.degree, startedOn: row.startedOn, endedOn: row.endedOn}]->(school)
  }
}
RETURN collect([row.line, outcome, missing]) AS outcomes;
