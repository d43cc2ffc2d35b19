// May the viewer know how many follow this member, and how many the member follows?
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})

// answer
RETURN member = viewer OR member.showFollowerCount
AS answer;
