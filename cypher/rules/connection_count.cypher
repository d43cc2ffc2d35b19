// How many connections has this member? Where few are absent they are subtracted from what the store knows at once; else each is looked at.
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
// needs: absent
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})
LET absent = []

// answer
RETURN CASE
    WHEN size(absent) <= 100 AND 8 * size(absent) < COUNT { (member)-[:CONNECTED]-() }
      THEN COUNT { (member)-[:CONNECTED]-() } - size([other IN absent WHERE EXISTS { (member)-[:CONNECTED]-(other) }])
    ELSE COUNT { (member)-[:CONNECTED]-(other) WHERE other.status = 'ACTIVE' }
  END
AS answer;
