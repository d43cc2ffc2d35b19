// May the viewer learn of this second step, from somebody the viewer is connected with to somebody further? One of its two ends must allow it.
// params: $viewer STRING = 'ada', $bridge STRING = 'grace', $member STRING = 'mira'
// of: bridge, member
// needs: closed
MATCH (viewer:Member {id: $viewer})
MATCH (bridge:Member {id: $bridge})
MATCH (member:Member {id: $member})
LET closed = ['ONLY_ME']

// answer
RETURN true /* can_bridge(bridge) */
   AND (NOT bridge.connectionsVisibility IN closed OR member.connectionsVisibility IN ['EVERYONE', 'SECOND_DEGREE'])
AS answer;
