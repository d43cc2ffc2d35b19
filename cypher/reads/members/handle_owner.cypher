// Who has this handle?
// params: $handleKey STRING = 'ada'
MATCH (member:Member {handleKey: $handleKey})
WHERE member.status <> 'DELETED'
RETURN member.id AS id;
