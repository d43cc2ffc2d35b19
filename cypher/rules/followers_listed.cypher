// May the viewer list this member's followers?
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})

// answer
RETURN member = viewer OR CASE member.followersVisibility
    WHEN 'EVERYONE'    THEN true
    WHEN 'CONNECTIONS' THEN true /* connected(member) */
    ELSE false
  END
AS answer;
