// Which events come next for a member?
// params: $member STRING = 'ada', $seq INTEGER = 0, $most INTEGER = 50
MATCH (event:Event {member: $member})
WHERE event.seq > $seq
WITH event
ORDER BY event.seq
LIMIT toInteger($most)
RETURN collect([event.id, event.seq]) AS events;
