// How many of this member's followers does the list show to the viewer? As follower_count, less blocked members.
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
// needs: absent, blocked_either_way
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})
LET absent = []
LET blocked_either_way = []

// answer
RETURN CASE
    WHEN member.followPolicy = 'EVERYONE' AND size(absent) + size(blocked_either_way) <= 100 AND 8 * (size(absent) + size(blocked_either_way)) < COUNT { (member)<-[:FOLLOWS]-() }
      THEN COUNT { (member)<-[:FOLLOWS]-() } - size([other IN coll.distinct(absent + blocked_either_way) WHERE EXISTS { (member)<-[:FOLLOWS]-(other) }])
    ELSE COUNT {
      MATCH (member)<-[:FOLLOWS]-(other)
      WHERE true /* visible(other) */
        AND true /* follow_counts(other, member) */
    }
  END
AS answer;
