// May the viewer read this member's full profile: about, positions, education, skills?
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})

// answer
RETURN member = viewer
    OR member.fullProfileVisibility = 'EVERYONE'
    OR true /* connected(member) */
    OR member.fullProfileVisibility = 'SECOND_DEGREE' AND true /* bridged(member) */
AS answer;
