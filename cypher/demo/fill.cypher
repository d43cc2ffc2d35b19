// How many nodes does the graph hold? When there are none, the demo network fills it, wholly or not at all.
// params: $members LIST<MAP> = [{member: {id: 'ada'}, createdAt: '2026-01-01T00:00:00.000Z'}], $positions LIST<MAP> = [], $education LIST<MAP> = [], $connected LIST<MAP> = [], $follows LIST<MAP> = [], $invitations LIST<MAP> = [], $blocks LIST<MAP> = [], $marks LIST<MAP> = [], $invitationLifetime DURATION = 'P180D', $shift DURATION = 'P0D'
LET present = COUNT { () }

CALL (*) {
  WHEN present = 0 THEN {
    UNWIND $members AS row
    CREATE (m:Member)
    SET m = row.member,
        m.createdAt = datetime(row.createdAt) + $shift
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
      UNWIND $connected AS row
      MATCH (a:Member {id: row.a})
      MATCH (b:Member {id: row.b})
      CREATE (a)-[:CONNECTED {pair: row.pair, since: datetime(row.since) + $shift}]->(b)
    }
    CALL () {
      UNWIND $follows AS row
      MATCH (follower:Member {id: row.follower})
      MATCH (followed:Member {id: row.followee})
      CREATE (follower)-[:FOLLOWS {since: datetime(row.since) + $shift, origin: coalesce(row.origin, 'EXPLICIT')}]->(followed)
    }
    CALL () {
      UNWIND $invitations AS row
      MATCH (sender:Member {id: row.sender})
      MATCH (recipient:Member {id: row.recipient})
      CREATE (sender)-[i:INVITED]->(recipient)
      SET i = row {.id, .openKey, .state, .note, .howYouKnow, .reminders, .message},
          i.sentAt = datetime(row.sentAt) + $shift,
          i.closedAt = datetime(row.closedAt) + $shift,
          i.expiresAt = CASE row.state WHEN 'EXPIRED' THEN datetime(row.closedAt) + $shift ELSE datetime(row.sentAt) + $shift + $invitationLifetime END
      WITH i, row
      WHERE i.state = 'ACCEPTED'
      MATCH ()-[connection:CONNECTED {pair: row.pair, since: i.closedAt}]->()
      USING INDEX SEEK connection:CONNECTED(pair)
      SET connection.invitation = i.id
    }
    CALL () {
      UNWIND $blocks AS row
      MATCH (blocker:Member {id: row.blocker})
      MATCH (blocked:Member {id: row.blocked})
      CREATE (blocker)-[:BLOCKS {since: datetime(row.since) + $shift}]->(blocked)
    }
    CALL () {
      UNWIND $marks AS row
      MATCH (member:Member {id: row.member})
      MATCH (other:Member {id: row.other})
      CALL (*) {
        WHEN row.mark = 'REMOVED' THEN {
          CREATE (member)-[:DISCONNECTED {at: datetime(row.at) + $shift}]->(other)
        }
        ELSE {
          CREATE (member)-[:BARS]->(other)
        }
      }
    }
  }
}
RETURN present;
