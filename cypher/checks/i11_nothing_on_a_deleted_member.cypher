// Which relationships and events has a deleted member still, besides its closed invitations?
MATCH (member:Member {status: 'DELETED'})
CALL (member) {
  MATCH (member)-[tie]-(other)
  WHERE type(tie) <> 'INVITED'
     OR tie.state IN ['PENDING', 'IGNORED']
  RETURN type(tie) AS tie, count(*) AS count
  UNION ALL
  MATCH (event:Event {member: member.id})
  RETURN 'Event' AS tie, count(event) AS count
}
WITH member, tie, count
WHERE count > 0
RETURN member.id AS member, tie, count
ORDER BY member, tie;
