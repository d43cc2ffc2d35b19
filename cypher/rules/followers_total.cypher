// How many of this member's followers does the list show to the viewer? As follower_count, less blocked members.
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
// needs: absent, barred
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})
LET absent = []
LET barred = []

// answer
RETURN CASE
    WHEN member.followPolicy = 'EVERYONE' AND size(absent) + size(barred) <= 100 AND 8 * (size(absent) + size(barred)) < COUNT { (member)<-[:FOLLOWS]-() }
      THEN COUNT { (member)<-[:FOLLOWS]-() } - size([other IN coll.distinct(absent + barred) WHERE EXISTS { (member)<-[:FOLLOWS]-(other) }])
    ELSE COUNT {
      MATCH (member)<-[:FOLLOWS]-(other)
      WHERE true /* visible(other) */
        AND true /* effective(other, member) */
    }
  END
AS answer;
