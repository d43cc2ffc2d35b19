// How many nodes does the graph hold? When there are none, the demo network fills it, wholly or not at all.
// params: $members LIST<MAP> = [{id: 'ada', createdAt: '2026-01-01T00:00:00.000Z'}], $positions LIST<MAP> = [], $education LIST<MAP> = [], $connections LIST<MAP> = [], $follows LIST<MAP> = [], $invitations LIST<MAP> = [], $blocks LIST<MAP> = [], $departures LIST<MAP> = [], $bars LIST<MAP> = []
LET present = COUNT { () }

CALL (*) {
  WHEN present = 0 THEN {
    UNWIND $members AS row
    CREATE (m:Member)
    SET m = row,
        m.createdAt = datetime(row.createdAt)
    WITH count(*) AS members

    CALL () {
      UNWIND $positions AS row
      MATCH (m:Member {id: row.member})
      MERGE (company:Company {name: row.company})
      CREATE (m)-[:WORKED_AT {title: row.title, startedOn: row.startedOn, endedOn: row.endedOn}]->(company)
    }
    CALL () {
      UNWIND $education AS row
      MATCH (m:Member {id: row.member})
      MERGE (school:School {name: row.school})
      CREATE (m)-[:STUDIED_AT {degree: row.degree, startedOn: row.startedOn, endedOn: row.endedOn}]->(school)
    }
    CALL () {
      UNWIND $connections AS row
      MATCH (a:Member {id: row.a})
      MATCH (b:Member {id: row.b})
      CREATE (a)-[:CONNECTED {pair: row.pair, since: datetime(row.since), invitation: row.invitation}]->(b)
    }
    CALL () {
      UNWIND $follows AS row
      MATCH (follower:Member {id: row.follower})
      MATCH (followed:Member {id: row.followed})
      CREATE (follower)-[:FOLLOWS {since: datetime(row.since), origin: row.origin}]->(followed)
    }
    CALL () {
      UNWIND $invitations AS row
      MATCH (sender:Member {id: row.sender})
      MATCH (recipient:Member {id: row.recipient})
      CREATE (sender)-[i:INVITED]->(recipient)
      SET i = row {.id, .openKey, .state, .note, .howYouKnow, .reminders, .message},
          i.sentAt = datetime(row.sentAt),
          i.expiresAt = datetime(row.expiresAt),
          i.closedAt = datetime(row.closedAt)
    }
    CALL () {
      UNWIND $blocks AS row
      MATCH (blocker:Member {id: row.blocker})
      MATCH (blocked:Member {id: row.blocked})
      CREATE (blocker)-[:BLOCKS {since: datetime(row.since)}]->(blocked)
    }
    CALL () {
      UNWIND $departures AS row
      MATCH (leaver:Member {id: row.leaver})
      MATCH (left:Member {id: row.left})
      CREATE (leaver)-[:DISCONNECTED {at: datetime(row.at)}]->(left)
    }
    CALL () {
      UNWIND $bars AS row
      MATCH (member:Member {id: row.member})
      MATCH (barred:Member {id: row.barred})
      CREATE (member)-[:BARS]->(barred)
    }
  }
}
RETURN present;
