// Leave nothing of a deleted member but the id, so that it is not given again.
// params: $member STRING = 'ada', $before ZONED DATETIME = '2026-01-01T00:00:00Z'
MATCH (member:Member {id: $member, status: 'DELETED'})
WHERE member.deletedAt < $before
SET member = {id: $member, status: 'DELETED'}
RETURN count(*) AS finished;
