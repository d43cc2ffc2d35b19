// May the viewer list whom this member follows?
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})

// answer
RETURN member = viewer OR CASE member.followingVisibility
    WHEN 'EVERYONE'    THEN true
    WHEN 'CONNECTIONS' THEN true /* connected(member) */
    ELSE false
  END
AS answer;
