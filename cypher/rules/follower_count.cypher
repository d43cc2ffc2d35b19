// How many follows of this member count? Where few are absent they are subtracted from what the store knows at once; else each is looked at.
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
// needs: absent
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})
LET absent = []

// answer
RETURN CASE
    WHEN member.followPolicy = 'EVERYONE' AND size(absent) <= 100 AND 8 * size(absent) < COUNT { (member)<-[:FOLLOWS]-() }
      THEN COUNT { (member)<-[:FOLLOWS]-() } - size([other IN absent WHERE EXISTS { (member)<-[:FOLLOWS]-(other) }])
    ELSE COUNT {
      MATCH (member)<-[:FOLLOWS]-(other)
      WHERE other.status = 'ACTIVE'
        AND true /* follow_counts(other, member) */
    }
  END
AS answer;
