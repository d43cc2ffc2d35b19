// Up to which number have these members events, and which have events without one?
// params: $members LIST<STRING> = ['ada']
UNWIND $members AS id
MATCH (member:Member {id: id})
WHERE member.status <> 'DELETED'
RETURN collect([id, coalesce(member.seq, 0), EXISTS { (:Unnumbered {member: id}) }]) AS heads;
