// May the viewer list this member's connections?
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})

// answer
RETURN member = viewer OR CASE member.connectionsVisibility
    WHEN 'EVERYONE'      THEN true
    WHEN 'SECOND_DEGREE' THEN true /* connected(member) */ OR true /* bridged(member) */
    WHEN 'CONNECTIONS'   THEN true /* connected(member) */
    WHEN 'RECIPROCAL'    THEN NOT viewer.connectionsVisibility IN ['ONLY_ME', 'HIDDEN'] AND true /* connected(member) */
    ELSE false
  END
AS answer;
