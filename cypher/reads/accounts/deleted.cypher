// Which deleted members may still have relationships?
// params: $most INTEGER = 100
MATCH (member:Member {status: 'DELETED'})
WHERE member.deletedAt IS NOT NULL
WITH member
ORDER BY member.deletedAt, member.id
LIMIT toInteger($most)
RETURN collect(member.id) AS deleted;
