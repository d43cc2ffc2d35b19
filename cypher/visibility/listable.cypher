// May the viewer learn of this second step, from somebody the viewer is connected with to somebody further? One of its two ends must allow it.
// params: $viewer STRING = 'ada', $bridge STRING = 'grace', $member STRING = 'mira'
// of: bridge, member
MATCH (viewer:Member {id: $viewer})
MATCH (bridge:Member {id: $bridge})
MATCH (member:Member {id: $member})
LET closed = CASE WHEN viewer.connectionsVisibility IN ['ONLY_ME', 'HIDDEN'] THEN ['ONLY_ME', 'RECIPROCAL'] ELSE ['ONLY_ME'] END

RETURN bridge.status = 'ACTIVE'
   AND bridge.connectionsVisibility <> 'HIDDEN'
   AND (NOT bridge.connectionsVisibility IN closed OR member.connectionsVisibility IN ['EVERYONE', 'SECOND_DEGREE'])
AS answer;
