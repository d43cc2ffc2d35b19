// A town of eight members to play with: paste it into an empty graph.
LET usual = {
  status: 'ACTIVE', connectionsVisibility: 'EVERYONE', followersVisibility: 'ONLY_ME', followingVisibility: 'ONLY_ME',
  showFollowerCount: true, fullProfileVisibility: 'CONNECTIONS', followPolicy: 'EVERYONE', invitePolicy: 'EVERYONE',
  requireNote: false, autoFollowOnConnect: true, followPrimary: false, isDiscoverable: true,
  createdAt: datetime('2025-01-01T00:00:00.000Z'), emails: [], skills: []
}
CALL (usual) {
  UNWIND [
    {id: 'ada',   name: 'Ada Fairmeadow',  headline: 'Graph Analyst',     company: 'Cartographia',      location: 'Montevideo'},
    {id: 'grace', name: 'Grace Tamblyne',  headline: 'Data Engineer',     company: 'Cartographia',      location: 'Montevideo'},
    {id: 'bao',   name: 'Bao Lindemark',   headline: 'Statistician',      company: 'Cartographia',      location: 'Lisbon'},
    {id: 'ines',  name: 'Inês Corvalão',   headline: 'Hydrologist',       company: 'Tidewheel',         location: 'Oslo'},
    {id: 'kofi',  name: 'Kofi Ebongue',    headline: 'Grid Planner',      company: 'Tidewheel',         location: 'Oslo'},
    {id: 'mira',  name: 'Mira Kestrelli',  headline: 'Sound Engineer',    company: 'Half Moon Radio',   location: 'Lisbon', followPrimary: true},
    {id: 'noor',  name: 'Noor Halvarby',   headline: 'Urban Planner',     company: 'Hearth & Span Architects', location: 'Oslo', connectionsVisibility: 'ONLY_ME'},
    {id: 'wren',  name: 'Wren Dunmoor',    headline: 'Beekeeper',         company: 'Clover Fields',     location: 'Melbourne'}
  ] AS person
  CREATE (m:Member)
  SET m = usual,
      m += person,
      m.handle = person.id,
      m.handleKey = person.id,
      m.nameKey = toLower(person.name)
  RETURN count(m) AS members
}

// Who is connected with whom; each follows the other since.
CALL () {
  UNWIND [
    ['ada', 'grace', '2025-02-03'],
    ['ada', 'ines',  '2025-03-14'],
    ['bao', 'grace', '2025-04-01'],
    ['bao', 'ines',  '2025-05-20'],
    ['ines', 'kofi', '2025-06-07'],
    ['kofi', 'noor', '2025-07-30'],
    ['grace', 'mira', '2025-09-12']
  ] AS tie
  MATCH (a:Member {id: tie[0]})
  MATCH (b:Member {id: tie[1]})
  LET since = datetime(tie[2] + 'T09:00:00.000Z')
  CREATE (a)-[:CONNECTED {pair: a.id + ' ' + b.id, since: since}]->(b)
  CREATE (a)-[:FOLLOWS {since: since, origin: 'AUTO'}]->(b)
  CREATE (b)-[:FOLLOWS {since: since, origin: 'AUTO'}]->(a)
  RETURN count(*) AS connections
}

// Many follow mira without knowing her.
CALL () {
  UNWIND ['ada', 'bao', 'kofi', 'wren'] AS fan
  MATCH (follower:Member {id: fan})
  MATCH (star:Member {id: 'mira'})
  CREATE (follower)-[:FOLLOWS {since: datetime('2025-10-01T09:00:00.000Z'), origin: 'EXPLICIT'}]->(star)
  RETURN count(*) AS fans
}

// Two invitations wait for an answer, and wren has blocked noor.
CALL () {
  UNWIND [
    ['invitation-1', 'kofi', 'ada', 'ada kofi', 'Your map of the tides is the best I know.'],
    ['invitation-2', 'ada', 'bao', 'ada bao', null]
  ] AS letter
  MATCH (sender:Member {id: letter[1]})
  MATCH (recipient:Member {id: letter[2]})
  CREATE (sender)-[:INVITED {
    id: letter[0], openKey: letter[3], state: 'PENDING', note: letter[4], reminders: 0,
    sentAt: datetime(), expiresAt: datetime() + duration('P180D')
  }]->(recipient)
  RETURN count(*) AS invitations
}
MATCH (blocker:Member {id: 'wren'})
MATCH (blocked:Member {id: 'noor'})
CREATE (blocker)-[:BLOCKS {since: datetime('2025-11-05T09:00:00.000Z')}]->(blocked)
RETURN {members: members, connections: connections, fans: fans, invitations: invitations} AS town;
