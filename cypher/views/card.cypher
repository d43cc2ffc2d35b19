// What everybody may see of a member.
// params: $member STRING = 'ada'
// of: member
MATCH (member:Member {id: $member})

// answer
RETURN member {.id, .handle, .name, .headline, .location, .industry, .company, member_since: toString(member.createdAt)}
AS answer;
