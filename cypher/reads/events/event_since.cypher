// Which number comes just before a member's first event since a moment?
// params: $member STRING = 'ada', $since STRING = '2026-01-01T00:00:00.000Z'
MATCH (event:Event {member: $member})
WHERE event.seq > 0
  AND event.at >= datetime($since)
RETURN min(event.seq) - 1 AS seq;
