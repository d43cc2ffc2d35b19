// Change some of the viewer's profile; positions and education are replaced as a whole, null leaves them.
// params: $viewer STRING = 'ada', $changes MAP = {headline: 'Builder of bridges'}, $lists MAP = {positions: [], education: []}

// lock
// Lock the viewer before any other read: setting the id to itself locks and changes nothing.
MATCH (m:Member {id: $viewer})
SET m.id = m.id
WITH count(m) AS locked

// find
OPTIONAL MATCH (viewer:Member {id: $viewer})
OPTIONAL MATCH (holder:Member {handleKey: $changes.handleKey})

// decide
LET outcome = CASE
  WHEN viewer IS NULL THEN 'NOT_REGISTERED'
  WHEN viewer.status = 'DELETED' THEN 'ACCOUNT_DELETED'
  WHEN viewer.status <> 'ACTIVE' THEN 'ACCOUNT_INACTIVE'
  WHEN holder <> viewer THEN 'HANDLE_TAKEN'
  ELSE 'UPDATED'
END

// act
CALL (*) {
  WHEN outcome = 'UPDATED' THEN {
    SET viewer += $changes
    CALL (viewer) {
      MATCH (viewer)-[job:WORKED_AT]->()
      WHERE $lists.positions IS NOT NULL
      DELETE job
    }
    CALL (viewer) {
      UNWIND $lists.positions AS row
      MERGE (company:Company {name: row.company})
      CREATE (viewer)-[:WORKED_AT {title: row.title, startedOn: row.startedOn, endedOn: row.endedOn}]->(company)
    }
    CALL (viewer) {
      MATCH (viewer)-[course:STUDIED_AT]->()
      WHERE $lists.education IS NOT NULL
      DELETE course
    }
    CALL (viewer) {
      UNWIND $lists.education AS row
      MERGE (school:School {name: row.school})
      CREATE (viewer)-[:STUDIED_AT {degree: row.degree, startedOn: row.startedOn, endedOn: row.endedOn}]->(school)
    }
  }
}

// answer
RETURN outcome, null AS subject, $viewer AS member, null AS retryAt;
