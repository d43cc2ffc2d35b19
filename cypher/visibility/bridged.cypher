// Does somebody whom the viewer is connected with stand between the viewer and this member, as far as the viewer may know?
// params: $viewer STRING = 'ada', $member STRING = 'grace'
// of: member
MATCH (viewer:Member {id: $viewer})
MATCH (member:Member {id: $member})

RETURN member.connectionsVisibility <> 'HIDDEN' AND EXISTS {
    MATCH (viewer)-[:CONNECTED]-(bridge)-[:CONNECTED]-(member)
    WHERE bridge.status = 'ACTIVE'
      AND bridge.connectionsVisibility <> 'HIDDEN'
  }
AS answer;
