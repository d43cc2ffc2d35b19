// May the viewer look through this member at the member's connections? Only active members, and none who is HIDDEN.
// params: $member STRING = 'grace'
// of: member
MATCH (member:Member {id: $member})

// answer
RETURN member.status = 'ACTIVE'
   AND member.connectionsVisibility <> 'HIDDEN'
AS answer;
