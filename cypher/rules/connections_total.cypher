// How many of this member's connections does the list show to the viewer? As connection_count, less HIDDEN and blocked members.
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
// needs: absent, blocked_either_way, hidden
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})
LET absent = []
LET hidden = []
LET blocked_either_way = []

// answer
RETURN CASE
    WHEN size(absent) + size(hidden) + size(blocked_either_way) <= 100 AND 8 * (size(absent) + size(hidden) + size(blocked_either_way)) < COUNT { (member)-[:CONNECTED]-() }
      THEN COUNT { (member)-[:CONNECTED]-() } - size([other IN CASE WHEN member = viewer THEN absent ELSE coll.distinct(absent + hidden + blocked_either_way) END WHERE other <> viewer AND EXISTS { (member)-[:CONNECTED]-(other) }])
    ELSE COUNT {
      MATCH (member)-[:CONNECTED]-(other)
      WHERE true /* visible(other) */
        AND true /* connection_visible(member, other) */
    }
  END
AS answer;
