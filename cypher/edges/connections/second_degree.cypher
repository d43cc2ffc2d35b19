// Who is two steps away, and how many of the member's connections lead there?
// params: $member STRING = 'ada'
// needs: closed, viewer_connections, reached

// subject
MATCH (member:Member {id: $member})

LET closed = ['ONLY_ME']

// pattern
MATCH (member)-[tie:CONNECTED]-(bridge)
WHERE true /* can_bridge(bridge) */
// What is read of the bridge is read before the second step, once for all members behind it.
/* [newest */
LET since = tie.since
/* newest] */
LET open = NOT bridge.connectionsVisibility IN closed
MATCH (bridge)-[:CONNECTED]-(node)
WHERE open
   OR node.connectionsVisibility IN ['EVERYONE', 'SECOND_DEGREE']
WITH node, count(*) AS edge/* [newest */, max(since) AS newest/* newest] */
RETURN node, edge, edge AS rank
ORDER BY rank DESC;

// owner: member = viewer
// visible: node <> viewer AND NOT node IN viewer_connections AND true /* visible(node) */ AND node.connectionsVisibility <> 'HIDDEN'
// order MUTUAL_CONNECTIONS: edge DESC
// order NAME: node.nameKey ASC
// order RECENT: newest DESC time
// row node: node {.id} /* listed_card(node) */
// row mutual_connection_count: edge
// filter company: node.company = $company
// filter location: node.location = $location
// filter min_mutual_connections: edge >= $min_mutual_connections
// filter via: node IN reached
