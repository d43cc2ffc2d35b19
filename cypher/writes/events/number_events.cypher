// Give the events of a member that have no number yet the next ones, in the order of their times. Which number is the last?
// params: $member STRING = 'ada'

// Lock the member before any other read: setting the id to itself locks and changes nothing.
MATCH (m:Member {id: $member})
SET m.id = m.id
WITH count(m) AS locked

MATCH (member:Member {id: $member})
CALL (member) {
  MATCH (event:Unnumbered {member: $member})
  WITH event
  ORDER BY event.at, event.id
  LIMIT 1000
  RETURN collect(event) AS events
}
LET last = coalesce(member.seq, 0)
SET member.seq = CASE WHEN events = [] THEN member.seq ELSE last + size(events) END

CALL (events, last) {
  UNWIND range(0, size(events) - 1) AS place
  WITH events[place] AS event, last + place + 1 AS number
  SET event.seq = number
  REMOVE event:Unnumbered
}
RETURN last + size(events) AS seq;
