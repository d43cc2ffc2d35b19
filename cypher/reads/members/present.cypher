// Which of these members are in the graph?
// params: $keys LIST<STRING> = ['ada', 'grace']
MATCH (member:Member)
WHERE member.id IN $keys
  AND member.status <> 'DELETED'
RETURN collect(member.id) AS present;
