// Do the viewer and this member follow each other? As mutual_follow, for many members: one list first, so that only those in it are looked at closer.
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
// needs: follows
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})
CALL (viewer) {
  MATCH (viewer)-[:FOLLOWS]->(other)
  RETURN collect(other) AS follows
}

// answer
RETURN CASE WHEN member IN follows THEN true /* mutual_follow(member) */ ELSE false END
AS answer;
