// Which number has this event of a member?
// params: $member STRING = 'ada', $event STRING = 'an event'
MATCH (event:Event {id: $event, member: $member})
RETURN event.seq AS seq;
