// Does one connection of the viewer connect the viewer with this member, as far as the viewer may know?
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})

// answer
RETURN member.connectionsVisibility <> 'HIDDEN' AND EXISTS {
    MATCH (viewer)-[:CONNECTED]-(between)-[:CONNECTED]-(member)
    WHERE true /* can_bridge(between) */
  }
AS answer;
